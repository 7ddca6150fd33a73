// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.json;

import io.perilune.lua.runtime.LuaVm;
import java.nio.charset.StandardCharsets;

/** Numbers in JSON texts, read as C's strtoll and strtod read them. Stateless. */
final class JsonNumber {
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };
    private static final long EXACT = 1L << 53;

    private JsonNumber() {}

    private static int at(byte[] text, int index, int end) {
        return index < end ? text[index] : 0;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /**
     * Whether it begins like a number that JSON forbids: a plus sign, leading zeros, hexadecimal,
     * infinity, not-a-number.
     */
    static boolean isUnusual(byte[] text, int start, int end) {
        int c = at(text, start, end);
        if (c == '+') {
            return true;
        }
        int i = c == '-' ? start + 1 : start;
        int first = at(text, i, end);
        if (first == '0') {
            int second = at(text, i + 1, end);
            return (second | 0x20) == 'x' || isDigit(second);
        }
        return first > '9' && (isWord(text, i, end, "inf") || isWord(text, i, end, "nan"));
    }

    private static boolean isWord(byte[] text, int start, int end, String word) {
        for (int i = 0; i < word.length(); i++) {
            if ((at(text, start + i, end) | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@link #read} takes it for an integer. */
    static boolean isInteger(byte[] text, int start, int end) {
        int i = skipDigits(text, skipSign(text, start, end), end);
        return i > skipSign(text, start, end) && !isFraction(at(text, i, end));
    }

    private static int skipSign(byte[] text, int start, int end) {
        int c = at(text, start, end);
        return c == '-' || c == '+' ? start + 1 : start;
    }

    private static int skipDigits(byte[] text, int start, int end) {
        int i = start;
        while (isDigit(at(text, i, end))) {
            i++;
        }
        return i;
    }

    private static boolean isFraction(int c) {
        return c == '.' || c == 'e' || c == 'E' || c == 'x';
    }

    /** Reads a number into the machine's register; returns its end, or -1 when there is none. */
    static int read(LuaVm vm, byte[] text, int start, int end) {
        int first = skipSign(text, start, end);
        boolean negative = first > start && text[start] == '-';
        long value = 0;
        int i = first;
        while (i < end && isDigit(text[i])) {
            int digit = text[i++] - '0';
            value = value > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : value * 10 + digit;
        }
        if (i > first && !isFraction(at(text, i, end))) {
            // An integer: C's strtoll stops at the largest one, and has no negative zero.
            vm.num = negative ? -value : value;
            if (value == 0) {
                vm.num = 0;
            }
            return i;
        }
        return readFloat(vm, text, start, first, end);
    }

    private static int readFloat(LuaVm vm, byte[] text, int start, int first, int end) {
        boolean negative = first > start && text[start] == '-';
        if (at(text, first, end) == '0' && (at(text, first + 1, end) | 0x20) == 'x') {
            return readHexadecimal(vm, text, first, end, negative);
        }
        if (isWord(text, first, end, "inf")) {
            vm.num = negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            return first + (isWord(text, first, end, "infinity") ? 8 : 3);
        }
        if (isWord(text, first, end, "nan")) {
            vm.num = Double.NaN;
            return first + 3;
        }
        return readDecimal(vm, text, first, end, negative);
    }

    private static int readDecimal(LuaVm vm, byte[] text, int first, int end, boolean negative) {
        int i = skipDigits(text, first, end);
        int digits = i - first;
        int point = i;
        if (at(text, i, end) == '.') {
            i = skipDigits(text, i + 1, end);
            digits += i - point - 1;
        }
        if (digits == 0) {
            return -1;
        }
        int mantissaEnd = i;
        int exponent = 0;
        if ((at(text, i, end) | 0x20) == 'e') {
            int sign = skipSign(text, i + 1, end);
            int stop = skipDigits(text, sign, end);
            if (stop > sign) {
                exponent = exponent(text, i + 1, sign, stop);
                i = stop;
            }
        }
        int fraction = mantissaEnd > point ? mantissaEnd - point - 1 : 0;
        double size = simple(text, first, mantissaEnd, exponent - fraction);
        if (size < 0) {
            size =
                    Double.parseDouble(
                            new String(text, first, i - first, StandardCharsets.ISO_8859_1));
        }
        vm.num = negative ? -size : size;
        return i;
    }

    private static int exponent(byte[] text, int start, int digits, int stop) {
        int value = 0;
        for (int i = digits; i < stop; i++) {
            value = Math.min(100_000, value * 10 + text[i] - '0');
        }
        return text[start] == '-' ? -value : value;
    }

    /** The value when one exact division or multiplication gives it; else -1. */
    private static double simple(byte[] text, int first, int stop, int exponent) {
        long mantissa = 0;
        for (int i = first; i < stop; i++) {
            if (text[i] != '.') {
                mantissa = mantissa * 10 + text[i] - '0';
                if (mantissa > EXACT) {
                    return -1;
                }
            }
        }
        if (exponent == 0) {
            return mantissa;
        }
        if (exponent > 22 || exponent < -22) {
            return -1;
        }
        return exponent > 0 ? mantissa * TENS[exponent] : mantissa / TENS[-exponent];
    }

    private static int readHexadecimal(
            LuaVm vm, byte[] text, int first, int end, boolean negative) {
        int i = first + 2;
        double value = 0;
        while (Character.digit((char) at(text, i, end), 16) >= 0) {
            value = value * 16 + Character.digit((char) at(text, i, end), 16);
            i++;
        }
        if (i == first + 2) {
            vm.num = negative ? -0.0 : 0;
            return first + 1;
        }
        vm.num = negative ? -value : value;
        return i;
    }
}
