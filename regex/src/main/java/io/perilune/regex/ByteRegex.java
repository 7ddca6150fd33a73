// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A pattern compiled for the project's own engine. Immutable but for a spare matcher; thread-safe.
 */
final class ByteRegex implements Regex {

    private final String source;
    private final Tiers tiers;
    private final Program program;

    /** A matcher nobody uses at present, so that the convenience methods need not make one. */
    private final AtomicReference<RegexMatcher> spare = new AtomicReference<>();

    private ByteRegex(String source, Tiers tiers) {
        this.source = source;
        this.tiers = tiers;
        this.program = tiers.program;
    }

    static ByteRegex compile(byte[] pattern, int flags) throws RegexException {
        try {
            return new ByteRegex(
                    new String(pattern, StandardCharsets.ISO_8859_1),
                    new Tiers(pattern.clone(), flags));
        } catch (PatternFailure e) {
            throw new RegexException(e.getMessage(), e.offset);
        }
    }

    @Override
    public String pattern() {
        return source;
    }

    @Override
    public int groupCount() {
        return program.groups;
    }

    @Override
    public List<NamedGroup> namedGroups() {
        return program.names;
    }

    @Override
    public RegexMatcher matcher() {
        return new RegexMatcher(tiers);
    }

    @Override
    public RegexMatch match(String subject, int from) {
        if (from < 0 || from > subject.length()) {
            return null;
        }
        int[] bounds = new int[2 * program.groups + 2];
        byte[] bytes = subject.getBytes(StandardCharsets.ISO_8859_1);
        return match(bytes, 0, bytes.length, from, bounds) ? new RegexMatch(subject, bounds) : null;
    }

    @Override
    public boolean match(byte[] subject, int begin, int end, int from, int[] bounds) {
        RegexMatcher matcher = spare.getAndSet(null);
        if (matcher == null) {
            matcher = new RegexMatcher(tiers);
        }
        boolean matched = matcher.match(subject, begin, end, from, bounds);
        spare.set(matcher);
        return matched;
    }
}
