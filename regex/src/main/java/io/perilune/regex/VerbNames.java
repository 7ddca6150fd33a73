// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.Map;

/** The names that may follow {@code (*}. Immutable. */
final class VerbNames {

    private static final int MAX_ARGUMENT = 255;

    static final Map<String, Node.VerbKind> VERBS =
            Map.of(
                    "", Node.VerbKind.MARK,
                    "MARK", Node.VerbKind.MARK,
                    "ACCEPT", Node.VerbKind.ACCEPT,
                    "F", Node.VerbKind.FAIL,
                    "FAIL", Node.VerbKind.FAIL,
                    "COMMIT", Node.VerbKind.COMMIT,
                    "PRUNE", Node.VerbKind.PRUNE,
                    "SKIP", Node.VerbKind.SKIP,
                    "THEN", Node.VerbKind.THEN);

    /** What an assertion spelled as a word stands for in symbols. */
    static final Map<String, String> ALPHA =
            Map.ofEntries(
                    Map.entry("pla", "="),
                    Map.entry("positive_lookahead", "="),
                    Map.entry("nla", "!"),
                    Map.entry("negative_lookahead", "!"),
                    Map.entry("plb", "<="),
                    Map.entry("positive_lookbehind", "<="),
                    Map.entry("nlb", "<!"),
                    Map.entry("negative_lookbehind", "<!"),
                    Map.entry("napla", "*"),
                    Map.entry("non_atomic_positive_lookahead", "*"),
                    Map.entry("naplb", "<*"),
                    Map.entry("non_atomic_positive_lookbehind", "<*"),
                    Map.entry("atomic", ">"),
                    Map.entry("sr", "sr"),
                    Map.entry("script_run", "sr"),
                    Map.entry("asr", "asr"),
                    Map.entry("atomic_script_run", "asr"));

    private VerbNames() {}

    /** The name behind the asterisk. */
    static String read(PatternText text, CompileError error) {
        text.at++;
        if (text.atEnd()) {
            throw text.fail(error);
        }
        int start = text.at;
        text.skipWord();
        if (text.at > start + 32) {
            throw text.fail(CompileError.NAME_TOO_LONG);
        }
        return text.text(start, text.at);
    }

    /** What stands between the colon and the closing parenthesis. */
    static String argument(PatternText text) {
        int start = text.at;
        while (!text.atEnd() && text.peek() != ')') {
            text.at++;
        }
        if (text.atEnd()) {
            throw text.fail(CompileError.UNKNOWN_VERB);
        }
        if (text.at - start > MAX_ARGUMENT) {
            throw text.fail(CompileError.VERB_NAME_TOO_LONG);
        }
        return text.text(start, text.at++);
    }
}
