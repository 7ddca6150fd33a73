// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.List;

/**
 * Checks, once the whole pattern is read, that the groups exist that it refers to, that conditional
 * groups have as many branches as they may, and that {@code \K} stands outside look-arounds. Single
 * use.
 */
final class References {

    private final PatternText text;
    private int lookDepth;

    /** The last offset that the branch being walked has read, as PCRE2 keeps it. */
    private int lastOffset;

    References(PatternText text) {
        this.text = text;
    }

    void check(Node.Alternatives whole) {
        walk(whole);
        countBranches(whole);
    }

    private void walk(Node.Alternatives body) {
        for (Node.Sequence branch : body.branches()) {
            branch.items().forEach(this::walk);
        }
    }

    private void walk(Node node) {
        switch (node) {
            case Node.Group group -> walk(group.body());
            case Node.Atomic atomic -> walk(atomic.body());
            case Node.Look look -> {
                lookDepth++;
                walk(look.body());
                lookDepth--;
            }
            case Node.Conditional conditional -> {
                check(conditional.condition());
                walk(conditional.body());
            }
            case Node.Repeat repeat -> walk(repeat.item);
            case Node.BackReference reference ->
                    check(reference.number(), reference.name(), reference.offset());
            case Node.Call call -> check(call.number(), call.name(), call.offset());
            case Node.Simple simple -> {
                if (simple.kind() == Node.Assertion.KEEP && lookDepth > 0) {
                    throw new PatternFailure(CompileError.K_IN_LOOKAROUND, text.end);
                }
            }
            default -> {}
        }
    }

    private void check(int number, String name, int offset) {
        if (name == null ? number > text.highestGroup : text.named(name) == null) {
            throw new PatternFailure(CompileError.NO_SUCH_GROUP, offset);
        }
    }

    private void check(Node.Condition condition) {
        switch (condition) {
            case Node.Condition.ByNumber byNumber ->
                    check(byNumber.number(), null, byNumber.offset());
            case Node.Condition.ByName byName -> {
                if (text.named(byName.name()) == null) {
                    checkRecursionNumber(byName);
                }
            }
            case Node.Condition.ByLook byLook -> walk(byLook.look());
            case Node.Condition.Define define -> {}
            case Node.Condition.Fixed fixed -> {}
        }
    }

    private void checkRecursionNumber(Node.Condition.ByName condition) {
        int number = 0;
        if (condition.orRecursionNumber()) {
            for (int i = 1; i < condition.name().length(); i++) {
                number = number * 10 + condition.name().charAt(i) - '0';
                if (number > PatternText.MAX_GROUP) {
                    throw new PatternFailure(
                            CompileError.GROUP_NUMBER_TOO_BIG, condition.offset() + i);
                }
            }
        }
        if (!condition.orRecursionNumber() || number > text.highestGroup) {
            throw new PatternFailure(CompileError.NO_SUCH_GROUP, condition.offset());
        }
    }

    private void countBranches(Node.Alternatives body) {
        int outer = lastOffset;
        for (Node.Sequence branch : body.branches()) {
            lastOffset = 0;
            branch.items().forEach(this::countBranches);
        }
        lastOffset = outer;
    }

    private void countBranches(Node node) {
        switch (node) {
            case Node.Group group -> countBranches(group.body());
            case Node.Atomic atomic -> countBranches(atomic.body());
            case Node.Look look -> countBranches(look.body());
            case Node.Repeat repeat -> countBranches(repeat.item);
            case Node.BackReference reference -> lastOffset = reference.offset();
            case Node.Call call -> lastOffset = call.offset();
            case Node.Conditional conditional -> countBranches(conditional);
            default -> {}
        }
    }

    private void countBranches(Node.Conditional conditional) {
        int offset =
                switch (conditional.condition()) {
                    case Node.Condition.ByNumber byNumber -> byNumber.offset() - 2;
                    case Node.Condition.ByName byName -> byName.offset();
                    case Node.Condition.Define define -> define.offset();
                    case Node.Condition.ByLook byLook -> lastOffset;
                    case Node.Condition.Fixed fixed -> lastOffset;
                };
        lastOffset = offset;
        if (conditional.condition() instanceof Node.Condition.ByLook byLook) {
            countBranches(byLook.look());
        }
        countBranches(conditional.body());
        List<Node.Sequence> branches = conditional.body().branches();
        if (conditional.condition() instanceof Node.Condition.Define) {
            if (branches.size() > 1) {
                throw new PatternFailure(CompileError.DEFINE_BRANCHES, offset);
            }
        } else if (branches.size() > 2) {
            throw new PatternFailure(CompileError.CONDITION_BRANCHES, offset);
        }
    }
}
