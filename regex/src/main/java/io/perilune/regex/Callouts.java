// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

/**
 * A callout calls a function of the host program's, and there is none: PCRE2 would silently do
 * nothing. Here it is refused, after the complaints PCRE2 has about it. Stateless.
 */
final class Callouts {

    private Callouts() {}

    static PatternFailure refusal(PatternText text) {
        text.at++;
        if (text.atEnd()) {
            throw text.fail(CompileError.PARENTHESIS_NOT_CLOSED);
        }
        int c = text.peek();
        if (c != ')' && !PatternText.isDigit(c)) {
            string(text, c);
        } else {
            int n = 0;
            while (PatternText.isDigit(text.peek())) {
                n = n * 10 + text.bytes[text.at++] - '0';
                if (n > 255) {
                    throw text.fail(CompileError.CALLOUT_NUMBER);
                }
            }
        }
        if (text.peek() != ')') {
            throw text.fail(CompileError.CALLOUT_NOT_CLOSED);
        }
        text.at++;
        return text.fail(CompileError.CALLOUTS_NOT_SUPPORTED);
    }

    private static void string(PatternText text, int open) {
        if ("`'\"^%#${".indexOf(open) < 0) {
            throw text.fail(CompileError.CALLOUT_DELIMITER);
        }
        int close = open == '{' ? '}' : open;
        int start = text.at;
        while (true) {
            if (++text.at >= text.end) {
                text.at = start;
                throw text.fail(CompileError.CALLOUT_STRING_NOT_CLOSED);
            }
            if (text.peek() == close) {
                text.at++;
                if (text.peek() != close) {
                    return;
                }
            }
        }
    }
}
