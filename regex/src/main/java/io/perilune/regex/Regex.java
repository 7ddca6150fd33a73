// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A compiled pattern. Patterns and subjects are Strings with one char per byte. Immutable and
 * thread-safe.
 */
public interface Regex {

    /** Compiles a pattern without options other than case. */
    static Regex compile(String pattern, boolean caseless) throws RegexException {
        return compile(pattern, caseless ? "i" : "");
    }

    /**
     * Compiles a pattern with options, each a letter as {@code ngx.re} has them: {@code a}
     * anchored, {@code d} the longest of all matches and no groups, {@code D} duplicate names,
     * {@code i} caseless, {@code J} JavaScript's ways, {@code m} multi-line, {@code s} single line,
     * {@code u} UTF-8, {@code U} UTF-8 unchecked, {@code x} extended; {@code j} and {@code o},
     * which only concern speed or caching, are accepted.
     *
     * @throws IllegalArgumentException for another letter
     */
    static Regex compile(String pattern, String options) throws RegexException {
        return compile(pattern.getBytes(StandardCharsets.ISO_8859_1), options);
    }

    /** As above, of a pattern's bytes. */
    static Regex compile(byte[] pattern, String options) throws RegexException {
        return ByteRegex.compile(pattern, Flags.ofLetters(options));
    }

    String pattern();

    /** Number of groups, without group 0. */
    int groupCount();

    /** Named groups in the order of their numbers. */
    List<NamedGroup> namedGroups();

    /** The first match at or after {@code from}, or null. */
    RegexMatch match(String subject, int from);

    /**
     * Finds the first match in bytes; see {@link RegexMatcher#match}. For many matches a matcher of
     * one's own, which also takes limits, is cheaper.
     */
    boolean match(byte[] subject, int begin, int end, int from, int[] bounds);

    /** A matcher of this pattern for one thread. */
    RegexMatcher matcher();

    default RegexMatch match(String subject) {
        return match(subject, 0);
    }

    /** Whether the pattern matches anywhere. */
    default boolean matches(String subject) {
        return match(subject, 0) != null;
    }

    /** A group's name and number. */
    record NamedGroup(String name, int number) {}
}
