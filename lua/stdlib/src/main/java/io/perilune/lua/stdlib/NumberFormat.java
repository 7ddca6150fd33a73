// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

/** Flags, width and precision of one directive, and how numbers look under them. Single use. */
final class NumberFormat {
    private static final String LOWER_DIGITS = "0123456789abcdef";
    private static final String UPPER_DIGITS = "0123456789ABCDEF";

    boolean left;
    boolean plus;
    boolean space;
    boolean alternative;
    boolean zero;
    int width;

    /** -1 when there is none. */
    int precision = -1;

    /** Takes one flag; false when the character is none. */
    boolean flag(int c) {
        switch (c) {
            case '-' -> left = true;
            case '+' -> plus = true;
            case ' ' -> space = true;
            case '#' -> alternative = true;
            case '0' -> zero = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    void signed(ByteText out, long value) {
        String digits = value < 0 ? Long.toUnsignedString(-value) : Long.toString(value);
        integer(out, sign(value < 0), digits, value == 0);
    }

    void unsigned(ByteText out, long value, int letter) {
        switch (letter) {
            case 'u' -> integer(out, "", Long.toUnsignedString(value), value == 0);
            case 'o' -> integer(out, "", octal(value), value == 0 && !alternative);
            default -> {
                String digits = Long.toHexString(value);
                boolean upper = letter == 'X';
                String prefix = alternative && value != 0 ? upper ? "0X" : "0x" : "";
                integer(out, prefix, upper ? digits.toUpperCase() : digits, value == 0);
            }
        }
    }

    private String octal(long value) {
        String digits = Long.toOctalString(value);
        return alternative && value != 0 ? "0" + digits : digits;
    }

    private String sign(boolean negative) {
        return negative ? "-" : plus ? "+" : space ? " " : "";
    }

    private void integer(ByteText out, String prefix, String digits, boolean isZero) {
        String shown = isZero && precision == 0 ? "" : digits;
        if (precision > shown.length()) {
            shown = "0".repeat(precision - shown.length()) + shown;
        }
        padded(out, prefix, shown, zero && precision < 0);
    }

    private void padded(ByteText out, String prefix, String body, boolean withZeros) {
        int missing = width - prefix.length() - body.length();
        if (!left && !withZeros) {
            out.repeat(' ', missing);
        }
        out.put(prefix);
        if (!left && withZeros) {
            out.repeat('0', missing);
        }
        out.put(body);
        if (left) {
            out.repeat(' ', missing);
        }
    }

    void real(ByteText out, double value, int letter) {
        boolean upper = letter < 'a';
        boolean negative = value < 0 || (value == 0 && 1 / value < 0);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            String name = Double.isNaN(value) ? "nan" : "inf";
            String prefix = Double.isNaN(value) ? space ? " " : "" : sign(negative);
            padded(out, prefix, upper ? name.toUpperCase() : name, false);
            return;
        }
        double magnitude = Math.abs(value);
        switch (letter | 0x20) {
            case 'a' ->
                    padded(
                            out,
                            sign(negative) + (upper ? "0X" : "0x"),
                            hexadecimal(magnitude, upper),
                            zero);
            case 'f' -> padded(out, sign(negative), fixed(magnitude), zero);
            case 'e' -> padded(out, sign(negative), scientific(magnitude, upper), zero);
            default -> padded(out, sign(negative), general(magnitude, upper), zero);
        }
    }

    private String fixed(double value) {
        int places = precision < 0 ? 6 : precision;
        return positional(DecimalDigits.places(value, places), places);
    }

    /** Digits with the point in its place. */
    private String positional(DecimalDigits decimal, int places) {
        StringBuilder text = new StringBuilder();
        int exponent = decimal.exponent();
        for (int i = Math.max(exponent, 0); i >= -places; i--) {
            int index = exponent - i;
            text.append(
                    index >= 0 && index < decimal.digits().length()
                            ? decimal.digits().charAt(index)
                            : '0');
            if (i == 0 && (places > 0 || alternative)) {
                text.append('.');
            }
        }
        return text.toString();
    }

    private String scientific(double value, boolean upper) {
        int places = precision < 0 ? 6 : precision;
        return withExponent(DecimalDigits.significant(value, places + 1), places, upper);
    }

    private String withExponent(DecimalDigits decimal, int places, boolean upper) {
        StringBuilder text = new StringBuilder();
        text.append(decimal.digits().charAt(0));
        if (places > 0 || alternative) {
            text.append('.');
        }
        text.append(decimal.digits(), 1, places + 1).append(upper ? 'E' : 'e');
        int exponent = decimal.exponent();
        text.append(exponent < 0 ? '-' : '+');
        if (Math.abs(exponent) < 10) {
            text.append('0');
        }
        return text.append(Math.abs(exponent)).toString();
    }

    private String general(double value, boolean upper) {
        int count = precision < 0 ? 6 : Math.max(1, precision);
        DecimalDigits decimal = DecimalDigits.significant(value, count);
        int exponent = decimal.exponent();
        int kept = alternative ? count : withoutTrailingZeros(decimal.digits());
        if (exponent < -4 || exponent >= count) {
            return withExponent(decimal, kept - 1, upper);
        }
        return positional(
                decimal, alternative ? count - 1 - exponent : Math.max(0, kept - 1 - exponent));
    }

    private static int withoutTrailingZeros(String digits) {
        int kept = digits.length();
        while (kept > 1 && digits.charAt(kept - 1) == '0') {
            kept--;
        }
        return kept;
    }

    /**
     * `%a`: a leading 1 (0 for zero), the bits in hexadecimal, a binary exponent; without the `0x`.
     */
    private String hexadecimal(double value, boolean upper) {
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & 0xfffffffffffffL;
        int exponent = (int) (bits >>> 52) - 1023;
        long lead = value == 0 ? 0 : 1;
        if (value == 0) {
            exponent = 0;
        } else if (exponent == -1023) {
            int shift = Long.numberOfLeadingZeros(fraction) - 11;
            fraction = fraction << shift & 0xfffffffffffffL;
            exponent = -1022 - shift;
        }
        int count =
                precision < 0
                        ? 13 - Long.numberOfTrailingZeros(fraction | 1L << 52) / 4
                        : precision;
        if (count < 13) {
            long rounded = roundedUp(lead << 52 | fraction, 4 * (13 - count));
            lead = rounded >>> 52;
            fraction = rounded & 0xfffffffffffffL;
        }
        return hexadecimalText(lead, fraction, count, exponent, upper);
    }

    private static long roundedUp(long value, int bits) {
        return value + (1L << bits - 1) >>> bits << bits;
    }

    private String hexadecimalText(
            long lead, long fraction, int count, int exponent, boolean upper) {
        String digits = upper ? UPPER_DIGITS : LOWER_DIGITS;
        StringBuilder text = new StringBuilder().append(lead);
        if (count > 0 || alternative) {
            text.append('.');
        }
        for (int i = 0; i < count; i++) {
            text.append(i < 13 ? digits.charAt((int) (fraction >>> 48 - 4 * i & 15)) : '0');
        }
        text.append(upper ? 'P' : 'p').append(exponent < 0 ? '-' : '+').append(Math.abs(exponent));
        return text.toString();
    }
}
