// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random patterns answer as in the system's libpcre2-8, where there is one. */
class DifferentialTest {

    private static final int PATTERNS = 3_000;
    private static final int SUBJECTS = 10;

    @ParameterizedTest
    @ValueSource(longs = {1, 2026})
    void plainPatternsAnswerAsInPcre2(long seed) {
        assertThat(differences(seed, false, false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = 7)
    void patternsWithVerbsAnswerAsInPcre2(long seed) {
        assertThat(differences(seed, true, false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = 11)
    void theLongestMatchesAreThoseOfPcre2(long seed) {
        assertThat(differences(seed, false, true)).isEmpty();
    }

    private static List<String> differences(long seed, boolean verbs, boolean dfa) {
        assumeTrue(Pcre2.isInstalled(), "libpcre2-8 is not installed: nothing to compare with");
        List<String> found = new ArrayList<>();
        PatternGenerator generator = new PatternGenerator(seed, verbs, dfa);
        try (Pcre2 library = new Pcre2()) {
            Comparison comparison = new Comparison(library, dfa);
            for (int i = 0; i < PATTERNS; i++) {
                compare(generator, comparison, found);
            }
        }
        return found;
    }

    static void compare(PatternGenerator generator, Comparison comparison, List<String> found) {
        String options = generator.options();
        boolean utf = options.contains("u");
        byte[] pattern = generator.pattern(utf);
        String shown = "/" + Comparison.shown(pattern) + "/" + options;
        String refusal = comparison.compile(pattern, options);
        if (refusal != null) {
            if (!refusal.isEmpty()) {
                found.add(shown + ": " + refusal);
            }
            return;
        }
        for (int i = 0; i < SUBJECTS; i++) {
            byte[] subject = generator.subject(utf);
            int from = utf ? 0 : generator.offset(subject.length);
            String difference = comparison.match(subject, from);
            if (difference != null) {
                found.add(
                        shown
                                + " on "
                                + Comparison.shown(subject)
                                + " from "
                                + from
                                + ": "
                                + difference);
            }
        }
    }
}
