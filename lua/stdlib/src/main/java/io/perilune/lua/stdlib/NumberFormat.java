// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.DecimalScaling;
import io.perilune.lua.runtime.NumberText;

/**
 * Flags, width and precision of one directive, and how numbers look under them. Written to only
 * while its format is being read; immutable from then on.
 */
final class NumberFormat {
    private static final String LOWER_DIGITS = "0123456789abcdef";
    private static final String UPPER_DIGITS = "0123456789ABCDEF";

    /** Of the fast way: the digits and what rounds them fit into a long. */
    private static final int MOST_DIGITS = 17;

    private static final int MOST_PLACES = 22;

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

    /** Nothing but the letter: no flag, width or precision. */
    boolean isBare() {
        return !left && !plus && !space && !alternative && !zero && width == 0 && precision < 0;
    }

    // --- integers --------------------------------------------------------------------------------

    void signed(ByteText out, long value) {
        int start = out.length();
        sign(out, value < 0);
        int digits = out.length();
        if (value == Long.MIN_VALUE) {
            out.put("9223372036854775808");
        } else if (value != 0 || precision != 0) {
            out.putInteger(Math.abs(value));
        }
        integer(out, start, digits);
    }

    void unsigned(ByteText out, long value, int letter) {
        int start = out.length();
        boolean isShown = value != 0 || precision != 0;
        switch (letter) {
            case 'u' -> {
                if (isShown) {
                    out.put(Long.toUnsignedString(value));
                }
                integer(out, start, start);
            }
            case 'o' -> {
                if (alternative && value != 0) {
                    out.put('0');
                }
                if (isShown || alternative) {
                    digits(out, value, 3, LOWER_DIGITS);
                }
                integer(out, start, start);
            }
            default -> {
                if (alternative && value != 0) {
                    out.put('0').put(letter);
                }
                int digits = out.length();
                if (isShown) {
                    digits(out, value, 4, letter == 'X' ? UPPER_DIGITS : LOWER_DIGITS);
                }
                integer(out, start, digits);
            }
        }
    }

    private static void digits(ByteText out, long value, int bits, String digits) {
        int used = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(value));
        for (int shift = (used - 1) / bits * bits; shift >= 0; shift -= bits) {
            out.put(digits.charAt((int) (value >>> shift) & (1 << bits) - 1));
        }
    }

    /**
     * Precision and width of an integer that has been written.
     *
     * @param start where its sign or prefix begins
     * @param digits where its digits begin
     */
    private void integer(ByteText out, int start, int digits) {
        out.insert(digits, '0', precision - (out.length() - digits));
        pad(out, start, digits, zero && precision < 0);
    }

    private void sign(ByteText out, boolean negative) {
        if (negative) {
            out.put('-');
        } else if (plus) {
            out.put('+');
        } else if (space) {
            out.put(' ');
        }
    }

    /** Fills what has been written since start up to the width. */
    private void pad(ByteText out, int start, int digits, boolean withZeros) {
        int missing = width - (out.length() - start);
        if (missing <= 0) {
            return;
        }
        if (left) {
            out.repeat(' ', missing);
        } else if (withZeros) {
            out.insert(digits, '0', missing);
        } else {
            out.insert(start, ' ', missing);
        }
    }

    // --- reals -----------------------------------------------------------------------------------

    void real(ByteText out, double value, int letter) {
        boolean upper = letter < 'a';
        int start = out.length();
        if (value != value) {
            if (space) {
                out.put(' ');
            }
            out.put(upper ? "NAN" : "nan");
            pad(out, start, start, false);
            return;
        }
        sign(out, Double.doubleToRawLongBits(value) < 0);
        double magnitude = Math.abs(value);
        if (magnitude == Double.POSITIVE_INFINITY) {
            out.put(upper ? "INF" : "inf");
            pad(out, start, start, false);
            return;
        }
        if ((letter | 0x20) == 'a') {
            out.put(upper ? "0X" : "0x");
        }
        int digits = out.length();
        if (!wasWrittenFast(out, magnitude, letter | 0x20, upper)) {
            out.put(
                    switch (letter | 0x20) {
                        case 'a' -> hexadecimal(magnitude, upper);
                        case 'f' -> fixed(magnitude);
                        case 'e' -> scientific(magnitude, upper);
                        default -> general(magnitude, upper);
                    });
        }
        pad(out, start, digits, zero);
    }

    /**
     * Numbers whose digits fit into a long; the answer is false, and nothing written, for others.
     */
    private boolean wasWrittenFast(ByteText out, double magnitude, int letter, boolean upper) {
        if (alternative || letter == 'a') {
            return false;
        }
        int places = precision < 0 ? 6 : precision;
        return switch (letter) {
            case 'f' -> wasWrittenFixed(out, magnitude, places);
            case 'e' ->
                    places < MOST_DIGITS && wasWrittenBy('e', out, magnitude, places + 1, upper);
            default -> {
                int count = Math.max(1, places);
                yield count <= MOST_DIGITS && wasWrittenBy('g', out, magnitude, count, upper);
            }
        };
    }

    private static boolean wasWrittenFixed(ByteText out, double magnitude, int places) {
        if (magnitude < 1e18 && magnitude == (long) magnitude) {
            out.putInteger((long) magnitude);
            if (places > 0) {
                out.put('.').repeat('0', places);
            }
            return true;
        }
        long scaled =
                places > MOST_PLACES
                        ? DecimalScaling.UNDECIDED
                        : DecimalScaling.scaled(magnitude, places);
        if (scaled == DecimalScaling.UNDECIDED) {
            return false;
        }
        if (places == 0) {
            out.putInteger(scaled);
            return true;
        }
        int start = out.length();
        int count = NumberText.digitCount(scaled);
        out.repeat('0', places + 1 - count).putInteger(scaled);
        out.insert(Math.max(start + count, start + places + 1) - places, '.', 1);
        return true;
    }

    private static boolean wasWrittenBy(
            char letter, ByteText out, double magnitude, int count, boolean upper) {
        if (letter == 'g'
                && magnitude == (long) magnitude
                && magnitude < DecimalScaling.power(count)) {
            out.putInteger((long) magnitude);
            return true;
        }
        if (magnitude == 0) {
            return false;
        }
        int exponent = DecimalScaling.exponent(magnitude);
        long digits = DecimalScaling.significant(magnitude, exponent, count);
        if (digits == DecimalScaling.UNDECIDED) {
            return false;
        }
        if (letter == 'g') {
            out.putGeneral(digits, count, exponent, upper);
        } else if (digits == DecimalScaling.power(count)) {
            out.putScientific(digits / 10, count, exponent + 1, upper);
        } else {
            out.putScientific(digits, count, exponent, upper);
        }
        return true;
    }

    // --- reals, the long way ---------------------------------------------------------------------

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
