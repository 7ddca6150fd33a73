// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.Arrays;
import java.util.List;

/** The part of the compiler that deals with repetition. Single use. */
abstract class RepeatCompiler extends Emitter {

    final FirstSets first;
    final boolean utf;
    final boolean unicode;
    private final boolean possessify;
    boolean hasVerbs;
    boolean hasThen;
    boolean hasAtomic;
    boolean hasNullableLoops;

    /** Whether all ways are tried for the longest match. */
    final boolean everyWay;

    boolean hasLongest;

    RepeatCompiler(PatternText text, LeadingOptions options) {
        super(text, options.flags);
        this.first = new FirstSets(options);
        this.utf = (options.flags & Flags.UTF) != 0;
        this.unicode = (options.flags & (Flags.UTF | Flags.UCP)) != 0;
        this.everyWay = (options.flags & Flags.DFA) != 0;
        this.possessify = !linear && !everyWay;
    }

    abstract void node(Node node, Follow follow);

    abstract void sequence(List<Node> items, Follow follow);

    abstract void atomic(Runnable body);

    abstract void member(CharSet set);

    /** The set of a part that is one character, or null. */
    abstract CharSet single(Node item);

    /** A choice point that the first bytes may make needless; returns where the target belongs. */
    abstract int split(boolean[] here, boolean[] elsewhere, boolean consumes);

    final void repeat(Node.Repeat repeat, Follow follow) {
        Node item = repeat.item;
        if (item instanceof Node.Conditional conditional
                && conditional.condition() instanceof Node.Condition.Define) {
            node(item, follow);
            return;
        }
        CharSet set = single(item);
        if (set != null) {
            run(set, repeat, follow);
            return;
        }
        if (item instanceof Node.AnyByte
                && repeat.max != 0
                && (!linear || repeat.possessive || repeat.min == repeat.max)) {
            emitRun(CharSet.ALL, repeat.min, repeat.max, repeat, follow, false);
            return;
        }
        if (repeat.max == 0) {
            int target = emit(Op.JUMP, 0) + 1;
            node(item, Follow.ANYTHING);
            code[target] = length;
        } else if (item instanceof Node.Look && repeat.max < 0) {
            // as in PCRE2 no more than once beyond the minimum
            repeat(repeat.within(repeat.min, repeat.min + 1), follow);
        } else if (repeat.possessive) {
            possessive(item, repeat, follow);
        } else {
            loop(item, repeat, follow);
        }
    }

    private void possessive(Node item, Node.Repeat repeat, Follow follow) {
        if (item instanceof Node.Call && repeat.min > 1 && repeat.max < 0) {
            // in PCRE2 only what goes beyond the minimum is possessive
            loop(item, new Node.Repeat(item, repeat.min, repeat.min, true), Follow.ANYTHING);
            possessive(item, repeat.within(0, -1), follow);
        } else if (everyWay && repeat.max < 0) {
            longestRun(item, repeat.min);
        } else if (hasThen && repeat.max < 0 && repeat.min > 1) {
            int least = repeat.min - 1;
            atomic(
                    () -> {
                        loop(item, new Node.Repeat(item, least, least, true), Follow.ANYTHING);
                        possessive(item, repeat.within(1, -1), Follow.ANYTHING);
                    });
        } else if (hasThen && repeat.max < 0) {
            // (*THEN) must not step back into a round that is over
            Node round = new Node.Atomic(Node.Alternatives.of(item));
            Node.Repeat rounds = new Node.Repeat(round, repeat.min, -1, true);
            atomic(() -> loop(round, rounds, Follow.ANYTHING));
        } else {
            atomic(() -> loop(item, repeat, Follow.ANYTHING));
        }
    }

    /** As in PCRE2 each round takes what is longest, and there must be one that takes something. */
    private void longestRun(Node item, int min) {
        if (min > 1) {
            atomic(
                    () -> {
                        loop(item, new Node.Repeat(item, min - 1, min - 1, true), Follow.ANYTHING);
                        longestRun(item, 1);
                    });
            return;
        }
        int start = newSlot();
        emit(Op.MARK_POSITION, start);
        int body = longest(() -> node(item, Follow.ANYTHING));
        emit(Op.LONGEST_AGAIN, body);
        if (min > 0) {
            emit(Op.NOT_EMPTY, start);
        }
    }

    /** Emits a group of which only the longest match counts; returns where it begins. */
    final int longest(Runnable body) {
        hasLongest = true;
        int slot = newSlot();
        int begin = emit(Op.LONGEST_BEGIN, slot, 0);
        body.run();
        emit(Op.LONGEST_END, slot);
        code[begin + 2] = length;
        return begin;
    }

    private void run(CharSet set, Node.Repeat repeat, Follow follow) {
        if (repeat.max == 0) {
            return;
        }
        if (repeat.min == 1 && repeat.max == 1) {
            member(set);
            return;
        }
        if (linear && !repeat.possessive && repeat.min != repeat.max) {
            loop(repeat.item, repeat, follow);
            return;
        }
        boolean highAll =
                utf && set.contains(CharSet.MAX) && set.ranges[set.ranges.length - 2] <= 128;
        boolean counts = repeat.min > 1 || repeat.max != -1;
        if (!utf || Compiler.isAscii(set) || highAll && !counts) {
            emitRun(set, repeat.min, repeat.max, repeat, follow, utf && highAll);
            return;
        }
        int mode = mode(set, repeat, follow);
        int op = mode == 0 ? Op.WIDE_GREEDY : mode == 1 ? Op.WIDE_LAZY : Op.WIDE_POSSESSIVE;
        emit(op, set.size() == CharSet.MAX + 1 ? -1 : set(set), repeat.min, repeat.max);
        if (mode < 2) {
            resume(op + 1);
        }
    }

    /** 0 greedy, 1 lazy, 2 possessive. */
    private int mode(CharSet set, Node.Repeat repeat, Follow follow) {
        if (repeat.possessive || repeat.min == repeat.max) {
            return 2;
        }
        if (!repeat.greedy) {
            return 1;
        }
        return possessify && follow.taken() != null && !set.intersects(follow.taken()) ? 2 : 0;
    }

    private void emitRun(
            CharSet set, int min, int max, Node.Repeat repeat, Follow follow, boolean whole) {
        boolean[] members = first.leadBytes(utf ? set : set.bytes());
        if (whole) {
            Arrays.fill(members, 128, 256, true);
        }
        if (repeat.item instanceof Node.AnyByte) {
            Arrays.fill(members, true);
        }
        int mode = mode(set, repeat, follow);
        int op = mode == 0 ? Op.RUN_GREEDY : mode == 1 ? Op.RUN_LAZY : Op.RUN_POSSESSIVE;
        int next = mode < 2 && follow.next() != null ? table(first.leadBytes(follow.next())) : -1;
        emit(op, table(members), min, max, next, whole ? 1 : 0);
        if (mode < 2) {
            resume(op + 1);
        }
    }

    /** The operation that a failure resumes at; the way forward jumps over it. */
    private void resume(int op) {
        emit(op);
    }

    private void loop(Node item, Node.Repeat repeat, Follow follow) {
        boolean nullable = first.minLength(item) == 0;
        CharSet begin = first.of(item, nullable ? null : follow.next());
        CharSet taken = first.taken(item, nullable ? null : follow.taken());
        Follow inner =
                new Follow(
                        FirstSets.union(begin, follow.next()),
                        FirstSets.union(taken, follow.taken()));
        if (repeat.max == 1 && repeat.min == 1) {
            node(item, follow);
        } else if (repeat.max == 1) {
            optional(item, repeat.greedy, begin, follow);
        } else if (repeat.max == -1 && repeat.min <= 1) {
            star(item, repeat, nullable, begin, follow, inner);
        } else if (!hasVerbs && Copies.areBetter(repeat)) {
            sequence(Copies.of(repeat), follow);
        } else {
            counted(item, repeat, inner);
        }
    }

    private void optional(Node item, boolean greedy, CharSet begin, Follow follow) {
        if (greedy) {
            int target = enter(begin, follow, first.minLength(item) > 0);
            node(item, follow);
            code[target] = length;
        } else {
            int body = split(0);
            int end = emit(Op.JUMP, 0) + 1;
            code[body] = length;
            node(item, follow);
            code[end] = length;
        }
    }

    /** The choice between a body and what follows it. */
    private int enter(CharSet begin, Follow follow, boolean consumes) {
        return split(
                begin == null ? null : first.leadBytes(begin),
                follow.next() == null ? null : first.leadBytes(follow.next()),
                consumes);
    }

    private void star(
            Node item,
            Node.Repeat repeat,
            boolean nullable,
            CharSet begin,
            Follow follow,
            Follow inner) {
        if (repeat.greedy && !nullable) {
            if (repeat.min == 0) {
                int check = length;
                int end = enter(begin, follow, true);
                node(item, inner);
                emit(Op.JUMP, check);
                code[end] = length;
            } else {
                int body = length;
                node(item, inner);
                int end = enter(begin, follow, true);
                emit(Op.JUMP, body);
                code[end] = length;
            }
            return;
        }
        if (!nullable) {
            lazyStar(item, repeat.min, inner);
            return;
        }
        hasNullableLoops = true;
        int slot = newSlot();
        int end = -1;
        if (repeat.min == 0 && repeat.greedy) {
            end = split(0);
        } else if (repeat.min == 0) {
            int body = split(0);
            end = emit(Op.JUMP, 0) + 1;
            code[body] = length;
        }
        int body = emit(Op.MARK_POSITION, slot);
        node(item, inner);
        emit(repeat.greedy ? Op.AGAIN_GREEDY : Op.AGAIN_LAZY, slot, body);
        if (end >= 0) {
            code[end] = length;
        }
    }

    private void lazyStar(Node item, int min, Follow inner) {
        int end = min == 0 ? emit(Op.JUMP, 0) + 1 : -1;
        int body = length;
        node(item, inner);
        if (end >= 0) {
            code[end] = length;
        }
        split(body);
    }

    private void counted(Node item, Node.Repeat repeat, Follow inner) {
        int slot = newSlot();
        counters.add(slot);
        counters.add(Math.max(repeat.min, repeat.max));
        emit(Op.COUNT_START, slot);
        int check = length;
        once();
        int count =
                emit(
                        repeat.greedy ? Op.COUNT_GREEDY : Op.COUNT_LAZY,
                        slot,
                        repeat.min,
                        repeat.max,
                        0);
        if (!repeat.greedy) {
            emit(Op.COUNT_TAKE, slot);
        }
        node(item, inner);
        emit(Op.COUNT_NEXT, slot, repeat.min, repeat.max, check);
        code[count + 4] = length;
    }
}
