// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LuaString;

/** Whole numbers in a base from 2 to 36, as C's strtoul reads them. Stateless. */
final class IntegerText {
    private IntegerText() {}

    /**
     * The number, or null when the text is none. Blanks around it and a sign are allowed; 64 bits
     * saturate.
     */
    static Double parse(LuaString text, int base) {
        String s = text.toLatin1();
        int zero = s.indexOf('\0');
        int end = zero < 0 ? s.length() : zero;
        int at = skipBlanks(s, 0, end);
        boolean negative = at < end && s.charAt(at) == '-';
        if (at < end && (s.charAt(at) == '-' || s.charAt(at) == '+')) {
            at++;
        }
        if (base == 16 && hasPrefix(s, at, end)) {
            at += 2;
        }
        int first = at;
        long value = 0;
        boolean saturated = false;
        for (; at < end; at++) {
            int digit = Character.digit(s.charAt(at), base);
            if (digit < 0 || s.charAt(at) > 127) {
                break;
            }
            if (Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, base)) > 0) {
                saturated = true;
            }
            value = value * base + digit;
        }
        if (at == first || skipBlanks(s, at, end) != end) {
            return null;
        }
        double result = unsigned(saturated ? -1L : value);
        return negative ? -result : result;
    }

    private static boolean hasPrefix(String s, int at, int end) {
        return at + 2 < end
                && s.charAt(at) == '0'
                && (s.charAt(at + 1) | 0x20) == 'x'
                && Character.digit(s.charAt(at + 2), 16) >= 0;
    }

    private static int skipBlanks(String s, int from, int end) {
        int at = from;
        while (at < end && (s.charAt(at) == ' ' || s.charAt(at) >= 9 && s.charAt(at) <= 13)) {
            at++;
        }
        return at;
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1 | value & 1) * 2.0;
    }
}
