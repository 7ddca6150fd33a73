// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalScalingTest {
    private static final int ROUNDS = 50_000;

    private final Random random = new Random(11);

    /**
     * Any bits, usual sizes, short decimals, powers of ten, halves and quarters (ties), and their
     * neighbours.
     */
    private double number() {
        double size =
                switch (random.nextInt(6)) {
                    case 0 -> Double.longBitsToDouble(random.nextLong());
                    case 1 -> Math.scalb(random.nextDouble(), random.nextInt(120) - 60);
                    case 2 -> random.nextInt(1_000_000) / Math.pow(10, random.nextInt(9));
                    case 3 -> Math.scalb((double) random.nextInt(1 << 24), -random.nextInt(24));
                    case 4 -> Double.parseDouble("1e" + (random.nextInt(600) - 300));
                    default -> (random.nextInt(1 << 20) + 0.5) / Math.pow(10, random.nextInt(15));
                };
        size = Math.abs(size);
        return switch (random.nextInt(4)) {
            case 0 -> Math.nextUp(size);
            case 1 -> Math.nextDown(size);
            default -> size;
        };
    }

    @Test
    void scalesAsExactArithmeticDoes() {
        int decided = 0;
        for (int i = 0; i < ROUNDS; i++) {
            double size = number();
            int power = random.nextInt(40) - 12;
            if (!(size >= 0 && size < 1e300)) {
                continue;
            }
            long answer = DecimalScaling.scaled(size, power);
            if (answer != DecimalScaling.UNDECIDED) {
                decided++;
                BigDecimal exact =
                        new BigDecimal(size)
                                .scaleByPowerOfTen(power)
                                .setScale(0, RoundingMode.HALF_UP);
                assertThat(answer).as("%s * 10^%s", size, power).isEqualTo(exact.longValueExact());
            }
        }
        assertThat(decided).isGreaterThan(ROUNDS / 2);
    }

    @Test
    void readsAsTheJdkDoes() {
        int decided = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long digits = random.nextLong(1_000_000_000_000_000_000L) >> random.nextInt(40);
            int power = random.nextInt(600) - 300;
            double answer = DecimalScaling.unscaled(digits, power);
            if (!NumberScan.isNone(answer)) {
                decided++;
                assertThat(answer).isEqualTo(Double.parseDouble(digits + "e" + power));
            }
            double size = number();
            if (size > 0 && size < Double.POSITIVE_INFINITY) {
                byte[] text = String.format("%.16e", size).getBytes(StandardCharsets.US_ASCII);
                assertThat(NumberScan.scan(text, 0, text.length)).isEqualTo(size);
            }
        }
        assertThat(decided).isGreaterThan(ROUNDS / 2);
    }

    @Test
    void givesSignificantDigitsAsExactArithmeticDoes() {
        int undecided = 0;
        for (int i = 0; i < ROUNDS; i++) {
            double size = number();
            int count = 1 + random.nextInt(17);
            if (!(size > 0 && size < Double.POSITIVE_INFINITY)) {
                continue;
            }
            int exponent = DecimalScaling.exponent(size);
            long answer = DecimalScaling.significant(size, exponent, count);
            if (answer == DecimalScaling.UNDECIDED) {
                undecided++;
                continue;
            }
            BigDecimal exact =
                    new BigDecimal(size).round(new MathContext(count, RoundingMode.HALF_UP));
            assertThat(BigDecimal.valueOf(answer).scaleByPowerOfTen(exponent + 1 - count))
                    .as("%s with %s digits", size, count)
                    .isEqualByComparingTo(exact);
        }
        assertThat(undecided).isLessThan(ROUNDS / 5);
    }
}
