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
 * <p>Fourteen decimal digits of {@code x} are {@code x * 10^k} for the right {@code k}. For 0 &lt;=
 * k &lt;= 22 the power is exact, a fused multiply-add gives the product's rounding error, and so
 * the last digit is rounded exactly; only numbers outside 1e-8 to 1e14 take the long way through
 * {@link BigDecimal}. Stateless.
 */
public final class NumberText {
    /** No text is longer: sign, 14 digits, point, leading zeros or exponent. */
    public static final int LONGEST = 26;

    private static final int DIGITS = 14;
    private static final long LIMIT = 100_000_000_000_000L;
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };
    private static final MathContext CONTEXT = new MathContext(DIGITS, RoundingMode.HALF_UP);

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
        for (int i = end; i > at; rest /= 10) {
            out[--i] = (byte) ('0' + rest % 10);
        }
        return end;
    }

    private static int digitCount(long value) {
        int count = 1;
        for (long limit = 10; value >= limit && count < 19; limit *= 10) {
            count++;
        }
        return value >= 1_000_000_000_000_000_000L ? 19 : count;
    }

    private static int writeFraction(double size, byte[] out, int at) {
        if (size < 1e-8 || size >= 1e14) {
            return writeExactly(size, out, at);
        }
        int exponent = exponentOf(size);
        long digits = scaled(size, exponent);
        if (digits == LIMIT) {
            digits /= 10;
            exponent++;
        }
        return writeDigits(digits, exponent, out, at);
    }

    /** The e of 10^e <= size < 10^(e+1). */
    private static int exponentOf(double size) {
        int e = size >= 1 ? 0 : -1;
        if (size >= 1) {
            while (size >= TENS[e + 1]) {
                e++;
            }
        } else {
            // A negative power of ten is never exact: one too small is mended when the digits are
            // counted.
            while (size * TENS[-e] < 1) {
                e--;
            }
        }
        return e;
    }

    /**
     * Fourteen digits, rounded half up on the exact binary value, as LuaJIT does it (C rounds half
     * to even).
     */
    private static long scaled(double size, int exponent) {
        double power = TENS[DIGITS - 1 - exponent];
        double product = size * power;
        double error = Math.fma(size, power, -product);
        long digits = (long) product;
        double above = product - digits - 0.5 + error;
        return above >= 0 ? digits + 1 : digits;
    }

    private static int writeExactly(double size, byte[] out, int at) {
        BigDecimal rounded = new BigDecimal(size).round(CONTEXT);
        int exponent = rounded.precision() - rounded.scale() - 1;
        long digits = rounded.unscaledValue().longValueExact();
        while (digits < LIMIT / 10) {
            digits *= 10;
        }
        return writeDigits(digits, exponent, out, at);
    }

    /**
     * @param digits exactly fourteen of them, the first one for 10^exponent
     */
    private static int writeDigits(long digits, int exponent, byte[] out, int at) {
        int count = DIGITS;
        long rest = digits;
        while (rest % 10 == 0) {
            rest /= 10;
            count--;
        }
        if (exponent < -4 || exponent >= DIGITS) {
            return writeScientific(rest, count, exponent, out, at);
        }
        if (exponent < 0) {
            int position = writeText("0.0000".substring(0, 1 - exponent), out, at);
            return writeInteger(rest, out, position);
        }
        if (count <= exponent + 1) {
            int end = writeInteger(rest, out, at);
            for (int i = count; i <= exponent; i++) {
                out[end++] = '0';
            }
            return end;
        }
        return writeWithPoint(rest, exponent + 1, out, at);
    }

    private static int writeWithPoint(long digits, int before, byte[] out, int at) {
        int end = writeInteger(digits, out, at);
        int point = at + before;
        System.arraycopy(out, point, out, point + 1, end - point);
        out[point] = '.';
        return end + 1;
    }

    private static int writeScientific(long digits, int count, int exponent, byte[] out, int at) {
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
