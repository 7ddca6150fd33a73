// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * PCRE2's own tests answer as in the system's libpcre2-8. They are not part of this project: the
 * environment variable PCRE2_TESTDATA names the folder of PCRE2's sources that has them.
 */
class TestInputTest {

    private static final double LEAST_ALIKE = 0.95;

    private final List<String> differences = new ArrayList<>();
    private int alike;
    private int skipped;

    @ParameterizedTest
    @CsvSource({"1, ''", "2, ''", "4, ''", "5, ''", "6, dfa"})
    void answersAreThoseOfTheSystemsLibrary(int set, String kind) throws IOException {
        String folder = System.getenv("PCRE2_TESTDATA");
        assumeTrue(folder != null && Pcre2.isInstalled(), "no PCRE2_TESTDATA or no libpcre2-8");
        try (Pcre2 library = new Pcre2()) {
            Comparison comparison = new Comparison(library, kind.equals("dfa"));
            new TestInput(Path.of(folder, "testinput" + set))
                    .cases()
                    .forEach(one -> compare(one, comparison));
            System.out.printf(
                    "testinput%d: %d alike, %d not, %d skipped, contradictions %s%n",
                    set, alike, differences.size(), skipped, comparison.contradictions);
        }
        differences.forEach(System.out::println);
        assertThat(alike).isPositive();
        assertThat(alike / (double) (alike + differences.size()))
                .isGreaterThanOrEqualTo(LEAST_ALIKE);
    }

    private void compare(TestInput.Case one, Comparison comparison) {
        if (one.options() == null) {
            skipped += Math.max(1, one.subjects().size());
            return;
        }
        String shown = "/" + Comparison.shown(one.pattern()) + "/" + one.options();
        String refusal = comparison.compile(one.pattern(), one.options());
        if (refusal != null) {
            count(shown, refusal.isEmpty() ? null : refusal);
            return;
        }
        for (byte[] subject : one.subjects()) {
            if (subject == null) {
                skipped++;
            } else {
                count(shown + " on " + Comparison.shown(subject), comparison.match(subject, 0));
            }
        }
    }

    private void count(String shown, String difference) {
        if (difference == null) {
            alike++;
        } else {
            differences.add(shown + ": " + difference);
        }
    }
}
