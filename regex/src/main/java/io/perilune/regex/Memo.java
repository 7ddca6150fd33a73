// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.Arrays;

/**
 * Remembers at which places of a linear program and of a subject matching has failed, so that it is
 * not tried there again: a bit for each place in the program, each state of the program's counters
 * and each position. Confined to its matcher.
 */
final class Memo {

    /** Bits, at most: 64 MiB. */
    private static final long MOST = 1L << 29;

    /** Longer tables are not kept between matches. */
    private static final int KEPT = 1 << 17;

    private final Program program;

    /** Whether a place can be marked when it is reached, since it cannot be met again before. */
    private final boolean early;

    private final long states;
    private long[] bits = {};
    private int begin;
    private int width;

    Memo(Program program) {
        this.program = program;
        long product = 1;
        for (int i = 1; i < program.counters.length; i += 2) {
            product = Math.min(MOST, product * (program.counters[i] + 1L));
        }
        states = product;
        early = program.isPlain;
    }

    /** Forgets everything and makes room for a subject; false if it would be too much. */
    boolean prepare(int from, int to) {
        begin = from;
        width = to - from + 1;
        double wanted = (double) states * program.onces * width;
        if (wanted > MOST) {
            return false;
        }
        int longs = (int) ((long) wanted + 63 >>> 6);
        if (bits.length < longs) {
            bits = new long[longs];
        } else {
            Arrays.fill(bits, 0, longs, 0);
        }
        return true;
    }

    void release() {
        if (bits.length > KEPT) {
            bits = new long[0];
        }
    }

    boolean isEarly() {
        return early;
    }

    int key(int once, int pos, int[] slots) {
        int[] counters = program.counters;
        int state = once;
        for (int i = 0; i < counters.length; i += 2) {
            int bound = counters[i + 1];
            state = state * (bound + 1) + Math.clamp(slots[counters[i]], 0, bound);
        }
        return state * width + pos - begin;
    }

    boolean has(int key) {
        return (bits[key >>> 6] >>> key & 1) != 0;
    }

    void add(int key) {
        bits[key >>> 6] |= 1L << key;
    }
}
