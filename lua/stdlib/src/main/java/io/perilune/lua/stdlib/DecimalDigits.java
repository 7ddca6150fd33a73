// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The decimal digits of a finite, non-negative double, rounded as LuaJIT rounds: from the exact
 * binary value, and up where it lies in the middle (C's printf goes to the even neighbour then).
 * Immutable.
 *
 * <p>The fast way starts from the shortest decimal that reads back as the same double (what {@link
 * Double#toString} gives). Where that has no more digits than wanted, they are the answer; where it
 * has more, rounding it gives the same as rounding the exact value unless it is a tie itself: were
 * the true value on the other side of the tie, the tie would be a shorter or closer decimal. This
 * holds while the digits wanted (at most 15) are finer than the double's own steps, so not for
 * subnormals. All else goes through {@link BigDecimal}.
 *
 * @param digits without leading zeros; "0" for zero; exactly as many as asked for, but for {@link
 *     #places} below
 * @param exponent of the first digit: 1.5e3 has digits "15.." and exponent 3
 */
record DecimalDigits(String digits, int exponent) {
    private static final int FAST_DIGITS = 15;
    private static final double SMALLEST_FAST = 1e-290;

    /** So many significant digits, as `%e` and `%g` want them. */
    static DecimalDigits significant(double value, int count) {
        if (value == 0) {
            return new DecimalDigits("0".repeat(count), 0);
        }
        if (count <= FAST_DIGITS && value >= SMALLEST_FAST) {
            DecimalDigits fast = shortened(shortest(value), count);
            if (fast != null) {
                return fast;
            }
        }
        BigDecimal exact =
                new BigDecimal(value).round(new MathContext(count, RoundingMode.HALF_UP));
        return of(exact, count);
    }

    /**
     * As many digits as so many places behind the point need, as `%f` wants them; maybe none (""
     * and exponent -1).
     */
    static DecimalDigits places(double value, int count) {
        if (value == 0) {
            return new DecimalDigits("0".repeat(count + 1), 0);
        }
        if (value >= SMALLEST_FAST) {
            DecimalDigits all = shortest(value);
            int wanted = all.exponent + 1 + count;
            if (wanted > 0 && wanted <= FAST_DIGITS) {
                DecimalDigits fast = shortened(all, wanted);
                if (fast != null) {
                    return fast;
                }
            }
        }
        BigInteger scaled =
                new BigDecimal(value).setScale(count, RoundingMode.HALF_UP).unscaledValue();
        String digits = scaled.signum() == 0 ? "" : scaled.toString();
        return new DecimalDigits(digits, digits.length() - 1 - count);
    }

    private static DecimalDigits of(BigDecimal rounded, int count) {
        String digits = rounded.unscaledValue().toString();
        int exponent = digits.length() - 1 - rounded.scale();
        return new DecimalDigits(padded(digits, count), exponent);
    }

    private static String padded(String digits, int count) {
        return digits.length() < count
                ? digits + "0".repeat(count - digits.length())
                : digits.substring(0, count);
    }

    /** The shortest digits, without zeros at either end. */
    private static DecimalDigits shortest(double value) {
        String text = Double.toString(value);
        int e = text.indexOf('E');
        int exponent = e < 0 ? 0 : Integer.parseInt(text, e + 1, text.length(), 10);
        String mantissa = e < 0 ? text : text.substring(0, e);
        int point = mantissa.indexOf('.');
        String digits = mantissa.substring(0, point).concat(mantissa.substring(point + 1));
        int first = 0;
        while (digits.charAt(first) == '0') {
            first++;
        }
        int last = digits.length();
        while (digits.charAt(last - 1) == '0') {
            last--;
        }
        return new DecimalDigits(digits.substring(first, last), exponent + point - 1 - first);
    }

    /** Rounded to so many digits; null when it is a tie, which only the exact value can decide. */
    private static DecimalDigits shortened(DecimalDigits all, int count) {
        String digits = all.digits;
        if (digits.length() <= count) {
            return new DecimalDigits(padded(digits, count), all.exponent);
        }
        char next = digits.charAt(count);
        if (next == '5' && digits.length() == count + 1) {
            return null;
        }
        if (next < '5') {
            return new DecimalDigits(digits.substring(0, count), all.exponent);
        }
        return incremented(digits.substring(0, count), all.exponent);
    }

    private static DecimalDigits incremented(String digits, int exponent) {
        char[] chars = digits.toCharArray();
        int i = chars.length - 1;
        while (i >= 0 && chars[i] == '9') {
            chars[i--] = '0';
        }
        if (i >= 0) {
            chars[i]++;
            return new DecimalDigits(new String(chars), exponent);
        }
        // All nines: 999 becomes 100 with the next exponent (for places() the caller wants one
        // digit more)
        chars[0] = '1';
        return new DecimalDigits(new String(chars), exponent + 1);
    }
}
