// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.Arrays;
import java.util.List;

/**
 * With which characters a part of a pattern can begin, and how short it can be.
 *
 * <p>A first set is a superset: a character outside it cannot come first, while the subject's end
 * is never excluded. Null stands for any character. Confined to one compilation.
 */
final class FirstSets {

    private final boolean utf;
    private final boolean unicode;
    private final Newline newline;

    /** Whether the sets are of what the rest can fail for, not only of what can come next. */
    private boolean strict;

    /** A look-around may hold a verb, so it must not be skipped. */
    boolean verbs;

    FirstSets(LeadingOptions options) {
        utf = (options.flags & Flags.UTF) != 0;
        unicode = (options.flags & (Flags.UTF | Flags.UCP)) != 0;
        newline = options.newline;
    }

    static CharSet union(CharSet a, CharSet b) {
        return a == null || b == null ? null : a.isEmpty() ? b : b.isEmpty() ? a : a.union(b);
    }

    CharSet of(Node.Alternatives body, CharSet follow) {
        CharSet result = CharSet.EMPTY;
        for (Node.Sequence branch : body.branches()) {
            result = union(result, of(branch.items(), 0, follow));
            if (result == null) {
                return null;
            }
        }
        return result;
    }

    CharSet of(List<Node> items, int from, CharSet follow) {
        int decisive = from;
        while (decisive < items.size() && minLength(items.get(decisive)) == 0) {
            decisive++;
        }
        CharSet result = decisive == items.size() ? follow : null;
        for (int i = Math.min(decisive, items.size() - 1); i >= from; i--) {
            result = of(items.get(i), result);
        }
        return result;
    }

    /**
     * As {@link #of}, where an empty follow set means that all is well whatever comes next: so an
     * assertion before it, which can fail, stands for any character.
     */
    CharSet taken(Node node, CharSet follow) {
        strict = true;
        try {
            return of(node, follow);
        } finally {
            strict = false;
        }
    }

    CharSet of(Node node, CharSet follow) {
        return switch (node) {
            case Node.Literal literal ->
                    literal.caseless()
                            ? CaseFolding.closure(literal.character(), unicode)
                            : CharSet.range(literal.character(), literal.character());
            case Node.Member member -> member.set();
            case Node.AnyByte any -> null;
            case Node.NotNewline dot -> null;
            case Node.LineBreak lineBreak -> CharacterClasses.VERTICAL;
            case Node.Cluster cluster -> null;
            case Node.Simple simple -> of(simple.kind(), follow);
            case Node.Sequence sequence -> of(sequence.items(), 0, follow);
            case Node.Alternatives alternatives -> of(alternatives, follow);
            case Node.Group group -> of(group.body(), follow);
            case Node.Atomic atomic -> of(atomic.body(), follow);
            case Node.Look look -> strict || verbs ? null : follow;
            case Node.Conditional conditional -> {
                if (conditional.condition() instanceof Node.Condition.Define) {
                    yield follow;
                }
                if (strict) {
                    yield null;
                }
                CharSet set = of(conditional.body(), follow);
                yield conditional.body().branches().size() == 1 ? union(set, follow) : set;
            }
            case Node.BackReference reference -> null;
            case Node.Call call -> null;
            case Node.Verb verb ->
                    verb.kind() == Node.VerbKind.FAIL && verb.name() == null ? CharSet.EMPTY : null;
            case Node.Nothing nothing -> follow;
            case Node.Repeat repeat ->
                    repeat.max == 0
                            ? follow
                            : repeat.min == 0
                                    ? union(of(repeat.item, follow), follow)
                                    : of(repeat.item, follow);
        };
    }

    private CharSet of(Node.Assertion kind, CharSet follow) {
        return switch (kind) {
            case SUBJECT_END -> CharSet.EMPTY;
            case DOLLAR, SUBJECT_END_OR_NEWLINE, DOLLAR_MULTILINE ->
                    newline.isSingleByte()
                            ? CharSet.range(newline.singleByte(), newline.singleByte())
                            : null;
            case KEEP -> follow;
            default -> strict ? null : follow;
        };
    }

    /** Bytes that are certainly consumed; never more than some millions. */
    int minLength(Node node) {
        return switch (node) {
            case Node.Literal literal -> 1;
            case Node.Member member -> 1;
            case Node.AnyByte any -> 1;
            case Node.NotNewline dot -> 1;
            case Node.LineBreak lineBreak -> 1;
            case Node.Cluster cluster -> 1;
            case Node.Sequence sequence -> minLength(sequence.items());
            case Node.Alternatives alternatives -> minLength(alternatives);
            case Node.Group group -> minLength(group.body());
            case Node.Atomic atomic -> minLength(atomic.body());
            case Node.Conditional conditional ->
                    conditional.condition() instanceof Node.Condition.Define
                                    || conditional.body().branches().size() == 1
                            ? 0
                            : minLength(conditional.body());
            case Node.Repeat repeat ->
                    repeat.min == 0
                            ? 0
                            : (int) Math.min(1 << 24, (long) minLength(repeat.item) * repeat.min);
            case Node.Simple simple -> 0;
            case Node.Look look -> 0;
            case Node.BackReference reference -> 0;
            case Node.Call call -> 0;
            case Node.Verb verb -> 0;
            case Node.Nothing nothing -> 0;
        };
    }

    int minLength(List<Node> items) {
        long sum = 0;
        for (Node item : items) {
            sum += minLength(item);
        }
        return (int) Math.min(1 << 24, sum);
    }

    int minLength(Node.Alternatives body) {
        int min = Integer.MAX_VALUE;
        for (Node.Sequence branch : body.branches()) {
            min = Math.min(min, minLength(branch.items()));
        }
        return min;
    }

    /** The bytes that characters of a set begin with. */
    boolean[] leadBytes(CharSet set) {
        boolean[] table = new boolean[256];
        for (int i = 0; i < set.ranges.length; i += 2) {
            int from = set.ranges[i];
            int to = set.ranges[i + 1];
            if (utf) {
                from = Utf8.encode(from)[0] & 0xff;
                to = Utf8.encode(to)[0] & 0xff;
            }
            for (int b = from; b <= Math.min(255, to); b++) {
                table[b] = true;
            }
        }
        if (utf) {
            Arrays.fill(table, 0x80, 0xc2, false);
        }
        return table;
    }
}
