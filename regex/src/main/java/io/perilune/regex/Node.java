// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.List;

/**
 * A pattern's tree, as the parser builds it. Offsets are those that PCRE2 reports when a later pass
 * finds something wrong. Confined to one compilation; immutable except for {@link Repeat}.
 */
sealed interface Node {

    /** One character: a byte, or a code point in UTF mode. */
    record Literal(int character, boolean caseless) implements Node {}

    /** One character of a set. */
    record Member(CharSet set) implements Node {}

    /** A single byte, whatever it is ({@code \C}). */
    record AnyByte() implements Node {}

    /** {@code .} or {@code \N} where newlines are not a single byte. */
    record NotNewline() implements Node {}

    record Simple(Assertion kind) implements Node {}

    /** {@code \R}. */
    record LineBreak() implements Node {}

    /** {@code \X}. */
    record Cluster() implements Node {}

    record Sequence(List<Node> items) implements Node {}

    record Alternatives(List<Sequence> branches) implements Node {

        static Alternatives of(Node only) {
            return new Alternatives(List.of(new Sequence(List.of(only))));
        }
    }

    /** {@code number} is 0 for a group that captures nothing. */
    record Group(int number, Alternatives body) implements Node {}

    record Atomic(Alternatives body) implements Node {}

    record Look(boolean ahead, boolean negative, boolean atomic, Alternatives body, int offset)
            implements Node {}

    record Conditional(Condition condition, Alternatives body) implements Node {}

    /** A back reference by number (name is null) or by name. */
    record BackReference(int number, String name, boolean caseless, int offset) implements Node {}

    /** A subroutine call by number (name is null) or by name. */
    record Call(int number, String name, int offset) implements Node {}

    record Verb(VerbKind kind, String name) implements Node {}

    /** Something that matches nothing and means nothing, but must not be merged away. */
    record Nothing() implements Node {}

    /** A quantified item. */
    final class Repeat implements Node {
        final Node item;
        final int min;

        /** -1: without limit. */
        final int max;

        boolean greedy;
        boolean possessive;

        Repeat(Node item, int min, int max, boolean greedy) {
            this.item = item;
            this.min = min;
            this.max = max;
            this.greedy = greedy;
        }

        /** The same with other bounds. */
        Repeat within(int least, int most) {
            Repeat other = new Repeat(item, least, most, greedy);
            other.possessive = possessive;
            return other;
        }
    }

    enum Assertion {
        CIRCUMFLEX,
        CIRCUMFLEX_MULTILINE,
        DOLLAR,
        DOLLAR_MULTILINE,
        SUBJECT_START,
        SUBJECT_END,
        SUBJECT_END_OR_NEWLINE,
        MATCH_START,
        WORD_BOUNDARY,
        NOT_WORD_BOUNDARY,
        WORD_BOUNDARY_UCP,
        NOT_WORD_BOUNDARY_UCP,
        KEEP,
        SCRIPT_RUN,
        SCRIPT_RUN_END
    }

    enum VerbKind {
        ACCEPT,
        FAIL,
        COMMIT,
        PRUNE,
        SKIP,
        THEN,
        MARK
    }

    /** What a conditional group tests. */
    sealed interface Condition {

        record ByNumber(int number, int offset) implements Condition {}

        /**
         * {@code recursion}: (?(R&amp;name); {@code orRecursionNumber}: (?(R12) if no such name.
         */
        record ByName(String name, boolean recursion, boolean orRecursionNumber, int offset)
                implements Condition {}

        record Define(int offset) implements Condition {}

        record Fixed(boolean value) implements Condition {}

        record ByLook(Look look) implements Condition {}
    }
}
