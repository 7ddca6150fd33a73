// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.perilune.conf.parse.ConfParser;
import io.perilune.conf.parse.RawBodies;
import io.perilune.conf.tree.ConfException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any bytes give a tree or a ConfException. */
class ConfFuzzTest {
    private static final String SEED =
            """
            worker_processes 1; # one
            events { }
            http {
                server { set $a "b${c}d\\"e" ; location ~ '^/x{1,2}' { return 200; }
                    if ($a = "b"){ return 404 'no'; } }
            }
            """;
    private static final String ALPHABET = " \t\r\n;{}\"'\\#$()ab\u0000\u00ff";

    private static void check(String text) {
        assertThatCode(
                        () -> {
                            try {
                                new SmallSchema()
                                        .apply(
                                                ConfParser.parseText("t.conf", text, RawBodies.NONE)
                                                        .main());
                            } catch (ConfException expected) {
                                // the only way to refuse a text
                            }
                        })
                .as(text)
                .doesNotThrowAnyException();
    }

    @Test
    void randomTexts() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(60); n > 0; n--) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            check(text.toString());
        }
    }

    @Test
    void mutationsOfAGoodText() {
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(SEED);
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                mutate(text, random);
            }
            check(text.toString());
        }
    }

    private static void mutate(StringBuilder text, Random random) {
        int at = random.nextInt(Math.max(1, text.length()));
        char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        switch (random.nextInt(4)) {
            case 0 -> text.replace(at, at + 1, String.valueOf(c));
            case 1 -> text.insert(at, c);
            case 2 -> text.delete(at, at + 1);
            default -> text.setLength(at);
        }
    }

    @Test
    void deepNestingAndLongWords() {
        check("a {".repeat(100_000));
        check("events {".repeat(100_000));
        check("\"" + "x".repeat(1_000_000));
        check("x ".repeat(1_000_000));
    }
}
