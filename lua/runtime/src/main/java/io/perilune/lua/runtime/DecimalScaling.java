// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The decimal digits of a double as one long: {@code x * 10^power}, rounded as LuaJIT rounds, from
 * the exact binary value and up where it lies in the middle. Stateless.
 *
 * <p>A fused multiply-add gives the rounding error of the product. Powers up to 10^22 are doubles,
 * so product and error together are the exact value; other powers are the sum of two doubles, which
 * is good for 104 bits. Where that cannot decide (a tie, or nearly one) the answer is {@link
 * #UNDECIDED}, and the caller takes the long way through {@link BigDecimal}.
 */
public final class DecimalScaling {
    /** What only exact arithmetic can answer. */
    public static final long UNDECIDED = -1;

    private static final int LARGEST_EXACT = 22;
    private static final int LEAST_POWER = -290;
    private static final int SIGNIFICAND_BITS = 52;
    private static final int LARGEST_POWER = 308;

    /** Below, the error of the product and its distance to the next half are exact. */
    private static final double EXACT_BELOW = 0x1p52;

    /** Below, the digits and the correction fit into a long. */
    private static final double LIMIT = 9e17;

    private static final double NEAR_TIE = 1e-6;

    // Of unscaled: nothing overflows, and no error term is subnormal
    private static final int LARGEST_UNSCALED = 288;
    private static final int SMALLEST_EXPONENT = -900;
    private static final double CLEAR = 1 - 1e-9;
    private static final long FRACTION = (1L << 52) - 1;
    private static final double LOG10_OF_2 = 0.301029995663981195;
    private static final double SMALLEST = 1e-280;

    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };

    private static final long[] LONG_TENS = longTens();

    private DecimalScaling() {}

    private static long[] longTens() {
        long[] all = new long[19];
        all[0] = 1;
        for (int i = 1; i < all.length; i++) {
            all[i] = all[i - 1] * 10;
        }
        return all;
    }

    /**
     * A power of ten as the sum of two doubles. Each is made when it is first needed, and with
     * integers: all of them would take a tenth of a second at the first fraction that a program
     * prints, the class {@link BigDecimal} alone a third of that.
     */
    private record Power(double high, double low) {
        private static final Power[] MADE = new Power[LARGEST_POWER - LEAST_POWER + 1];

        static Power of(int exponent) {
            Power made = MADE[exponent - LEAST_POWER];
            return made != null ? made : make(exponent);
        }

        private static Power make(int exponent) {
            double high = Double.parseDouble("1e" + exponent);
            int shift = Math.getExponent(high) - SIGNIFICAND_BITS;
            BigInteger significand = BigInteger.valueOf((long) Math.scalb(high, -shift));
            BigInteger ten = BigInteger.TEN.pow(Math.abs(exponent));
            double low =
                    exponent < 0
                            ? belowOne(ten, significand, shift)
                            : ten.subtract(significand.shiftLeft(shift)).doubleValue();
            return MADE[exponent - LEAST_POWER] = new Power(high, low);
        }

        /** {@code 1 / ten - significand * 2^shift}. */
        private static double belowOne(BigInteger ten, BigInteger significand, int shift) {
            BigInteger rest = BigInteger.ONE.shiftLeft(-shift).subtract(significand.multiply(ten));
            return Math.scalb(rest.doubleValue() / ten.doubleValue(), shift);
        }
    }

    /** 10^power for 0 to 18. */
    public static long power(int power) {
        return LONG_TENS[power];
    }

    /**
     * {@code size * 10^power} as a whole number, or {@link #UNDECIDED}.
     *
     * @param size finite, not negative
     */
    public static long scaled(double size, int power) {
        if (power < 0 || power > LARGEST_EXACT) {
            return scaledFar(size, power);
        }
        double ten = TENS[power];
        double product = size * ten;
        if (!(product < LIMIT)) {
            return UNDECIDED;
        }
        double error = Math.fma(size, ten, -product);
        long whole = (long) product;
        double above = product - whole - 0.5 + error;
        if (product < EXACT_BELOW) {
            return above >= 0 ? whole + 1 : whole;
        }
        return settled(whole, above);
    }

    private static long scaledFar(double size, int power) {
        if (power < LEAST_POWER || power > LARGEST_POWER) {
            return UNDECIDED;
        }
        Power ten = Power.of(power);
        double high = ten.high;
        double product = size * high;
        if (!(product < LIMIT)) {
            return UNDECIDED;
        }
        double error = Math.fma(size, high, -product) + size * ten.low;
        long whole = (long) product;
        return settled(whole, product - whole - 0.5 + error);
    }

    /**
     * The double nearest to {@code digits * 10^power}, or {@link NumberScan#NONE} where only exact
     * arithmetic can tell.
     *
     * @param digits not negative, below 10^18
     */
    static double unscaled(long digits, int power) {
        if (power < LEAST_POWER || power > LARGEST_UNSCALED || digits == 0) {
            return NumberScan.NONE;
        }
        double upper = digits;
        double lower = digits - (long) upper;
        Power ten = Power.of(power);
        double high = ten.high;
        double product = upper * high;
        double error = Math.fma(upper, high, -product) + (upper * ten.low + lower * high);
        double nearest = product + error;
        double rest = Math.abs(product - nearest + error);
        double half = Math.ulp(nearest) / 2;
        boolean isClear = rest < half * CLEAR && Math.getExponent(nearest) > SMALLEST_EXPONENT;
        boolean isPower = (Double.doubleToRawLongBits(nearest) & FRACTION) == 0;
        return isClear && !isPower ? nearest : NumberScan.NONE;
    }

    /**
     * @param above how far the value is above {@code whole + 0.5}
     */
    private static long settled(long whole, double above) {
        double down = Math.floor(above);
        double rest = above - down;
        return rest < NEAR_TIE || rest > 1 - NEAR_TIE ? UNDECIDED : whole + (long) down + 1;
    }

    /**
     * So many significant digits of a number of this {@link #exponent}: a whole number from
     * 10^(count-1) to 10^count, which may be reached by rounding up; or {@link #UNDECIDED}.
     *
     * @param count 1 to 17
     */
    public static long significant(double size, int exponent, int count) {
        if (size < SMALLEST) {
            return UNDECIDED;
        }
        long digits = scaled(size, count - 1 - exponent);
        return digits < LONG_TENS[count - 1] || digits > LONG_TENS[count] ? UNDECIDED : digits;
    }

    /**
     * The e of {@code 10^e <= size < 10^(e+1)}, or one less where size and power round to the same
     * double; with a size below 1e-280 the answer means nothing.
     *
     * @param size finite, positive
     */
    public static int exponent(double size) {
        if (size < SMALLEST) {
            return 0;
        }
        int e = (int) Math.floor(Math.getExponent(size) * LOG10_OF_2);
        int next = e + 1;
        if (next >= 0 && next <= LARGEST_EXACT) {
            return size >= TENS[next] ? next : e;
        }
        // The double next to the power may be below it: then its digits tell
        return next <= LARGEST_POWER && size > Power.of(next).high ? next : e;
    }
}
