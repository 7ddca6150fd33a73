// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

/** Parts of a pattern that begin with a backslash, outside classes. Single use. */
final class EscapeNodes {

    private final PatternText text;
    private final Escapes escapes;
    private final Newline newline;

    /** Whether a quantifier may follow the part just read. */
    boolean repeatable;

    EscapeNodes(PatternText text, Escapes escapes, Newline newline) {
        this.text = text;
        this.escapes = escapes;
        this.newline = newline;
    }

    /** The part behind the backslash; null if it is the character that {@link Escapes} has. */
    Node read(int flags) {
        int escape = escapes.read(false);
        boolean ucp = (flags & Flags.UCP) != 0;
        boolean caseless = (flags & Flags.CASELESS) != 0;
        if (escape == Escapes.DATA) {
            return null;
        }
        Node.Assertion assertion = assertion(escape, ucp);
        repeatable = assertion == null;
        if (assertion != null) {
            return new Node.Simple(assertion);
        }
        return switch (escape) {
            case Escapes.REFERENCE ->
                    new Node.BackReference(
                            escapes.character,
                            null,
                            caseless,
                            text.referenceOffset(escapes.character));
            case 'g' -> call();
            case 'k' -> reference(caseless);
            default -> character(escape, ucp);
        };
    }

    private static Node.Assertion assertion(int escape, boolean ucp) {
        return switch (escape) {
            case 'A' -> Node.Assertion.SUBJECT_START;
            case 'Z' -> Node.Assertion.SUBJECT_END_OR_NEWLINE;
            case 'z' -> Node.Assertion.SUBJECT_END;
            case 'G' -> Node.Assertion.MATCH_START;
            case 'K' -> Node.Assertion.KEEP;
            case 'b' -> ucp ? Node.Assertion.WORD_BOUNDARY_UCP : Node.Assertion.WORD_BOUNDARY;
            case 'B' ->
                    ucp ? Node.Assertion.NOT_WORD_BOUNDARY_UCP : Node.Assertion.NOT_WORD_BOUNDARY;
            default -> null;
        };
    }

    private Node character(int escape, boolean ucp) {
        return switch (escape) {
            case 'C' -> new Node.AnyByte();
            case 'X' -> new Node.Cluster();
            case 'R' -> new Node.LineBreak();
            case 'N' -> notNewline();
            case 'h' -> new Node.Member(CharacterClasses.HORIZONTAL);
            case 'H' -> new Node.Member(CharacterClasses.HORIZONTAL.complement());
            case 'v' -> new Node.Member(CharacterClasses.VERTICAL);
            case 'V' -> new Node.Member(CharacterClasses.VERTICAL.complement());
            case 'd', 's', 'w' -> new Node.Member(CharacterClasses.escape((char) escape, ucp));
            case 'D', 'S', 'W' ->
                    new Node.Member(
                            CharacterClasses.escape((char) (escape | 0x20), ucp).complement());
            case 'p', 'P' -> new Node.Member(escapes.property(escape == 'P'));
            default -> throw new IllegalStateException("escape " + (char) escape);
        };
    }

    /** {@code .} or {@code \N}. */
    Node notNewline() {
        if (!newline.isSingleByte()) {
            return new Node.NotNewline();
        }
        int c = newline.singleByte();
        return new Node.Member(
                c == '\n' ? CharacterClasses.NOT_LINE_FEED : CharSet.range(c, c).complement());
    }

    /** The character that closes a name; the position is at the one that opens it. */
    private int closing(CompileError otherwise) {
        return switch (text.peek()) {
            case '{' -> '}';
            case '<' -> '>';
            case '\'' -> '\'';
            default -> throw text.fail(otherwise);
        };
    }

    private Node reference(boolean caseless) {
        String name = text.groupName(closing(CompileError.BAD_K));
        return new Node.BackReference(0, name, caseless, text.nameAt);
    }

    /** {@code \g} with a name or a number in &lt;&gt; or quotes. */
    private Node call() {
        int close = closing(CompileError.BAD_G);
        int start = text.at++;
        int number;
        try {
            number =
                    text.number(
                            text.groups, PatternText.MAX_GROUP, CompileError.GROUP_NUMBER_TOO_BIG);
        } catch (PatternFailure e) {
            throw new PatternFailure(e.getMessage(), start);
        }
        if (number >= 0) {
            if (text.peek() != close) {
                text.at = start;
                throw text.fail(CompileError.BAD_G);
            }
            return new Node.Call(number, null, text.at++);
        }
        text.at = start;
        String name = text.groupName(close);
        return new Node.Call(0, name, text.nameAt);
    }
}
