// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as C's `%.Ng` writes them, for any precision. Stateless. */
final class PreciseNumber {
    private PreciseNumber() {}

    static String text(double number, int precision) {
        String sign = number < 0 || number == 0 && 1 / number < 0 ? "-" : "";
        if (number == 0) {
            return sign + "0";
        }
        BigDecimal rounded =
                new BigDecimal(Math.abs(number))
                        .round(new MathContext(precision, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        BigDecimal plain = rounded.stripTrailingZeros();
        if (exponent >= -4 && exponent < precision) {
            return sign + plain.toPlainString();
        }
        String digits = plain.unscaledValue().toString();
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        int size = Math.abs(exponent);
        return sign
                + digits.charAt(0)
                + fraction
                + (exponent < 0 ? "e-" : "e+")
                + (size < 10 ? "0" : "")
                + size;
    }
}
