// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.Arrays;

/**
 * What lies on top of the stack of choices at each address of a program, as far as it is the same
 * on all ways there.
 *
 * <p>Where it is, a failure jumps straight to the choice, and a choice that is known wherever it
 * can be resumed needs no stack at all. Where ways with different choices meet, nothing is known,
 * and all that lies on the stack there is on a real one. Immutable when made.
 */
final class StackFlow {

    static final int EMPTY = -1;
    static final int UNKNOWN = -2;
    private static final int UNREACHED = -3;

    /** Longer programs are not looked at: their method would be too long to be compiled. */
    private static final int MAX_CODE = 800;

    private final Program program;
    private final int[] code;

    /** By address: address of the operation that made the topmost choice, or one of the above. */
    private final int[] states;

    private final boolean[] onStack;

    /** By the slot of an atomic group or look-around: where it begins. */
    private final int[] begins;

    private final boolean[] inLoop;
    private final int[] closes;
    private boolean changed;
    private boolean marking;

    private StackFlow(Program program) {
        this.program = program;
        this.code = program.code;
        this.states = new int[code.length];
        this.onStack = new boolean[code.length];
        this.begins = new int[program.slots];
        this.inLoop = new boolean[code.length];
        this.closes = new int[program.slots];
        Arrays.fill(states, UNREACHED);
    }

    /** Null if the program does what only the interpreter can. */
    static StackFlow of(Program program) {
        if (program.code.length > MAX_CODE) {
            return null;
        }
        StackFlow flow = new StackFlow(program);
        try {
            flow.survey();
            flow.solve();
            return flow.restoresInCuts() ? null : flow;
        } catch (UnsupportedOperationException e) {
            return null;
        }
    }

    boolean isReached(int pc) {
        return states[pc] != UNREACHED;
    }

    int state(int pc) {
        return states[pc];
    }

    /** Whether the choice made at an address must be on the real stack. */
    boolean isOnStack(int pc) {
        return onStack[pc];
    }

    int begin(int slot) {
        return begins[slot];
    }

    boolean isInLoop(int pc) {
        return inLoop[pc];
    }

    /** Whether a group is closed in one place and at most once. */
    boolean isClosedOnce(int slot, int pc) {
        return closes[slot] == 1 && !inLoop[pc];
    }

    /** Whether an operation that sets slots must save them first. */
    boolean restores(int pc) {
        return states[pc] != EMPTY && repeats(pc);
    }

    private boolean repeats(int pc) {
        return switch (code[pc]) {
            case Op.CLOSE -> !isClosedOnce(code[pc + 1], pc);
            case Op.ASSERT -> code[pc + 1] == Node.Assertion.KEEP.ordinal();
            case Op.COUNT_TAKE -> true;
            default -> inLoop[pc];
        };
    }

    // ---- Survey ----

    static int length(int[] code, int pc) {
        return switch (code[pc]) {
            case Op.END, Op.FAIL, Op.ANY_BYTE, Op.WIDE_ANY -> 1;
            case Op.LINE_BREAK, Op.CLUSTER, Op.NOT_NEWLINE -> 1;
            case Op.RUN_GREEDY_RETRY, Op.RUN_LAZY_RETRY, Op.WIDE_GREEDY_RETRY -> 1;
            case Op.THEN_MARK, Op.TRY_MARK -> 1;
            case Op.CHAR, Op.STRING, Op.SET, Op.WIDE_SET, Op.JUMP, Op.SPLIT -> 2;
            case Op.OPEN, Op.MARK_POSITION, Op.COUNT_START, Op.COUNT_TAKE -> 2;
            case Op.ATOMIC_BEGIN, Op.ATOMIC_END, Op.LOOK_END, Op.NEGATIVE_END -> 2;
            case Op.BACK, Op.ASSERT, Op.SWITCH -> 2;
            case Op.CHAR2, Op.CLOSE, Op.AGAIN_GREEDY, Op.AGAIN_LAZY, Op.TRY_BEGIN, Op.IF_SET -> 3;
            case Op.SPLIT_IF, Op.UNLESS, Op.REFERENCE -> 4;
            case Op.WIDE_GREEDY, Op.WIDE_POSSESSIVE -> 4;
            case Op.COUNT_GREEDY, Op.COUNT_LAZY, Op.COUNT_NEXT -> 5;
            case Op.RUN_GREEDY, Op.RUN_LAZY, Op.RUN_POSSESSIVE -> 6;
            default -> throw new UnsupportedOperationException();
        };
    }

    private void survey() {
        for (int pc = 0; pc < code.length; pc += length(code, pc)) {
            int back =
                    switch (code[pc]) {
                        case Op.JUMP, Op.SPLIT -> code[pc + 1];
                        case Op.AGAIN_GREEDY, Op.AGAIN_LAZY -> code[pc + 2];
                        case Op.COUNT_NEXT -> code[pc + 4];
                        default -> pc + 1;
                    };
            if (back <= pc) {
                Arrays.fill(inLoop, back, pc + 1, true);
            }
            if (code[pc] == Op.CLOSE) {
                closes[code[pc + 1]]++;
            }
            if (code[pc] == Op.ATOMIC_BEGIN || code[pc] == Op.TRY_BEGIN) {
                begins[code[pc + 1]] = pc;
            }
        }
    }

    /** Groups set in what is cut off as a whole would have to be put back one by one. */
    private boolean restoresInCuts() {
        for (int pc = 0; pc < code.length; pc += length(code, pc)) {
            int op = code[pc];
            if (op == Op.ATOMIC_END || op == Op.LOOK_END || op == Op.NEGATIVE_END) {
                int begin = begins[code[pc + 1]];
                for (int i = begin; i < pc; i += length(code, i)) {
                    boolean capture =
                            code[i] == Op.OPEN || code[i] == Op.CLOSE || code[i] == Op.ASSERT;
                    if (isReached(i) && capture && repeats(i) && states[begin] != EMPTY) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    // ---- Solution ----

    private void solve() {
        states[0] = EMPTY;
        do {
            changed = false;
            transferAll();
        } while (changed);
        marking = true;
        transferAll();
    }

    private void transferAll() {
        for (int pc = 0; pc < code.length; pc += length(code, pc)) {
            if (states[pc] != UNREACHED) {
                transfer(pc, states[pc]);
            }
        }
    }

    private void flow(int to, int state) {
        if (marking) {
            if (states[to] != state) {
                putOnStack(state);
            }
        } else if (states[to] != state && states[to] != UNKNOWN) {
            states[to] = states[to] == UNREACHED ? state : UNKNOWN;
            changed = true;
        }
    }

    private void putOnStack(int state) {
        for (int pc = state; pc >= 0; pc = states[pc]) {
            onStack[pc] = true;
        }
    }

    private void choice(int pc, int then, int otherwise) {
        flow(then, pc);
        flow(otherwise, states[pc]);
    }

    private void transfer(int pc, int state) {
        switch (code[pc]) {
            case Op.END, Op.FAIL, Op.NEGATIVE_END -> {}
            case Op.JUMP -> flow(code[pc + 1], state);
            case Op.SPLIT -> choice(pc, pc + 2, code[pc + 1]);
            case Op.SPLIT_IF -> choice(pc, pc + 4, code[pc + 2]);
            case Op.UNLESS -> {
                if (code[pc + 3] == 0) {
                    choice(pc, pc + 4, code[pc + 2]);
                } else {
                    flow(pc + 4, state);
                    flow(code[pc + 2], state);
                }
            }
            case Op.TRY_BEGIN -> choice(pc, pc + 3, code[pc + 2]);
            case Op.RUN_GREEDY, Op.RUN_LAZY -> flow(pc + 7, pc);
            case Op.WIDE_GREEDY -> flow(pc + 5, pc);
            case Op.AGAIN_GREEDY -> choice(pc, code[pc + 2], pc + 3);
            case Op.AGAIN_LAZY -> {
                choice(pc, pc + 3, code[pc + 2]);
                flow(pc + 3, state);
            }
            case Op.COUNT_GREEDY -> {
                onStack[pc] = true;
                unknown(pc + 5, state);
                flow(code[pc + 4], state);
            }
            case Op.COUNT_LAZY -> {
                onStack[pc] = true;
                unknown(pc + 7, state);
                unknown(code[pc + 4], state);
                flow(pc + 5, state);
            }
            case Op.SWITCH -> {
                for (int target : program.lists[code[pc + 1]]) {
                    flow(target, state);
                }
            }
            case Op.COUNT_NEXT -> {
                flow(pc + 5, state);
                flow(code[pc + 4], state);
            }
            case Op.ATOMIC_END, Op.LOOK_END -> flow(pc + 2, states[begins[code[pc + 1]]]);
            case Op.IF_SET -> {
                flow(pc + 3, state);
                flow(code[pc + 2], state);
            }
            case Op.OPEN, Op.CLOSE, Op.MARK_POSITION, Op.COUNT_START, Op.COUNT_TAKE, Op.ASSERT ->
                    set(pc, state);
            default -> flow(pc + length(code, pc), state);
        }
    }

    private void set(int pc, int state) {
        if (restores(pc)) {
            unknown(pc + length(code, pc), state);
        } else {
            flow(pc + length(code, pc), state);
        }
    }

    private void unknown(int to, int state) {
        if (marking) {
            putOnStack(state);
        }
        flow(to, UNKNOWN);
    }

    /** Whether the program can be made a class at all. */
    static boolean isSupported(Program program) {
        int unsupported = Flags.DFA | Flags.NOTEMPTY | Flags.NOTEMPTY_ATSTART | Flags.LINEAR;
        return (program.flags & unsupported) == 0 && program.newline.isSingleByte();
    }
}
