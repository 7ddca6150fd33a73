// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.regex;

import io.perilune.lua.runtime.LuaString;
import io.perilune.regex.Regex;
import io.perilune.regex.RegexException;
import io.perilune.regex.RegexLimitException;
import io.perilune.regex.RegexMatcher;
import io.perilune.regex.StopSignal;
import java.util.Comparator;
import java.util.List;

/** A pattern of ngx.re with its options. Confined to its worker. */
public final class CompiledPattern {
    public static final int MATCH = 1;

    /** PCRE2_ERROR_NOMATCH. */
    public static final int NO_MATCH = -1;

    /** PCRE2_ERROR_CALLOUT: somebody has something to do on this thread. */
    public static final int STOPPED = RegexLimitException.STOPPED;

    /** The room that OpenResty has for a message, and one byte for its end. */
    private static final int LONGEST_MESSAGE = 255;

    final LuaString text;
    final RegexOptions options;

    /** Whether it was looked for since the cache last thought of giving it up. */
    boolean used;

    private final RegexMatcher matcher;

    /** Start and end of each group. */
    private final int[] bounds;

    private final int groups;
    private final LuaString[] names;
    private final int[] namedGroups;
    private final boolean duplicateNames;

    private CompiledPattern(LuaString text, RegexOptions options, Regex regex) {
        this.text = text;
        this.options = options;
        matcher = regex.matcher();
        bounds = new int[2 * regex.groupCount() + 2];
        groups = options.has('d') ? 0 : regex.groupCount();
        duplicateNames = options.has('D');
        List<Regex.NamedGroup> named =
                regex.namedGroups().stream()
                        .sorted(Comparator.comparing(Regex.NamedGroup::name))
                        .toList();
        names = new LuaString[named.size()];
        namedGroups = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = LuaString.constant(named.get(i).name());
            namedGroups[i] = named.get(i).number();
        }
    }

    /** Does not compile; the message is OpenResty's. */
    public static final class BadPattern extends Exception {
        private static final long serialVersionUID = 1L;

        BadPattern(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * @param matchLimit `lua_regex_match_limit`; 0 for the engine's own
     * @param stop asked now and then whether the worker's thread is wanted
     */
    static CompiledPattern compile(
            LuaString pattern, RegexOptions options, int matchLimit, StopSignal stop)
            throws BadPattern {
        Regex regex;
        try {
            if (options.has('U')) {
                // Only subjects go unchecked in OpenResty.
                Regex.compile(pattern.toBytes(), options.letters().replace('U', 'u'));
            }
            regex = Regex.compile(pattern.toBytes(), options.letters());
        } catch (RegexException e) {
            throw new BadPattern(message(pattern.toLatin1(), e));
        }
        CompiledPattern made = new CompiledPattern(pattern, options, regex);
        made.matcher.stopSignal(stop);
        if (!options.has('d')) {
            made.matcher.limit(matchLimit);
        }
        return made;
    }

    /** Ends at a zero byte and at the size of OpenResty's buffer, as its own does. */
    private static String message(String pattern, RegexException e) {
        int offset = e.offset();
        String text = "pcre2_compile() failed: " + e.getMessage() + " in \"" + pattern + "\"";
        if (offset >= 0 && offset < pattern.length()) {
            text += " at \"" + upToZero(pattern.substring(offset)) + "\"";
        }
        return upToZero(
                text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) : text);
    }

    private static String upToZero(String text) {
        int zero = text.indexOf(0);
        return zero < 0 ? text : text.substring(0, zero);
    }

    /** Number of groups, without group 0; none with the option `d`. */
    public int groups() {
        return groups;
    }

    /** Whether several groups may have the same name: then each name stands for a list. */
    public boolean hasDuplicateNames() {
        return duplicateNames;
    }

    /** Number of names, a name of several groups counted for each; they are in order. */
    public int nameCount() {
        return names.length;
    }

    public LuaString name(int index) {
        return names[index];
    }

    /** The group of the name at an index. */
    public int namedGroup(int index) {
        return namedGroups[index];
    }

    /**
     * Looks for the first match from an index on. What it finds is here until the next one, so it
     * must be taken before any Lua code runs.
     *
     * @return {@link #MATCH}, {@link #NO_MATCH}, or another of PCRE2's negative error numbers
     */
    public int match(LuaString subject, int from) {
        try {
            return matcher.match(subject.bytes(), 0, subject.length(), from, bounds)
                    ? MATCH
                    : NO_MATCH;
        } catch (RegexLimitException e) {
            return e.code();
        }
    }

    /** Where a group of the last match begins, or -1 when it has no part in it. */
    public int start(int group) {
        return bounds[2 * group];
    }

    /** Where a group of the last match ends. */
    public int end(int group) {
        return bounds[2 * group + 1];
    }

    /** The number behind the last group that has part in the last match. */
    public int matchedGroups() {
        int count = groups + 1;
        while (bounds[2 * count - 2] < 0) {
            count--;
        }
        return count;
    }
}
