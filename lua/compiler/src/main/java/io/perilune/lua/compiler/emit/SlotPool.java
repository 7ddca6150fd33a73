// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * JVM locals that are given out, and given back in any order: the JVM's compilers take long for
 * methods with many. Confined to its method.
 */
final class SlotPool {
    private final MethodContext method;
    private final List<Integer> ones = new ArrayList<>();
    private final List<Integer> twos = new ArrayList<>();
    private final Deque<Integer> freeOnes = new ArrayDeque<>();
    private final Deque<Integer> freeTwos = new ArrayDeque<>();

    SlotPool(MethodContext method) {
        this.method = method;
    }

    /**
     * @param size 1, or 2 for a double
     */
    int take(int size) {
        Deque<Integer> free = size == 1 ? freeOnes : freeTwos;
        int slot = free.isEmpty() ? method.allocate(size) : free.pop();
        (size == 1 ? ones : twos).add(slot);
        return slot;
    }

    /** Takes back all that are not in use. */
    void release(BitSet used) {
        release(ones, freeOnes, used);
        release(twos, freeTwos, used);
    }

    private static void release(List<Integer> taken, Deque<Integer> free, BitSet used) {
        for (int slot : taken) {
            if (!used.get(slot)) {
                free.push(slot);
            }
        }
        taken.removeIf(slot -> !used.get(slot));
    }
}
