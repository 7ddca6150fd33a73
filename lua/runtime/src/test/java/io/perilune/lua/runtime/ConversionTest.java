// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers to text and back, against what LuaJIT printed and read (numbers.txt, texts.txt). */
class ConversionTest {
    @Test
    void printsNumbersAsLuajit() throws IOException {
        for (String line : lines("numbers.txt")) {
            String[] parts = line.split(" ");
            double number = Double.longBitsToDouble(Long.parseUnsignedLong(parts[0], 16));
            assertThat(Conversion.toString(number).toString()).as(parts[0]).isEqualTo(parts[1]);
        }
    }

    @Test
    void printsRandomNumbersAsTheSlowWayDoes() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            double number = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(24) - 9);
            if (random.nextInt(4) == 0) {
                number = Math.scalb((double) random.nextLong(1L << 48), -random.nextInt(40));
            }
            double back = Double.parseDouble(NumberText.of(number));
            BigDecimal rounded =
                    new BigDecimal(number).round(new MathContext(14, RoundingMode.HALF_UP));
            assertThat(back).isEqualTo(rounded.doubleValue());
        }
    }

    @Test
    void readsNumbersAsLuajit() throws IOException {
        for (String line : lines("texts.txt")) {
            String[] parts = line.substring(1).split(" ");
            LuaString text = LuaString.of(HexFormat.of().parseHex(parts[0]));
            Double number = Conversion.toNumber(text);
            String answer =
                    number == null
                            ? "nil"
                            : number.isNaN()
                                    ? "nan"
                                    : String.format("%016x", Double.doubleToRawLongBits(number));
            String expected = parts[1].matches("[7f]ff8.*") ? "nan" : parts[1];
            assertThat(answer).as("tonumber('%s')", text).isEqualTo(expected);
        }
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream in = ConversionTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).lines().toList();
        }
    }
}
