// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import java.util.Arrays;

/**
 * The verifier's view of a method at each place that is jumped to, as the class file has it: the
 * attribute StackMapTable. Single use.
 */
final class StackMap {
    private final ConstantPool pool;
    private final ClassTypes types;
    private final Bytes frames = new Bytes(128);
    private Label[] bound = new Label[16];
    private int boundCount;
    private int frameCount;

    /** What the method begins with. */
    private State first;

    StackMap(ConstantPool pool, ClassTypes types) {
        this.pool = pool;
        this.types = types;
    }

    void begin(State parameters) {
        first = new State(parameters);
    }

    /** A label has got its place, behind all others'. */
    void add(Label label) {
        if (boundCount == bound.length) {
            bound = Arrays.copyOf(bound, 2 * boundCount);
        }
        bound[boundCount++] = label;
    }

    /**
     * The code is complete.
     *
     * @return the attribute's size; 0 when nothing is jumped to
     */
    int close(int codeSize) {
        write(codeSize);
        return frameCount == 0 ? 0 : 8 + frames.size;
    }

    void writeTo(Bytes to) {
        to.u2(pool.utf8("StackMapTable")).u4(2 + frames.size).u2(frameCount).all(frames);
    }

    /** Of all targets; the labels must have been bound in order. */
    private void write(int codeSize) {
        int before = -1;
        State last = first;
        boolean isTarget = false;
        for (int i = 0; i < boundCount; i++) {
            boolean isLastHere = i + 1 == boundCount || bound[i + 1].place > bound[i].place;
            isTarget |= bound[i].isTarget;
            if (isLastHere && isTarget && bound[i].place < codeSize) {
                frame(bound[i].place - before - 1, bound[i].state, last);
                before = bound[i].place;
                last = bound[i].state;
                frameCount++;
            }
            isTarget &= !isLastHere;
        }
    }

    private void frame(int delta, State now, State last) {
        int depth = now.depth;
        if (depth <= 1 && sameLocals(now, last)) {
            if (depth == 0 && delta < 64) {
                frames.u1(delta);
            } else if (depth == 0) {
                frames.u1(251).u2(delta);
            } else {
                frames.u1(247).u2(delta);
                type(now.stack[0]);
            }
            return;
        }
        frames.u1(255).u2(delta);
        int place = frames.size;
        frames.u2(0);
        int count = 0;
        int end = end(now);
        for (int i = 0; i < end; i++) {
            if (now.locals[i] != State.SECOND) {
                type(now.locals[i]);
                count++;
            }
        }
        frames.u2At(place, count);
        frames.u2(depth);
        for (int i = 0; i < depth; i++) {
            type(now.stack[i]);
        }
    }

    private static int end(State state) {
        int end = state.localCount;
        while (end > 0 && state.locals[end - 1] == State.TOP) {
            end--;
        }
        return end;
    }

    private static boolean sameLocals(State a, State b) {
        int end = end(a);
        return end == end(b) && Arrays.equals(a.locals, 0, end, b.locals, 0, end);
    }

    private void type(int type) {
        if (type < 0) {
            frames.u1(8).u2(-1 - type);
        } else if (type >= State.FIRST_CLASS) {
            frames.u1(7).u2(pool.classOf(types.get(type)));
        } else {
            frames.u1(type);
        }
    }
}
