// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a pattern into a tree, with PCRE2 10.42's language, errors and error offsets. What needs
 * the whole pattern (do the groups exist that are referred to, are look-behinds of fixed length) is
 * left to {@link References} and {@link LookBehinds}, so that syntax errors come first, as in
 * PCRE2.
 *
 * <p>Recursion follows the nesting of parentheses, which is limited to 250. Single use.
 */
final class Parser {

    private static final int MAX_NESTING = 250;

    /** Options that a closing parenthesis puts back. */
    private static final int TRACKED =
            Flags.CASELESS
                    | Flags.DOTALL
                    | Flags.DUPNAMES
                    | Flags.EXTENDED
                    | Flags.EXTENDED_MORE
                    | Flags.MULTILINE
                    | Flags.NO_AUTO_CAPTURE
                    | Flags.UNGREEDY;

    private final PatternText text;
    private final Escapes escapes;
    private final EscapeNodes escapeNodes;
    private final Newline newline;
    private int flags;
    private int depth;
    private boolean quoted;

    /** Whether a quantifier may come now. */
    private boolean repeatable;

    /** The quantifier just read, which + or ? may change. */
    private Node.Repeat justRepeated;

    /** Where a condition's assertion must come. */
    private boolean expectAssertion;

    Parser(PatternText text, LeadingOptions options) {
        this.text = text;
        this.flags = options.flags;
        this.newline = options.newline;
        this.escapes = new Escapes(text, flags);
        this.escapeNodes = new EscapeNodes(text, escapes, newline);
    }

    Node.Alternatives parse() {
        Node.Alternatives whole = alternatives(false);
        if (depth > 0) {
            throw text.fail(CompileError.PARENTHESIS_NOT_CLOSED);
        }
        return whole;
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Branches up to the closing parenthesis, which is consumed, or the pattern's end. */
    private Node.Alternatives alternatives(boolean resetNumbers) {
        int level = depth;
        int first = text.groups;
        int last = first;
        List<Node.Sequence> branches = new ArrayList<>();
        List<Node> items = new ArrayList<>();
        while (!text.atEnd()) {
            if (depth > MAX_NESTING) {
                throw text.fail(CompileError.TOO_DEEP);
            }
            int c = text.next();
            if (skipped(c, items)) {
                continue;
            }
            boolean expected = expectAssertion;
            checkExpected(c);
            expectAssertion = false;
            if (c == '|') {
                branches.add(new Node.Sequence(items));
                items = new ArrayList<>();
                repeatable = false;
                justRepeated = null;
                if (resetNumbers) {
                    last = Math.max(last, text.groups);
                    text.groups = first;
                }
            } else if (c == ')') {
                if (level == 0) {
                    throw text.failBack(CompileError.UNMATCHED_PARENTHESIS);
                }
                depth--;
                break;
            } else {
                item(c, items, expected);
            }
            if (depth != level) {
                break;
            }
        }
        if (depth == level && level > 0) {
            throw text.fail(CompileError.PARENTHESIS_NOT_CLOSED);
        }
        if (resetNumbers) {
            text.groups = Math.max(last, text.groups);
        }
        repeatable = true;
        justRepeated = null;
        branches.add(new Node.Sequence(items));
        return new Node.Alternatives(branches);
    }

    /** Deals with what does not change whether a quantifier may follow. */
    private boolean skipped(int c, List<Node> items) {
        if (quoted) {
            quotedCharacter(c, items);
            return true;
        }
        if (c == '\\' && (text.peek() == 'Q' || text.peek() == 'E')) {
            quoted = text.bytes[text.at++] == 'Q';
            return true;
        }
        if (has(Flags.EXTENDED)) {
            if (PatternText.isSpace(c)) {
                return true;
            }
            if (c == '#') {
                text.skipLine(newline);
                return true;
            }
        }
        if (c == '(' && text.looksAt("?#")) {
            while (++text.at < text.end && text.bytes[text.at] != ')') {
                continue;
            }
            if (text.atEnd()) {
                throw text.fail(CompileError.COMMENT_NOT_CLOSED);
            }
            text.at++;
            return true;
        }
        return false;
    }

    private void quotedCharacter(int c, List<Node> items) {
        if (c == '\\' && text.peek() == 'E') {
            quoted = false;
            text.at++;
            return;
        }
        if (expectAssertion) {
            throw text.failBack(CompileError.ASSERTION_EXPECTED);
        }
        literal(c, items);
        justRepeated = null;
    }

    private void checkExpected(int c) {
        if (!expectAssertion) {
            return;
        }
        boolean ok = c == '(' && text.end - text.at >= 3;
        if (ok && text.peek() == '*') {
            ok = text.peek(1) >= 'a' && text.peek(1) <= 'z';
        } else if (ok && text.peek() == '?') {
            int kind = text.peek(1);
            ok =
                    kind == 'C'
                            || kind == '='
                            || kind == '!'
                            || kind == '<' && (text.peek(2) == '=' || text.peek(2) == '!');
        } else {
            ok = false;
        }
        if (!ok) {
            throw text.failBack(CompileError.ASSERTION_EXPECTED);
        }
    }

    private void literal(int c, List<Node> items) {
        text.hasCrOrLf |= c == '\r' || c == '\n';
        items.add(new Node.Literal(c, has(Flags.CASELESS)));
        repeatable = true;
    }

    private void item(int c, List<Node> items, boolean expected) {
        boolean wasRepeatable = repeatable;
        Node.Repeat previous = justRepeated;
        repeatable = false;
        justRepeated = null;
        if (previous != null && (c == '?' || c == '+')) {
            if (c == '+') {
                previous.possessive = true;
                previous.greedy = true;
            } else {
                previous.greedy = has(Flags.UNGREEDY);
            }
            return;
        }
        switch (c) {
            case '\\' -> escape(items);
            case '^' ->
                    items.add(
                            new Node.Simple(
                                    has(Flags.MULTILINE)
                                            ? Node.Assertion.CIRCUMFLEX_MULTILINE
                                            : Node.Assertion.CIRCUMFLEX));
            case '$' ->
                    items.add(
                            new Node.Simple(
                                    has(Flags.MULTILINE)
                                            ? Node.Assertion.DOLLAR_MULTILINE
                                            : Node.Assertion.DOLLAR));
            case '.' -> {
                items.add(
                        has(Flags.DOTALL)
                                ? new Node.Member(CharSet.ALL)
                                : escapeNodes.notNewline());
                repeatable = true;
            }
            case '*' -> repeat(items, wasRepeatable, 0, -1);
            case '+' -> repeat(items, wasRepeatable, 1, -1);
            case '?' -> repeat(items, wasRepeatable, 0, 1);
            case '{' -> {
                int[] counts = text.repeatCounts();
                if (counts == null) {
                    literal(c, items);
                } else {
                    repeat(items, wasRepeatable, counts[0], counts[1]);
                }
            }
            case '[' -> characterClass(items);
            case '(' -> parenthesis(items, expected);
            default -> literal(c, items);
        }
    }

    private void repeat(List<Node> items, boolean allowed, int min, int max) {
        if (!allowed) {
            throw text.failBack(CompileError.NOTHING_TO_REPEAT);
        }
        justRepeated = new Node.Repeat(items.removeLast(), min, max, !has(Flags.UNGREEDY));
        items.add(justRepeated);
    }

    private void escape(List<Node> items) {
        Node node = escapeNodes.read(flags);
        if (node == null) {
            literal(escapes.character, items);
        } else {
            items.add(node);
            repeatable = escapeNodes.repeatable;
        }
    }

    // ---- Classes ----

    private void characterClass(List<Node> items) {
        repeatable = true;
        if (text.looksAt("[:<:]]") || text.looksAt("[:>:]]")) {
            boolean ahead = text.peek(2) == '<';
            CharSet word = CharacterClasses.escape('w', has(Flags.UCP));
            items.add(
                    new Node.Simple(
                            has(Flags.UCP)
                                    ? Node.Assertion.WORD_BOUNDARY_UCP
                                    : Node.Assertion.WORD_BOUNDARY));
            Node.Sequence one = new Node.Sequence(List.of(new Node.Member(word)));
            items.add(new Node.Look(ahead, false, true, new Node.Alternatives(List.of(one)), 0));
            text.hasLookBehind |= !ahead;
            text.at += 6;
            return;
        }
        if (ClassParser.posixEnd(text) >= 0) {
            throw text.peek() == ':'
                    ? text.failBack(CompileError.POSIX_OUTSIDE_CLASS)
                    : text.failBack(CompileError.POSIX_COLLATING);
        }
        items.add(new Node.Member(new ClassParser(text, escapes, flags).read()));
    }

    // ---- Parentheses ----

    private void parenthesis(List<Node> items, boolean expected) {
        if (text.atEnd()) {
            throw text.fail(CompileError.PARENTHESIS_NOT_CLOSED);
        }
        int c = text.peek();
        if (c == '*') {
            starred(items, expected);
        } else if (c == '?') {
            text.at++;
            if (text.atEnd()) {
                throw text.fail(CompileError.PARENTHESIS_NOT_CLOSED);
            }
            questioned(items, expected);
        } else {
            int number = has(Flags.NO_AUTO_CAPTURE) ? 0 : newGroup();
            items.add(new Node.Group(number, group(false)));
        }
    }

    private int newGroup() {
        int before = text.highestGroup;
        int number = text.newGroup();
        text.numbersRepeat |= number <= before;
        return number;
    }

    /** A group's inside; options changed in it end with it. */
    private Node.Alternatives group(boolean resetNumbers) {
        return group(resetNumbers, flags);
    }

    private Node.Alternatives group(boolean resetNumbers, int flagsAfter) {
        depth++;
        repeatable = false;
        justRepeated = null;
        Node.Alternatives body = alternatives(resetNumbers);
        flags = flags & ~TRACKED | flagsAfter & TRACKED;
        return body;
    }

    private void starred(List<Node> items, boolean expected) {
        int c = text.peek(1);
        if (c < 0 || c == ')') {
            // an asterisk with nothing to repeat, which the next item will say
            return;
        }
        if (c >= 'a' && c <= 'z') {
            alphaAssertion(items, expected);
            return;
        }
        String name = VerbNames.read(text, CompileError.UNKNOWN_VERB);
        if (text.peek() != ':' && text.peek() != ')') {
            throw text.fail(CompileError.UNKNOWN_VERB);
        }
        Node.VerbKind kind = VerbNames.VERBS.get(name);
        if (kind == null) {
            throw text.fail(CompileError.UNKNOWN_VERB);
        }
        if (text.peek() == ':' && text.peek(1) == ')') {
            text.at++;
        }
        if (kind == Node.VerbKind.MARK && text.peek() != ':') {
            throw text.fail(CompileError.MARK_WITHOUT_NAME);
        }
        String argument = text.bytes[text.at++] == ':' ? VerbNames.argument(text) : null;
        items.add(new Node.Verb(kind, argument));
        repeatable = kind == Node.VerbKind.ACCEPT;
    }

    private void alphaAssertion(List<Node> items, boolean expected) {
        String name = VerbNames.read(text, CompileError.UNKNOWN_VERB);
        String symbols = VerbNames.ALPHA.get(name);
        if (text.peek() != ':' || symbols == null) {
            throw text.fail(CompileError.UNKNOWN_ALPHA_ASSERTION);
        }
        if (expected && !"= ! <= <!".contains(symbols)) {
            throw text.fail(
                    symbols.endsWith("*")
                            ? CompileError.ATOMIC_ASSERTION_EXPECTED
                            : CompileError.ASSERTION_EXPECTED);
        }
        if (symbols.endsWith("sr")) {
            text.at++;
            scriptRun(items, symbols.startsWith("a"));
            return;
        }
        if (symbols.equals(">")) {
            text.at++;
            items.add(new Node.Atomic(group(false)));
            return;
        }
        boolean behind = symbols.startsWith("<");
        int offset = text.at - 3;
        text.at++;
        look(items, expected, !behind, symbols.charAt(symbols.length() - 1), offset);
    }

    private void scriptRun(List<Node> items, boolean atomic) {
        Node.Alternatives body = group(false);
        List<Node> run = new ArrayList<>();
        run.add(new Node.Simple(Node.Assertion.SCRIPT_RUN));
        run.add(atomic ? new Node.Atomic(body) : new Node.Group(0, body));
        run.add(new Node.Simple(Node.Assertion.SCRIPT_RUN_END));
        items.add(new Node.Group(0, new Node.Alternatives(List.of(new Node.Sequence(run)))));
    }

    /** A look-around, the position being behind its opening. */
    private void look(List<Node> items, boolean expected, boolean ahead, char kind, int offset) {
        text.hasLookBehind |= !ahead;
        Node.Alternatives body = group(false);
        items.add(new Node.Look(ahead, kind == '!', kind != '*', body, offset));
        repeatable = !expected;
    }

    private void questioned(List<Node> items, boolean expected) {
        int c = text.peek();
        switch (c) {
            case 'P' -> python(items);
            case 'R' -> {
                text.at++;
                if (text.peek() != ')') {
                    throw text.fail(CompileError.RECURSION_NOT_CLOSED);
                }
                call(items, 0);
            }
            case '+' -> {
                if (!PatternText.isDigit(text.peek(1))) {
                    throw text.fail(CompileError.DIGIT_EXPECTED);
                }
                callByNumber(items);
            }
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> callByNumber(items);
            case '&' -> callByName(items);
            case 'C' -> throw Callouts.refusal(text);
            case '(' -> conditional(items);
            case '>' -> {
                text.at++;
                items.add(new Node.Atomic(group(false)));
            }
            case '=', '*', '!' -> {
                text.at++;
                look(items, expected, true, (char) c, 0);
            }
            case '<' -> {
                int kind = text.peek(1);
                if (kind == '=' || kind == '!' || kind == '*') {
                    int offset = text.at - 2;
                    text.at += 2;
                    look(items, expected, false, (char) kind, offset);
                } else {
                    define(items, '>');
                }
            }
            case '\'' -> define(items, '\'');
            case '|' -> {
                text.at++;
                text.numbersRepeat = true;
                items.add(new Node.Group(0, group(true)));
            }
            default -> {
                if (c == '-' && PatternText.isDigit(text.peek(1))) {
                    callByNumber(items);
                } else {
                    options(items);
                }
            }
        }
    }

    private void python(List<Node> items) {
        text.at++;
        switch (text.peek()) {
            case -1 -> throw text.fail(CompileError.PARENTHESIS_NOT_CLOSED);
            case '<' -> define(items, '>');
            case '>' -> callByName(items);
            case '=' -> {
                String name = text.groupName(')');
                items.add(new Node.BackReference(0, name, has(Flags.CASELESS), text.nameAt));
                repeatable = true;
            }
            default -> throw text.fail(CompileError.UNKNOWN_AFTER_P);
        }
    }

    private void define(List<Node> items, int terminator) {
        String name = text.groupName(terminator);
        int number = newGroup();
        text.define(name, has(Flags.DUPNAMES));
        items.add(new Node.Group(number, group(false)));
    }

    private void callByName(List<Node> items) {
        String name = text.groupName(')');
        items.add(new Node.Call(0, name, text.nameAt));
        repeatable = true;
    }

    private void callByNumber(List<Node> items) {
        boolean plain = PatternText.isDigit(text.peek());
        int number =
                text.number(
                        plain ? -1 : text.groups,
                        PatternText.MAX_GROUP,
                        CompileError.GROUP_NUMBER_TOO_BIG);
        if (text.peek() != ')') {
            throw text.fail(CompileError.PARENTHESIS_NOT_CLOSED);
        }
        call(items, number);
    }

    /** The position is at the closing parenthesis. */
    private void call(List<Node> items, int number) {
        items.add(new Node.Call(number, null, text.at++));
        repeatable = true;
    }

    /** {@code (?imnsxJU-...)} or the same with a group behind a colon. */
    private void options(List<Node> items) {
        int before = flags;
        int[] change = new int[2];
        int which = 0;
        boolean hyphenAllowed = true;
        if (text.peek() == '^') {
            flags &=
                    ~(Flags.CASELESS
                            | Flags.MULTILINE
                            | Flags.NO_AUTO_CAPTURE
                            | Flags.DOTALL
                            | Flags.EXTENDED
                            | Flags.EXTENDED_MORE);
            hyphenAllowed = false;
            text.at++;
        }
        while (!text.atEnd() && text.peek() != ')' && text.peek() != ':') {
            if (text.peek() == '-') {
                if (!hyphenAllowed) {
                    throw text.fail(CompileError.INVALID_HYPHEN);
                }
                which = 1;
                hyphenAllowed = false;
                text.at++;
            } else {
                change[which] |= option();
            }
        }
        int set = change[0];
        int unset = change[1];
        if ((set & (Flags.EXTENDED | Flags.EXTENDED_MORE)) == Flags.EXTENDED
                || (unset & Flags.EXTENDED) != 0) {
            unset |= Flags.EXTENDED_MORE;
        }
        flags = (flags | set) & ~unset;
        if (text.atEnd()) {
            throw text.fail(CompileError.PARENTHESIS_NOT_CLOSED);
        }
        if (text.bytes[text.at++] == ':') {
            items.add(new Node.Group(0, group(false, before)));
        }
    }

    private int option() {
        int c = text.bytes[text.at++];
        return switch (c) {
            case 'J' -> Flags.DUPNAMES;
            case 'i' -> Flags.CASELESS;
            case 'm' -> Flags.MULTILINE;
            case 'n' -> Flags.NO_AUTO_CAPTURE;
            case 's' -> Flags.DOTALL;
            case 'U' -> Flags.UNGREEDY;
            case 'x' -> {
                if (text.peek() == 'x') {
                    text.at++;
                    yield Flags.EXTENDED | Flags.EXTENDED_MORE;
                }
                yield Flags.EXTENDED;
            }
            default -> throw text.failBack(CompileError.UNKNOWN_GROUP);
        };
    }

    // ---- Conditions ----

    private void conditional(List<Node> items) {
        text.at++;
        if (text.atEnd()) {
            throw text.fail(CompileError.PARENTHESIS_NOT_CLOSED);
        }
        if (text.peek() == '?' || text.peek() == '*') {
            text.at--;
            expectAssertion = true;
            Node.Alternatives body = group(false);
            List<Node> first = body.branches().getFirst().items();
            Node.Look look = (Node.Look) first.removeFirst();
            items.add(new Node.Conditional(new Node.Condition.ByLook(look), body));
            return;
        }
        Node.Condition condition = new Conditions(text).read();
        if (text.peek() != ')') {
            throw text.fail(CompileError.CONDITION_NOT_CLOSED);
        }
        text.at++;
        items.add(new Node.Conditional(condition, group(false)));
    }
}
