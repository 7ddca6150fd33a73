// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import java.util.Arrays;

/**
 * What the JVM's verifier knows at a place: types of locals and of the stack. Confined to its
 * method.
 *
 * <p>A type is one of the constants or, from {@link #FIRST_CLASS} on, the number of a class; a new
 * object before its constructor ran is negative. A double's second local is {@link #SECOND}.
 */
final class State {
    static final int TOP = 0;
    static final int INT = 1;
    static final int DOUBLE = 3;
    static final int NULL = 5;
    static final int THIS_BEFORE = 6;
    static final int SECOND = 7;
    static final int FIRST_CLASS = 8;

    int[] locals;
    int localCount;
    int[] stack;
    int depth;

    State() {
        locals = new int[16];
        stack = new int[16];
    }

    State(State other) {
        locals = Arrays.copyOf(other.locals, other.localCount);
        localCount = other.localCount;
        stack = Arrays.copyOf(other.stack, other.depth);
        depth = other.depth;
    }

    void set(int slot, int type) {
        if (slot + 2 > locals.length) {
            locals = Arrays.copyOf(locals, 2 * slot + 2);
        }
        if (locals[slot] == SECOND && slot > 0) {
            locals[slot - 1] = TOP;
        }
        put(slot, type);
        if (type == DOUBLE) {
            put(slot + 1, SECOND);
        }
        localCount = Math.max(localCount, type == DOUBLE ? slot + 2 : slot + 1);
    }

    /** A double loses its second half with its first one. */
    private void put(int slot, int type) {
        if (locals[slot] == DOUBLE && slot + 1 < localCount) {
            locals[slot + 1] = TOP;
        }
        locals[slot] = type;
    }

    /** Nothing is known any more from a local on. */
    void cut(int slot) {
        if (slot < localCount) {
            Arrays.fill(locals, slot, localCount, TOP);
            localCount = slot;
            if (slot > 0 && locals[slot - 1] == DOUBLE) {
                locals[slot - 1] = TOP;
            }
        }
    }

    /** Whether a local is what this instruction loads. */
    boolean has(int slot, int opcode) {
        int type = slot < localCount ? locals[slot] : TOP;
        return switch (opcode) {
            case 21 -> type == INT;
            case 24 -> type == DOUBLE;
            default -> type == NULL || type == THIS_BEFORE || type >= FIRST_CLASS || type < 0;
        };
    }

    void push(int type) {
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, 2 * depth + 8);
        }
        stack[depth++] = type;
    }

    /** Another way leads here: only what is so on both is known. */
    void merge(State other) {
        if (depth != other.depth) {
            throw new IllegalStateException("stacks of " + depth + " and " + other.depth);
        }
        for (int i = 0; i < depth; i++) {
            stack[i] = merged(stack[i], other.stack[i]);
        }
        cut(other.localCount);
        for (int i = 0; i < localCount; i++) {
            if (locals[i] != other.locals[i]) {
                locals[i] = merged(locals[i], other.locals[i]);
            }
        }
        for (int i = 0; i < localCount; i++) {
            boolean isHalf =
                    locals[i] == DOUBLE && (i + 1 == localCount || locals[i + 1] != SECOND)
                            || locals[i] == SECOND && (i == 0 || locals[i - 1] != DOUBLE);
            if (isHalf) {
                locals[i] = TOP;
            }
        }
    }

    private static int merged(int a, int b) {
        if (a == b || b == NULL && a >= FIRST_CLASS) {
            return a;
        }
        if (a == NULL && b >= FIRST_CLASS) {
            return b;
        }
        return a >= FIRST_CLASS && b >= FIRST_CLASS ? ClassTypes.OBJECT : TOP;
    }

    /**
     * A loop begins: every variable may come back as another kind of object. What never is a Lua
     * value keeps its class.
     */
    void widen() {
        for (int i = 1; i < localCount; i++) {
            if (locals[i] == NULL || locals[i] > ClassTypes.LAST_KEPT) {
                locals[i] = ClassTypes.OBJECT;
            }
        }
    }
}
