// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Finds how far back each branch of each look-behind must step. As in PCRE2 10.42 every branch must
 * have one length, in characters, but the branches of the look-behind itself may differ. Single
 * use.
 */
final class LookBehinds {

    private static final int NOT_FIXED = -1;
    private static final int MAX_STEPS = 2000;
    private static final int MAX_LENGTH = 65535;

    private final PatternText text;
    private final Map<Node.Look, int[]> lengths = new IdentityHashMap<>();
    private final Map<Integer, Node.Group> groups = new HashMap<>();
    private final Map<Integer, Integer> known = new HashMap<>();

    /** Groups that are being measured, around the present one or by a call. */
    private final Deque<Node.Group> measuring = new ArrayDeque<>();

    private int steps;

    LookBehinds(PatternText text) {
        this.text = text;
    }

    /** Lengths of the branches of each look-behind. */
    Map<Node.Look, int[]> measure(Node.Alternatives whole) {
        if (text.hasLookBehind) {
            collect(whole);
            search(whole);
        }
        return lengths;
    }

    private void collect(Node.Alternatives body) {
        for (Node.Sequence branch : body.branches()) {
            branch.items().forEach(this::collect);
        }
    }

    private void collect(Node node) {
        switch (node) {
            case Node.Group group -> {
                groups.putIfAbsent(group.number(), group);
                collect(group.body());
            }
            case Node.Atomic atomic -> collect(atomic.body());
            case Node.Look look -> collect(look.body());
            case Node.Repeat repeat -> collect(repeat.item);
            case Node.Conditional conditional -> {
                if (conditional.condition() instanceof Node.Condition.ByLook byLook) {
                    collect(byLook.look());
                }
                collect(conditional.body());
            }
            default -> {}
        }
    }

    private void search(Node.Alternatives body) {
        for (Node.Sequence branch : body.branches()) {
            branch.items().forEach(this::search);
        }
    }

    private void search(Node node) {
        switch (node) {
            case Node.Group group -> inside(group, () -> search(group.body()));
            case Node.Atomic atomic -> search(atomic.body());
            case Node.Repeat repeat -> search(repeat.item);
            case Node.Look look -> {
                if (look.ahead()) {
                    search(look.body());
                } else {
                    measure(look);
                }
            }
            case Node.Conditional conditional -> {
                if (conditional.condition() instanceof Node.Condition.ByLook byLook) {
                    search(byLook.look());
                }
                search(conditional.body());
            }
            default -> {}
        }
    }

    private void inside(Node.Group group, Runnable action) {
        measuring.push(group);
        action.run();
        measuring.pop();
    }

    private void measure(Node.Look look) {
        int[] result = new int[look.body().branches().size()];
        for (int i = 0; i < result.length; i++) {
            try {
                result[i] = length(look.body().branches().get(i));
            } catch (PatternFailure e) {
                throw e.offset >= 0 ? e : new PatternFailure(e.getMessage(), look.offset());
            }
            if (result[i] == NOT_FIXED) {
                throw new PatternFailure(CompileError.LOOKBEHIND_NOT_FIXED, look.offset());
            }
        }
        lengths.put(look, result);
    }

    /** A failure of the look-behind around, which knows its offset. */
    private static PatternFailure failure(CompileError error) {
        return new PatternFailure(error, -1);
    }

    private int length(Node.Sequence branch) {
        if (steps++ > MAX_STEPS) {
            throw failure(CompileError.LOOKBEHIND_TOO_COMPLICATED);
        }
        long total = 0;
        for (Node item : branch.items()) {
            if (item instanceof Node.Verb verb
                    && (verb.kind() == Node.VerbKind.ACCEPT || verb.kind() == Node.VerbKind.FAIL)) {
                break;
            }
            long length = length(item);
            if (length == NOT_FIXED) {
                return NOT_FIXED;
            }
            total += length;
            if (total > MAX_LENGTH) {
                throw failure(CompileError.LOOKBEHIND_TOO_LONG);
            }
        }
        return (int) total;
    }

    private long length(Node item) {
        return switch (item) {
            case Node.Literal literal -> 1;
            // PCRE2 10.42 does not know the length of the empty class []
            case Node.Member member -> member.set() == CharSet.EMPTY ? NOT_FIXED : 1;
            case Node.NotNewline dot -> 1;
            case Node.AnyByte any -> {
                if (text.utf) {
                    throw failure(CompileError.BYTE_IN_LOOKBEHIND);
                }
                yield 1;
            }
            case Node.LineBreak lineBreak -> NOT_FIXED;
            case Node.Cluster cluster -> NOT_FIXED;
            case Node.Group group -> lengthOf(group);
            case Node.Atomic atomic -> length(atomic.body());
            case Node.Conditional conditional -> length(conditional);
            case Node.Look look -> {
                search(look);
                yield 0;
            }
            case Node.BackReference reference -> length(reference);
            case Node.Call call ->
                    lengthOfCalled(
                            call.name() == null
                                    ? call.number()
                                    : text.named(call.name()) == null
                                            ? missing(call.offset())
                                            : text.named(call.name()).number,
                            call.offset());
            case Node.Repeat repeat -> length(repeat);
            case Node.Sequence sequence -> length(sequence);
            case Node.Alternatives alternatives -> length(alternatives);
            case Node.Simple simple -> 0;
            case Node.Verb verb -> 0;
            case Node.Nothing nothing -> 0;
        };
    }

    private int missing(int offset) {
        throw new PatternFailure(CompileError.NO_SUCH_GROUP, offset);
    }

    private long length(Node.Repeat repeat) {
        long one = length(repeat.item);
        if (repeat.item instanceof Node.Look look && look.ahead()) {
            return 0;
        }
        return one == NOT_FIXED || repeat.min != repeat.max ? NOT_FIXED : one * repeat.min;
    }

    private long length(Node.Conditional conditional) {
        if (conditional.condition() instanceof Node.Condition.Define) {
            return 0;
        }
        if (conditional.condition() instanceof Node.Condition.ByLook byLook) {
            search(byLook.look());
        }
        return length(conditional.body());
    }

    private long length(Node.BackReference reference) {
        if (text.numbersRepeat) {
            return NOT_FIXED;
        }
        if (reference.name() == null) {
            return lengthOfCalled(reference.number(), reference.offset());
        }
        PatternText.Name name = text.named(reference.name());
        if (name == null) {
            throw new PatternFailure(CompileError.NO_SUCH_GROUP, reference.offset());
        }
        return name.duplicate ? NOT_FIXED : lengthOfCalled(name.number, reference.offset());
    }

    private long lengthOfCalled(int number, int offset) {
        if (number > text.highestGroup) {
            throw new PatternFailure(CompileError.NO_SUCH_GROUP, offset);
        }
        Node.Group group = groups.get(number);
        return number == 0 || group == null || measuring.contains(group)
                ? NOT_FIXED
                : lengthOf(group);
    }

    private long lengthOf(Node.Group group) {
        boolean cached = group.number() > 0 && !text.numbersRepeat;
        if (cached && known.containsKey(group.number())) {
            return known.get(group.number());
        }
        measuring.push(group);
        int length = length(group.body());
        measuring.pop();
        if (cached) {
            known.put(group.number(), length);
        }
        return length;
    }

    private int length(Node.Alternatives body) {
        int common = -2;
        for (Node.Sequence branch : body.branches()) {
            int length = length(branch);
            if (length == NOT_FIXED || common >= 0 && length != common) {
                return NOT_FIXED;
            }
            common = length;
        }
        return common;
    }
}
