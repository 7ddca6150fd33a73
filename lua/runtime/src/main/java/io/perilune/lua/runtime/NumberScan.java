// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.nio.charset.StandardCharsets;

/**
 * Reads numbers as LuaJIT's {@code tonumber} does: decimal, hexadecimal with fraction and binary
 * exponent, binary, `inf`, `infinity` and `nan`, with blanks around. Stateless.
 *
 * <p>Up to 15 digits and powers of ten up to 22 are computed exactly in doubles; the rest is left
 * to {@link DecimalScaling} (up to 18 digits) or {@link Double#parseDouble}, which round correctly.
 */
public final class NumberScan {
    private static final long NONE_BITS = 0x7ff8_dead_0000_0002L;

    /** What {@link #scan} answers for a text that is no number; ask {@link #isNone}. */
    public static final double NONE = Double.longBitsToDouble(NONE_BITS);

    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };
    private static final int EXACT_DIGITS = 15;
    private static final int LONG_DIGITS = 18;
    private static final int BAD_EXPONENT = Integer.MIN_VALUE;

    /** From here on LuaJIT takes the text for no number at all. */
    private static final int EXPONENT_LIMIT = 1 << 20;

    private NumberScan() {}

    public static boolean isNone(double number) {
        return Double.doubleToRawLongBits(number) == NONE_BITS;
    }

    /** Reads the bytes from begin to end, all of them. */
    public static double scan(byte[] text, int begin, int end) {
        int at = begin;
        int last = end;
        while (at < last && isSpace(text[at])) {
            at++;
        }
        while (last > at && isSpace(text[last - 1])) {
            last--;
        }
        boolean negative = false;
        if (at < last && (text[at] == '-' || text[at] == '+')) {
            negative = text[at] == '-';
            at++;
        }
        if (at == last) {
            return NONE;
        }
        double size = scanSize(text, at, last);
        return negative && !isNone(size) ? -size : size;
    }

    private static double scanSize(byte[] text, int begin, int end) {
        int first = text[begin];
        if (first == '0' && end - begin >= 2) {
            int second = text[begin + 1] | 0x20;
            if (second == 'x') {
                return hexadecimal(text, begin + 2, end);
            }
            if (second == 'b') {
                return binary(text, begin + 2, end);
            }
        }
        if (first >= '0' && first <= '9' || first == '.') {
            return decimal(text, begin, end);
        }
        String word =
                new String(text, begin, Math.min(end - begin, 9), StandardCharsets.ISO_8859_1);
        if (word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity")) {
            return Double.POSITIVE_INFINITY;
        }
        return word.equalsIgnoreCase("nan") ? Double.NaN : NONE;
    }

    private static double decimal(byte[] text, int begin, int end) {
        long digits = 0;
        int digitCount = 0;
        int significant = 0;
        int scale = 0;
        int at = begin;
        boolean afterPoint = false;
        for (; at < end; at++) {
            int c = text[at];
            if (c == '.' && !afterPoint) {
                afterPoint = true;
                continue;
            }
            if (c < '0' || c > '9') {
                break;
            }
            digitCount++;
            if (significant > 0 || c != '0') {
                significant++;
            }
            if (significant <= LONG_DIGITS) {
                digits = digits * 10 + (c - '0');
            }
            if (afterPoint) {
                scale--;
            }
        }
        int exponent = 0;
        if (at < end) {
            exponent = exponent(text, at, end, 'e');
        }
        if (digitCount == 0 || exponent == BAD_EXPONENT) {
            return NONE;
        }
        int power = scale + exponent;
        if (significant <= EXACT_DIGITS && power >= -22 && power <= 22) {
            return power < 0 ? digits / TENS[-power] : digits * TENS[power];
        }
        if (significant <= LONG_DIGITS) {
            double number = DecimalScaling.unscaled(digits, power);
            if (!isNone(number)) {
                return number;
            }
        }
        return digits == 0
                ? 0
                : Double.parseDouble(
                        new String(text, begin, end - begin, StandardCharsets.ISO_8859_1));
    }

    /** An exponent with its mark up to the end, or BAD_EXPONENT. */
    private static int exponent(byte[] text, int begin, int end, int mark) {
        int at = begin;
        if ((text[at++] | 0x20) != mark) {
            return BAD_EXPONENT;
        }
        boolean negative = at < end && text[at] == '-';
        if (at < end && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        if (at == end) {
            return BAD_EXPONENT;
        }
        int value = 0;
        for (; at < end; at++) {
            if (text[at] < '0' || text[at] > '9') {
                return BAD_EXPONENT;
            }
            value = value * 10 + (text[at] - '0');
            if (value >= EXPONENT_LIMIT) {
                return BAD_EXPONENT;
            }
        }
        return negative ? -value : value;
    }

    private static double hexadecimal(byte[] text, int begin, int end) {
        int at = begin;
        int digitCount = 0;
        long value = 0;
        boolean point = false;
        for (; at < end; at++) {
            if (text[at] == '.' && !point) {
                point = true;
            } else {
                int digit = Character.digit(text[at], 16);
                if (digit < 0) {
                    break;
                }
                digitCount++;
                value = value << 4 | digit;
            }
        }
        if (digitCount == 0 || at < end && exponent(text, at, end, 'p') == BAD_EXPONENT) {
            return NONE;
        }
        if (at == end && !point && digitCount <= 13) {
            return value;
        }
        String form = new String(text, begin, end - begin, StandardCharsets.ISO_8859_1);
        return Double.parseDouble("0x" + form + (at == end ? "p0" : ""));
    }

    private static double binary(byte[] text, int begin, int end) {
        if (begin == end) {
            return NONE;
        }
        double value = 0;
        for (int at = begin; at < end; at++) {
            int digit = text[at] - '0';
            if (digit != 0 && digit != 1) {
                return NONE;
            }
            value = value * 2 + digit;
        }
        return value;
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
