// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One pattern in both engines. Confined to one thread. */
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

    private final Pcre2 theirs;
    private final boolean dfa;
    private ByteRegex ours;
    private final List<RegexMatcher> matchers = new ArrayList<>();
    private int[] bounds;

    /** Matches compared so far. */
    long comparisons;

    Comparison(Pcre2 theirs, boolean dfa) {
        this.theirs = theirs;
        this.dfa = dfa;
    }

    /** Null if both compile, "" if both refuse alike, else how they differ. */
    String compile(byte[] pattern, String letters) {
        int bits = Pcre2.NO_START_OPTIMIZE;
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
        return "compile: theirs " + theirError + ", ours " + ourError;
    }

    /** Null if both answer alike, else how they differ. */
    String match(byte[] subject, int from) {
        int[] their = theirs.match(subject, from, ours.groupCount(), dfa);
        if (their[0] == -47 || their[0] == -63 || dfa && their[0] < -1) {
            return null;
        }
        for (RegexMatcher matcher : matchers) {
            String difference = match(matcher, their, subject, from);
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private String match(RegexMatcher matcher, int[] their, byte[] subject, int from) {
        comparisons++;
        int[] our;
        try {
            our = matcher.match(subject, 0, subject.length, from, bounds) ? bounds : new int[] {-1};
        } catch (RegexLimitException e) {
            if (e.code() == RegexLimitException.MATCH_LIMIT) {
                return null;
            }
            our = new int[] {e.code()};
        }
        // whether an endless recursion is met at all depends on what is known of a match's start
        if (their[0] == RegexLimitException.RECURSION_LOOP
                || our[0] == RegexLimitException.RECURSION_LOOP) {
            return null;
        }
        return Arrays.equals(their, our)
                ? null
                : matcher.only()
                        + ": theirs "
                        + Arrays.toString(their)
                        + ", ours "
                        + Arrays.toString(our);
    }

    static String shown(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (char c : new String(bytes, StandardCharsets.ISO_8859_1).toCharArray()) {
            out.append(c >= 32 && c < 127 ? String.valueOf(c) : String.format("{%02x}", (int) c));
        }
        return out.toString();
    }
}
