// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.Map;

/** From a pattern's bytes to a program. Stateless. */
final class ProgramFactory {

    private ProgramFactory() {}

    static Program compile(byte[] pattern, int flags) {
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
}
