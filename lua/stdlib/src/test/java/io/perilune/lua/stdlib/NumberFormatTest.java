// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberFormatTest {

    /** One directive without its percent sign, on one number. */
    private static String format(String directive, double value) {
        NumberFormat spec = new NumberFormat();
        int at = 0;
        while (spec.flag(directive.charAt(at))) {
            at++;
        }
        String rest = directive.substring(at, directive.length() - 1);
        int point = rest.indexOf('.');
        String width = point < 0 ? rest : rest.substring(0, point);
        spec.width = width.isEmpty() ? 0 : Integer.parseInt(width);
        if (point >= 0) {
            String precision = rest.substring(point + 1);
            spec.precision = precision.isEmpty() ? 0 : Integer.parseInt(precision);
        }
        char letter = directive.charAt(directive.length() - 1);
        ByteText out = new ByteText();
        switch (letter) {
            case 'd' -> spec.signed(out, (long) value);
            case 'u', 'o', 'x', 'X' -> spec.unsigned(out, (long) value, letter);
            default -> spec.real(out, value, letter);
        }
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "d ~ 42 ~ `42`",
                "5d ~ 42 ~ `   42`",
                "-5d ~ 42 ~ `42   `",
                "05d ~ -42 ~ `-0042`",
                "+d ~ 42 ~ `+42`",
                "` d` ~ 42 ~ ` 42`",
                "5.3d ~ 7 ~ `  007`",
                ".0d ~ 0 ~ ``",
                "x ~ 255 ~ `ff`",
                "#X ~ 255 ~ `0XFF`",
                "#.3x ~ 10 ~ `0x00a`",
                "#o ~ 8 ~ `010`",
                "x ~ -1 ~ `ffffffffffffffff`",
                "u ~ -1 ~ `18446744073709551615`",
                "f ~ 0.5 ~ `0.500000`",
                ".0f ~ 0.5 ~ `1`",
                ".0f ~ 1.5 ~ `2`",
                ".2f ~ 2.675 ~ `2.67`",
                ".1f ~ 0.25 ~ `0.3`",
                ".3f ~ 9.9996 ~ `10.000`",
                "010.3f ~ -3.14159 ~ `-00003.142`",
                "#.0f ~ 3 ~ `3.`",
                ".2f ~ 1e-9 ~ `0.00`",
                ".3f ~ 1e22 ~ `10000000000000000000000.000`",
                "e ~ 0 ~ `0.000000e+00`",
                ".3e ~ 0.00012 ~ `1.200e-04`",
                ".0e ~ 15 ~ `2e+01`",
                "E ~ 1e100 ~ `1.000000E+100`",
                "g ~ 100000 ~ `100000`",
                "g ~ 1e6 ~ `1e+06`",
                "g ~ 1e-5 ~ `1e-05`",
                ".3g ~ 1234567 ~ `1.23e+06`",
                "#g ~ 1 ~ `1.00000`",
                ".14g ~ 0.1 ~ `0.1`",
                ".17g ~ 0.1 ~ `0.10000000000000001`",
                ".14g ~ 3.14159265358979 ~ `3.1415926535898`",
                ".99f ~ 0.1 ~ `0.100000000000000005551115123125782702118158340454101562500000000000000000000000000000000000000000000`",
                "g ~ 5e-324 ~ `4.94066e-324`",
                ".15g ~ 1e23 ~ `1e+23`",
                ".17g ~ 1e23 ~ `9.9999999999999992e+22`",
                "f ~ NaN ~ `nan`",
                "6.1f ~ Infinity ~ `   inf`",
                "06f ~ -Infinity ~ `  -inf`",
                "E ~ Infinity ~ `INF`",
                "a ~ 1 ~ `0x1p+0`",
                "a ~ 0.1 ~ `0x1.999999999999ap-4`",
                "A ~ 0.1 ~ `0X1.999999999999AP-4`",
                ".2a ~ 0.1 ~ `0x1.9ap-4`",
                ".0a ~ 1.5 ~ `0x2p+0`",
                "a ~ -0.0 ~ `-0x0p+0`",
                "a ~ 5e-324 ~ `0x1p-1074`",
                "020a ~ 0.5 ~ `0x000000000000001p-1`",
                "#.0a ~ 1 ~ `0x1.p+0`"
            })
    void rendersAsLuaJit(String directive, double value, String expected) {
        assertThat(format(directive, value)).isEqualTo(expected);
    }

    /** The JDK's own formatter is right for so few digits, only slow. */
    @Test
    void agreesWithTheJdkOnRandomNumbers() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            double value = Math.scalb(random.nextDouble(), random.nextInt(120) - 60);
            int places = random.nextInt(8);
            String expected =
                    new java.math.BigDecimal(value)
                            .setScale(places, java.math.RoundingMode.HALF_UP)
                            .toPlainString();
            assertThat(format("." + places + "f", value)).as("%s", value).isEqualTo(expected);
            var rounded =
                    new java.math.BigDecimal(value)
                            .round(
                                    new java.math.MathContext(
                                            places + 1, java.math.RoundingMode.HALF_UP));
            String scientific = String.format(Locale.ROOT, "%." + places + "e", rounded);
            assertThat(format("." + places + "e", value)).as("%s", value).isEqualTo(scientific);
        }
    }
}
