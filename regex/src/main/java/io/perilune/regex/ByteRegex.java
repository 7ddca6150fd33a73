// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A pattern compiled for the project's own engine. Immutable but for a spare matcher; thread-safe.
 */
final class ByteRegex implements Regex {

    private final String source;
    private final Program program;

    /** A matcher nobody uses at present, so that the convenience methods need not make one. */
    private final AtomicReference<RegexMatcher> spare = new AtomicReference<>();

    private ByteRegex(String source, Program program) {
        this.source = source;
        this.program = program;
    }

    static ByteRegex compile(byte[] pattern, int flags) throws RegexException {
        try {
            return new ByteRegex(
                    new String(pattern, StandardCharsets.ISO_8859_1), program(pattern, flags));
        } catch (PatternFailure e) {
            throw new RegexException(e.getMessage(), e.offset);
        }
    }

    private static Program program(byte[] pattern, int flags) {
        PatternText text = new PatternText(pattern);
        LeadingOptions options = new LeadingOptions(text, flags);
        options.read();
        text.utf = (options.flags & Flags.UTF) != 0;
        if (text.utf && (options.flags & Flags.NO_UTF_CHECK) == 0) {
            long wrong = Utf8.check(pattern, 0, pattern.length);
            if (wrong >= 0) {
                throw new PatternFailure(Utf8.message((int) wrong), (int) (wrong >>> 32));
            }
        }
        Node.Alternatives whole = new Parser(text, options).parse();
        Map<Node.Look, int[]> lookBehinds = new LookBehinds(text).measure(whole);
        new References(text).check(whole);
        return new Compiler(text, options, lookBehinds).compile(whole);
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
        return new RegexMatcher(program);
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
            matcher = new RegexMatcher(program);
        }
        boolean matched = matcher.match(subject, begin, end, from, bounds);
        spare.set(matcher);
        return matched;
    }
}
