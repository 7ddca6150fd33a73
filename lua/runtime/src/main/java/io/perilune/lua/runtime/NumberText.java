// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Writes numbers as LuaJIT's {@code %.14g} does, correctly rounded (half up), without locale and
 * mostly without allocation.
 *
 * <p>The fourteen digits come from {@link DecimalScaling}; what that cannot decide takes the long
 * way through {@link BigDecimal}. Stateless.
 */
public final class NumberText {
    /** No text is longer: sign, 14 digits, point, leading zeros or exponent. */
    public static final int LONGEST = 26;

    private static final int DIGITS = 14;
    private static final long LIMIT = 100_000_000_000_000L;

    /** Whole numbers below are written as integers. */
    static final double WHOLE_BELOW = LIMIT;

    private static final MathContext CONTEXT = new MathContext(DIGITS, RoundingMode.HALF_UP);

    /** The last and the first digit of the numbers below a hundred. */
    private static final byte[] UNITS = new byte[100];

    private static final byte[] LEADS = new byte[100];

    static {
        for (int i = 0; i < 100; i++) {
            UNITS[i] = (byte) ('0' + i % 10);
            LEADS[i] = (byte) ('0' + i / 10);
        }
    }

    private NumberText() {}

    /** Writes a number into a buffer with room for {@link #LONGEST} more bytes; returns the end. */
    public static int write(double number, byte[] out, int start) {
        long integral = (long) number;
        if (integral == number
                && integral > -LIMIT
                && integral < LIMIT
                && (integral != 0 || 1 / number > 0)) {
            return writeInteger(integral, out, start);
        }
        if (number != number) {
            return writeText("nan", out, start);
        }
        int at = start;
        if (number < 0 || number == 0) {
            out[at++] = '-';
        }
        double size = Math.abs(number);
        if (size == 0) {
            out[at++] = '0';
            return at;
        }
        return size == Double.POSITIVE_INFINITY
                ? writeText("inf", out, at)
                : writeFraction(size, out, at);
    }

    private static int writeText(String text, byte[] out, int start) {
        for (int i = 0; i < text.length(); i++) {
            out[start + i] = (byte) text.charAt(i);
        }
        return start + text.length();
    }

    /** Writes an integer in decimal; needs up to 20 bytes. */
    public static int writeInteger(long value, byte[] out, int start) {
        int at = start;
        long rest = value;
        if (rest < 0) {
            out[at++] = '-';
            rest = -rest;
        }
        int end = at + digitCount(rest);
        int i = end;
        while (rest > Integer.MAX_VALUE) {
            long hundredth = rest / 100;
            int pair = (int) (rest - hundredth * 100);
            out[--i] = UNITS[pair];
            out[--i] = LEADS[pair];
            rest = hundredth;
        }
        int small = (int) rest;
        while (small >= 10) {
            int hundredth = small / 100;
            int pair = small - hundredth * 100;
            out[--i] = UNITS[pair];
            out[--i] = LEADS[pair];
            small = hundredth;
        }
        if (i > at) {
            out[--i] = (byte) ('0' + small);
        }
        return end;
    }

    /** How many decimal digits a number has that is not negative. */
    public static int digitCount(long value) {
        int count = 1;
        for (long limit = 10; value >= limit && count < 19; limit *= 10) {
            count++;
        }
        return value >= 1_000_000_000_000_000_000L ? 19 : count;
    }

    private static int writeFraction(double size, byte[] out, int at) {
        int exponent = DecimalScaling.exponent(size);
        long digits = DecimalScaling.significant(size, exponent, DIGITS);
        return digits == DecimalScaling.UNDECIDED
                ? writeExactly(size, out, at)
                : writeGeneral(digits, DIGITS, exponent, out, at);
    }

    private static int writeExactly(double size, byte[] out, int at) {
        BigDecimal rounded = new BigDecimal(size).round(CONTEXT);
        int exponent = rounded.precision() - rounded.scale() - 1;
        long digits = rounded.unscaledValue().longValueExact();
        while (digits < LIMIT / 10) {
            digits *= 10;
        }
        return writeGeneral(digits, DIGITS, exponent, out, at);
    }

    /**
     * Writes digits as `%g` does: without trailing zeros, with an exponent where that is shorter.
     * Needs up to {@code count + 8} bytes.
     *
     * @param digits so many as count says, or 10^count
     * @param exponent of the first digit
     */
    public static int writeGeneral(long digits, int count, int exponent, byte[] out, int at) {
        int first = exponent;
        long rest = digits;
        if (rest == DecimalScaling.power(count)) {
            rest /= 10;
            first++;
        }
        int kept = count;
        while (rest % 10 == 0) {
            rest /= 10;
            kept--;
        }
        if (first < -4 || first >= count) {
            return writeScientific(rest, kept, first, out, at);
        }
        if (first < 0) {
            int position = writeText("0.0000".substring(0, 1 - first), out, at);
            return writeInteger(rest, out, position);
        }
        if (kept <= first + 1) {
            int end = writeInteger(rest, out, at);
            for (int i = kept; i <= first; i++) {
                out[end++] = '0';
            }
            return end;
        }
        return writeWithPoint(rest, first + 1, out, at);
    }

    private static int writeWithPoint(long digits, int before, byte[] out, int at) {
        int end = writeInteger(digits, out, at);
        int point = at + before;
        System.arraycopy(out, point, out, point + 1, end - point);
        out[point] = '.';
        return end + 1;
    }

    /**
     * Writes digits as `%e` does, all of them. Needs up to {@code count + 6} bytes.
     *
     * @param digits so many as count says
     * @param exponent of the first digit
     */
    public static int writeScientific(long digits, int count, int exponent, byte[] out, int at) {
        int position =
                count == 1 ? writeInteger(digits, out, at) : writeWithPoint(digits, 1, out, at);
        out[position++] = 'e';
        out[position++] = (byte) (exponent < 0 ? '-' : '+');
        int size = Math.abs(exponent);
        if (size < 10) {
            out[position++] = '0';
        }
        return writeInteger(size, out, position);
    }

    /** The text of a number as a Java string. */
    public static String of(double number) {
        byte[] text = new byte[LONGEST];
        return new String(text, 0, write(number, text, 0), StandardCharsets.ISO_8859_1);
    }
}
