// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One pattern in both engines. Where they differ PCRE2 is asked again, with its just-in-time
 * compiler or without one of its optimisations, none of which may change an answer: if it then
 * answers as we do, it contradicts itself, and there is nothing to be equal to. Confined to one
 * thread.
 */
final class Comparison {

    /** Letters of the test's own for PCRE2's bits: upper case N no start optimisation, W UCP. */
    private static final String LETTERS = "iDxmsuaNUW";

    private static final int[] BITS = {
        Pcre2.CASELESS,
        Pcre2.DUPNAMES,
        Pcre2.EXTENDED,
        Pcre2.MULTILINE,
        Pcre2.DOTALL,
        Pcre2.UTF,
        Pcre2.ANCHORED,
        Pcre2.NO_START_OPTIMIZE,
        Pcre2.UNGREEDY,
        Pcre2.UCP
    };
    private static final int[] FLAGS = {
        Flags.CASELESS,
        Flags.DUPNAMES,
        Flags.EXTENDED,
        Flags.MULTILINE,
        Flags.DOTALL,
        Flags.UTF,
        Flags.ANCHORED,
        Flags.NO_START_OPTIMIZE,
        Flags.UNGREEDY,
        Flags.UCP
    };
    private static final int J_BITS =
            Pcre2.ALLOW_EMPTY_CLASS | Pcre2.ALT_BSUX | Pcre2.MATCH_UNSET_BACKREF;

    /** PCRE2's ways of answering, besides the one that is compared with, and their bits. */
    private static final Map<String, Integer> OTHER_WAYS =
            Map.of(
                    "just-in-time compiler", 0,
                    "no possessive repetition unless written", Pcre2.NO_AUTO_POSSESS,
                    "no anchor unless written", Pcre2.NO_DOTSTAR_ANCHOR);

    private final Pcre2 theirs;
    private final boolean dfa;
    private ByteRegex ours;
    private final List<RegexMatcher> matchers = new ArrayList<>();
    private int[] bounds;

    private byte[] pattern;
    private int bits;

    /** Matches compared so far. */
    long comparisons;

    /** How often PCRE2 contradicted itself, by the way it then answered as we do. */
    final Map<String, Integer> contradictions = new TreeMap<>();

    Comparison(Pcre2 theirs, boolean dfa) {
        this.theirs = theirs;
        this.dfa = dfa;
    }

    /** Null if both compile, "" if both refuse alike or we a callout, else how they differ. */
    String compile(byte[] pattern, String letters) {
        this.pattern = pattern;
        bits = Pcre2.NO_START_OPTIMIZE;
        int flags = dfa ? Flags.DFA : 0;
        for (int i = 0; i < letters.length(); i++) {
            if (letters.charAt(i) == 'J') {
                bits |= J_BITS;
                flags |= Flags.JAVASCRIPT;
                continue;
            }
            int index = LETTERS.indexOf(letters.charAt(i));
            bits |= BITS[index];
            flags |= FLAGS[index];
        }
        String theirError = theirs.compile(pattern, bits);
        String ourError = null;
        try {
            ours = ByteRegex.compile(pattern, flags);
        } catch (RegexException e) {
            ourError = e.getMessage() + " at " + e.offset();
        }
        if (theirError == null && ourError == null) {
            matchers.clear();
            for (Tier tier : Tier.values()) {
                RegexMatcher matcher = ours.matcher().limit(100_000);
                if (matcher.only(tier)) {
                    matchers.add(matcher);
                }
            }
            bounds = new int[2 * ours.groupCount() + 2];
            return null;
        }
        if (theirError != null && theirError.equals(ourError)) {
            return "";
        }
        if (ourError != null && ourError.startsWith(CompileError.CALLOUTS_NOT_SUPPORTED.text)) {
            return "";
        }
        return "compile: theirs " + theirError + ", ours " + ourError;
    }

    /** Null if both answer alike, else how they differ. */
    String match(byte[] subject, int from) {
        int[] their = theirs.match(subject, from, ours.groupCount(), dfa);
        // -999: PCRE2's matcher lets out what is only meant for itself
        if (their[0] == -47 || their[0] == -63 || their[0] == -999 || dfa && their[0] < -1) {
            return null;
        }
        for (RegexMatcher matcher : matchers) {
            comparisons++;
            int[] our;
            try {
                our = ours(matcher, subject, from);
            } catch (IndexOutOfBoundsException e) {
                return matcher.only() + ": " + e + " at " + e.getStackTrace()[0];
            }
            if (our != null && !isSame(their, our)) {
                String way = otherWay(our, subject, from);
                if (way == null) {
                    return matcher.only()
                            + ": theirs "
                            + Arrays.toString(their)
                            + ", ours "
                            + Arrays.toString(our);
                }
                contradictions.merge(way, 1, Integer::sum);
                return null;
            }
        }
        return null;
    }

    /** Bounds, or one negative number; null if the match was given up. */
    private int[] ours(RegexMatcher matcher, byte[] subject, int from) {
        try {
            return matcher.match(subject, 0, subject.length, from, bounds)
                    ? bounds
                    : new int[] {-1};
        } catch (RegexLimitException e) {
            return e.code() == RegexLimitException.MATCH_LIMIT ? null : new int[] {e.code()};
        }
    }

    private static boolean isSame(int[] their, int[] our) {
        // whether an endless recursion is met at all depends on what is known of a match's start
        return their[0] == RegexLimitException.RECURSION_LOOP
                || our[0] == RegexLimitException.RECURSION_LOOP
                || Arrays.equals(their, our);
    }

    /** In which way PCRE2 answers as we do, or null. */
    private String otherWay(int[] our, byte[] subject, int from) {
        String found = null;
        for (Map.Entry<String, Integer> way : OTHER_WAYS.entrySet()) {
            theirs.compile(pattern, bits | way.getValue());
            if ((way.getValue() != 0 || !dfa && theirs.useJit())
                    && isSame(theirs.match(subject, from, ours.groupCount(), dfa), our)) {
                found = way.getKey();
                break;
            }
        }
        theirs.compile(pattern, bits);
        return found;
    }

    static String shown(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (char c : new String(bytes, StandardCharsets.ISO_8859_1).toCharArray()) {
            out.append(c >= 32 && c < 127 ? String.valueOf(c) : String.format("{%02x}", (int) c));
        }
        return out.toString();
    }
}
