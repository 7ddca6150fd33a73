// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.syntax;

import java.util.Locale;

/**
 * The value of a number as it stands in a text: decimal, hexadecimal with fraction and binary
 * exponent, binary. Stateless.
 *
 * <p>Values beyond the range of a double are infinity, as in LuaJIT; the result is correctly
 * rounded.
 */
final class NumberScanner {
    /** What LuaJIT makes a cdata of: {@code 1LL}, {@code 1ULL}, {@code 1i}. */
    static final class CdataLiteral extends Exception {
        CdataLiteral() {
            super(null, null, false, false);
        }
    }

    private static final int EXPONENT_LIMIT = 1 << 20;

    /** Integers of so many digits are doubles exactly. */
    private static final int EXACT_DIGITS = 15;

    private NumberScanner() {}

    /** NaN when it is no number: no literal has that value. */
    static double scan(String literal) throws CdataLiteral {
        long integer = shortInteger(literal);
        if (integer >= 0) {
            return integer;
        }
        String text = literal.toLowerCase(Locale.ROOT);
        if (isCdata(text)) {
            throw new CdataLiteral();
        }
        return plain(text);
    }

    /** What most numbers in a text are: a few digits. Else -1. */
    private static long shortInteger(String literal) {
        if (literal.length() > EXACT_DIGITS) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < literal.length(); i++) {
            int digit = literal.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return value;
    }

    private static double plain(String text) {
        if (text.startsWith("0x")) {
            return hexadecimal(text.substring(2));
        }
        if (text.startsWith("0b")) {
            return binary(text.substring(2));
        }
        return isDecimal(text) ? Double.parseDouble(text) : Double.NaN;
    }

    private static boolean isCdata(String text) {
        if (text.endsWith("i")) {
            return !Double.isNaN(plain(text.substring(0, text.length() - 1)));
        }
        if (!text.endsWith("ll")) {
            return false;
        }
        String digits = text.substring(0, text.length() - (text.endsWith("ull") ? 3 : 2));
        return !digits.contains(".")
                && (digits.startsWith("0x") || !digits.contains("e"))
                && !digits.contains("p")
                && !Double.isNaN(plain(digits));
    }

    /** digits [. digits] [e [sign] digits], with at least one digit before the exponent. */
    private static boolean isDecimal(String text) {
        int at = digits(text, 0, 10);
        int count = at;
        if (at < text.length() && text.charAt(at) == '.') {
            int end = digits(text, at + 1, 10);
            count += end - at - 1;
            at = end;
        }
        if (count > 0 && at < text.length() && text.charAt(at) == 'e') {
            return isExponent(text, at + 1);
        }
        return count > 0 && at == text.length();
    }

    private static double hexadecimal(String text) {
        int at = digits(text, 0, 16);
        int count = at;
        boolean hasPoint = at < text.length() && text.charAt(at) == '.';
        if (hasPoint) {
            int end = digits(text, at + 1, 16);
            count += end - at - 1;
            at = end;
        }
        if (count == 0) {
            return Double.NaN;
        }
        if (at == text.length()) {
            return Double.parseDouble("0x" + text + "p0");
        }
        return text.charAt(at) == 'p' && isExponent(text, at + 1)
                ? Double.parseDouble("0x" + text)
                : Double.NaN;
    }

    private static double binary(String text) {
        if (text.isEmpty() || digits(text, 0, 2) != text.length()) {
            return Double.NaN;
        }
        double value = 0;
        for (int i = 0; i < text.length(); i++) {
            value = value * 2 + (text.charAt(i) - '0');
        }
        return value;
    }

    /** [sign] digits, up to the end, and not as large as LuaJIT refuses. */
    private static boolean isExponent(String text, int at) {
        int value = 0;
        int begin = sign(text, at);
        for (int i = begin; i < text.length() && value < EXPONENT_LIMIT; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            value = value * 10 + (c - '0');
        }
        return begin < text.length() && value < EXPONENT_LIMIT;
    }

    private static int sign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')
                ? at + 1
                : at;
    }

    private static int digits(String text, int from, int radix) {
        int at = from;
        while (at < text.length() && Character.digit(text.charAt(at), radix) >= 0) {
            at++;
        }
        return at;
    }
}
