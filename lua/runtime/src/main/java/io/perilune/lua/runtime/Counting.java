// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * Whether a numeric `for` loop can count with an int, and how far. For generated code. Stateless.
 *
 * <p>All ints that occur stay so far below 2^31 that neither a step nor a run of steps overflows,
 * and so does an index that is the counter and a small constant. A loop that goes further goes on
 * with doubles.
 */
public final class Counting {
    /** No int is further from 0. */
    public static final int FURTHEST = Threshold.of(1 << 30, 4);

    public static final int LARGEST_STEP = Threshold.of(1 << 19, 2);

    private Counting() {}

    /** Whether the loop can begin with an int: no fraction, no -0, no NaN. */
    public static boolean counts(double start, double limit) {
        int first = (int) start;
        return first == start
                && limit == limit
                && first > -FURTHEST
                && first < FURTHEST
                && (first != 0 || Double.doubleToRawLongBits(start) == 0);
    }

    /** Whether it can make these steps upwards with ints. */
    public static boolean countsUp(double step) {
        return step == (int) step && step > 0 && step <= LARGEST_STEP;
    }

    /** Which way a loop goes: down with a step of -0 or NaN. */
    public static boolean isUp(double step) {
        return step > 0 || Double.doubleToRawLongBits(step) == 0;
    }

    /** The last int that a loop upwards may reach. */
    public static int highest(double limit) {
        return Math.min((int) Math.floor(limit), FURTHEST);
    }

    /** The last int that a loop downwards may reach. */
    public static int lowest(double limit) {
        return Math.max((int) Math.ceil(limit), -FURTHEST);
    }
}
