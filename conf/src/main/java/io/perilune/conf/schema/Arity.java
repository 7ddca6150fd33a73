// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.schema;

/**
 * How many arguments a directive takes and whether a block follows. Immutable.
 *
 * @param least fewest arguments
 * @param counts bit n set: n arguments are right; used when {@code most} is limited
 * @param open true when any number from {@code least} on is right
 * @param braces whether a block must follow
 */
public record Arity(int least, int counts, boolean open, boolean braces) {
    public static final Arity NOARGS = of(0);
    public static final Arity TAKE1 = of(1);
    public static final Arity TAKE2 = of(2);
    public static final Arity TAKE3 = of(3);
    public static final Arity TAKE4 = of(4);
    public static final Arity TAKE5 = of(5);
    public static final Arity TAKE6 = of(6);
    public static final Arity TAKE7 = of(7);
    public static final Arity TAKE01 = of(0, 1);
    public static final Arity TAKE12 = of(1, 2);
    public static final Arity TAKE13 = of(1, 3);
    public static final Arity TAKE23 = of(2, 3);
    public static final Arity TAKE34 = of(3, 4);
    public static final Arity TAKE123 = of(1, 2, 3);
    public static final Arity TAKE1234 = of(1, 2, 3, 4);
    public static final Arity FLAG = of(1);
    public static final Arity ANY = new Arity(0, 0, true, false);
    public static final Arity ONE_OR_MORE = new Arity(1, 0, true, false);
    public static final Arity TWO_OR_MORE = new Arity(2, 0, true, false);

    /** Exactly these numbers of arguments. */
    public static Arity of(int... counts) {
        int bits = 0;
        int least = Integer.MAX_VALUE;
        for (int count : counts) {
            bits |= 1 << count;
            least = Math.min(least, count);
        }
        return new Arity(least, bits, false, false);
    }

    /** The same, with a block in braces behind the arguments. */
    public Arity block() {
        return new Arity(least, counts, open, true);
    }

    boolean accepts(int count) {
        return open ? count >= least : count < Integer.SIZE && (counts >> count & 1) != 0;
    }
}
