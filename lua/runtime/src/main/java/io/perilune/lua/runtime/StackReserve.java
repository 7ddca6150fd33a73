// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * Makes sure that some of the thread's stack is left. Stateless.
 *
 * <p>Whatever the JVM does once only must not run into the end of the stack: a class whose
 * initialiser fails stays broken for ever. So code is defined only with a reserve, and a protected
 * call catches an overflow only where a reserve is left for what runs next; else one further out
 * does.
 */
public final class StackReserve {
    /** With frames of 100 to 250 bytes, as compiled or not. */
    private static final int FRAMES = 1000;

    /**
     * Protected calls that pass an overflow on without looking: each look costs the JVM a
     * millisecond, and thousands may be nested in the reserve.
     */
    private static final int SKIPPED = 32;

    private StackReserve() {}

    /**
     * Returns when 100 KB or more are left; takes microseconds.
     *
     * @throws StackOverflowError when they are not
     */
    public static void require() {
        descend(FRAMES, 1, 2, 3, 4, 5, 6, 7);
    }

    /**
     * As {@link #require}, for what has been caught: the overflow whose stack tells where it was.
     *
     * @throws StackOverflowError one that the next protected calls further out may pass on at once
     */
    static StackOverflowError require(StackOverflowError caught, boolean maySkip) {
        Short before = caught instanceof Short known ? known : null;
        if (maySkip && before != null && --before.skipped >= 0) {
            throw before;
        }
        try {
            require();
        } catch (StackOverflowError again) {
            if (before == null) {
                throw new Short(caught);
            }
            before.skipped = SKIPPED;
            throw before;
        }
        return before == null ? caught : before.first;
    }

    /** Too little stack was left at a protected call. */
    private static final class Short extends StackOverflowError {
        private final StackOverflowError first;
        private int skipped = SKIPPED;

        Short(StackOverflowError first) {
            this.first = first;
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    /** The parameters are there to fill the frame: all are needed after the call. */
    private static long descend(int left, long a, long b, long c, long d, long e, long f, long g) {
        if (left == 0) {
            return a;
        }
        long below = descend(left - 1, b, c, d, e, f, g, a);
        return below + a * 3 + b * 5 + c * 7 + d * 9 + e * 11 + f * 13 + g * 17;
    }
}
