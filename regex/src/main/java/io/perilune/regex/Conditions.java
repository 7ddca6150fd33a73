// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

/** Reads what a conditional group tests, unless it is an assertion. Single use. */
final class Conditions {

    private final PatternText text;

    Conditions(PatternText text) {
        this.text = text;
    }

    Node.Condition read() {
        int number =
                text.number(text.groups, PatternText.MAX_GROUP, CompileError.GROUP_NUMBER_TOO_BIG);
        if (number >= 0) {
            if (number == 0) {
                throw text.fail(CompileError.NO_SUCH_GROUP);
            }
            return new Node.Condition.ByNumber(number, text.at - 2);
        }
        if (text.end - text.at >= 10 && text.looksAt("VERSION") && text.peek(7) != ')') {
            return version();
        }
        boolean recursion = text.peek() == 'R' && text.peek(1) == '&';
        int open = text.peek();
        int terminator = recursion ? ')' : open == '<' ? '>' : open == '\'' ? '\'' : ')';
        if (recursion) {
            text.at++;
        } else if (terminator == ')') {
            text.at--;
        }
        String name = text.groupName(terminator);
        int offset = text.nameAt;
        if (terminator == ')') {
            text.at--;
        }
        if (recursion || terminator != ')') {
            return new Node.Condition.ByName(name, recursion, false, offset);
        }
        return name.equals("DEFINE")
                ? new Node.Condition.Define(offset)
                : new Node.Condition.ByName(name, false, name.matches("R[0-9]*"), offset);
    }

    /** {@code VERSION=10.4} or {@code VERSION>=10.4}; the engine is as PCRE2 10.42. */
    private Node.Condition version() {
        text.at += 7;
        boolean orLater = text.peek() == '>';
        if (orLater) {
            text.at++;
        }
        if (text.peek() != '=') {
            throw text.fail(CompileError.VERSION_CONDITION);
        }
        text.at++;
        if (!PatternText.isDigit(text.peek())) {
            throw text.fail(CompileError.VERSION_CONDITION);
        }
        int major = text.number(-1, 1000, CompileError.VERSION_CONDITION);
        int minor = 0;
        if (text.atEnd()) {
            throw text.fail(CompileError.VERSION_CONDITION);
        }
        if (text.peek() == '.') {
            text.at++;
            if (!PatternText.isDigit(text.peek())) {
                throw text.fail(CompileError.VERSION_CONDITION);
            }
            minor = (text.bytes[text.at++] - '0') * 10;
            if (PatternText.isDigit(text.peek())) {
                minor += text.bytes[text.at++] - '0';
            }
            if (text.peek() != ')') {
                throw text.fail(CompileError.VERSION_CONDITION);
            }
        }
        return new Node.Condition.Fixed(
                orLater ? 10 > major || major == 10 && 42 >= minor : major == 10 && minor == 42);
    }
}
