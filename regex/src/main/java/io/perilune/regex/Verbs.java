// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

/**
 * The backtracking verbs. Meeting one makes a choice; resuming that throws away entries of the
 * stack down to the one that answers for the verb. Confined to its matcher.
 */
final class Verbs {

    private static final int FAILED = -1;
    private static final Node.VerbKind[] VERBS = Node.VerbKind.values();

    private final Backtracker matcher;
    private int skips;

    Verbs(Backtracker matcher) {
        this.matcher = matcher;
    }

    /** At the beginning of an attempt. */
    void begin() {
        skips = 0;
    }

    /** At the verb; returns the next address. */
    int meet(int pc) {
        if (VERBS[matcher.code[pc + 1]] == Node.VerbKind.SKIP
                && matcher.code[pc + 2] >= 0
                && ++skips <= matcher.ignoredSkips) {
            return matcher.code[pc + 4];
        }
        matcher.push(matcher.currentGroup(), matcher.pos, pc + 5);
        return matcher.code[pc + 4];
    }

    /** Coming back to it; returns the next address or a result of {@link Backtracker#run}. */
    int resume(int pc) {
        Node.VerbKind kind = VERBS[matcher.code[pc - 4]];
        if (kind == Node.VerbKind.MARK) {
            return FAILED;
        }
        boolean named = kind == Node.VerbKind.SKIP && matcher.code[pc - 3] >= 0;
        int name = matcher.code[pc - 3];
        int group = matcher.word;
        int skip = matcher.pos;
        while (matcher.sp > 0) {
            matcher.sp -= 3;
            int target = matcher.stack[matcher.sp + 2];
            if (target < 0) {
                matcher.slots[~target] = matcher.stack[matcher.sp];
                matcher.slots[~target + 1] = matcher.stack[matcher.sp + 1];
                continue;
            }
            switch (matcher.code[target]) {
                case Op.THEN_MARK -> {
                    if (kind == Node.VerbKind.THEN && pc - 5 < target) {
                        matcher.pos = matcher.stack[matcher.sp + 1];
                        return target;
                    }
                }
                case Op.TRY_MARK -> {
                    if (!named) {
                        matcher.pos = matcher.stack[matcher.sp + 1];
                        return target;
                    }
                }
                case Op.THEN_STOP -> {
                    if (kind == Node.VerbKind.THEN) {
                        return FAILED;
                    }
                }
                case Op.CALL_FAILED -> {
                    matcher.frames.count = matcher.stack[matcher.sp];
                    if (group == matcher.code[target + 1]) {
                        return FAILED;
                    }
                }
                case Op.VERB_RETRY -> {
                    if (named
                            && VERBS[matcher.code[target - 4]] == Node.VerbKind.MARK
                            && matcher.code[target - 3] == name) {
                        named = false;
                        skip = matcher.stack[matcher.sp + 1];
                    }
                }
                default -> {}
            }
        }
        return outcome(kind, named, skip);
    }

    private int outcome(Node.VerbKind kind, boolean named, int skip) {
        if (named) {
            matcher.ignoredSkips = skips;
            return Backtracker.SKIP_NAMED;
        }
        if (kind == Node.VerbKind.COMMIT) {
            return Backtracker.COMMIT;
        }
        if (kind == Node.VerbKind.SKIP) {
            matcher.skipTo = skip;
            return Backtracker.SKIP;
        }
        matcher.sp = 0;
        return FAILED;
    }
}
