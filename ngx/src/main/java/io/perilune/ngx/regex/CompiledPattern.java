// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.regex;

import io.perilune.regex.Regex;
import io.perilune.regex.RegexException;
import io.perilune.regex.RegexMatch;
import java.util.List;

/**
 * A pattern of ngx.re with its options. Immutable. The only class here that knows the regex engine.
 *
 * <p>Subjects are strings of one char a byte.
 */
public final class CompiledPattern {
    private final Regex regex;
    private final boolean duplicateNames;
    private final boolean wholeOnly;

    private CompiledPattern(Regex regex, String options) {
        this.regex = regex;
        this.duplicateNames = options.indexOf('D') >= 0;
        this.wholeOnly = options.indexOf('d') >= 0;
    }

    /** Does not compile; the message is OpenResty's. */
    public static final class BadPattern extends Exception {
        BadPattern(String message) {
            super(message, null, false, false);
        }
    }

    static CompiledPattern compile(String pattern, String options) throws BadPattern {
        try {
            return new CompiledPattern(Regex.compile(pattern, options), options);
        } catch (RegexException e) {
            int offset = e.offset();
            String where =
                    offset < 0 || offset >= pattern.length()
                            ? ""
                            : " at \"" + pattern.substring(offset) + "\"";
            throw new BadPattern(
                    "pcre2_compile() failed: "
                            + e.getMessage()
                            + " in \""
                            + pattern
                            + "\""
                            + where);
        }
    }

    /** Number of groups, without group 0. */
    public int groups() {
        return regex.groupCount();
    }

    /** Whether several groups may have the same name: then each name stands for a list. */
    public boolean hasDuplicateNames() {
        return duplicateNames;
    }

    /** A group's name and number. */
    public record Name(String name, int group) {}

    /** By number. */
    public List<Name> names() {
        return regex.namedGroups().stream()
                .map(group -> new Name(group.name(), group.number()))
                .toList();
    }

    /**
     * The first match from an index on: start and end of each group, -1 for those without part in
     * it; null when there is none. With the option `d` only the whole match is known.
     */
    public int[] match(String subject, int from) {
        RegexMatch match = regex.match(subject, from);
        if (match == null) {
            return null;
        }
        int groups = wholeOnly ? 0 : match.groupCount();
        int[] bounds = new int[2 * groups + 2];
        for (int i = 0; i <= groups; i++) {
            bounds[2 * i] = match.start(i);
            bounds[2 * i + 1] = match.end(i);
        }
        return bounds;
    }
}
