// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A long run of what {@link DifferentialTest} does. Arguments: first seed, seconds, and {@code
 * verbs}, {@code dfa} or nothing. Prints each difference, and at last how much was compared.
 */
final class DifferentialRun {

    private static final int PATTERNS_A_SEED = 10_000;

    private DifferentialRun() {}

    public static void main(String[] arguments) {
        long seed = Long.parseLong(arguments[0]);
        long until = System.nanoTime() + 1_000_000_000L * Long.parseLong(arguments[1]);
        String kind = arguments.length > 2 ? arguments[2] : "";
        long comparisons = 0;
        Map<String, Integer> contradictions = new TreeMap<>();
        try (Pcre2 library = new Pcre2()) {
            while (System.nanoTime() < until) {
                Comparison comparison = new Comparison(library, kind.equals("dfa"));
                PatternGenerator generator =
                        new PatternGenerator(seed++, kind.equals("verbs"), kind.equals("dfa"));
                List<String> found = new ArrayList<>();
                for (int i = 0; i < PATTERNS_A_SEED && System.nanoTime() < until; i++) {
                    DifferentialTest.compare(generator, comparison, found);
                }
                found.forEach(System.out::println);
                comparisons += comparison.comparisons;
                comparison.contradictions.forEach(
                        (way, count) -> contradictions.merge(way, count, Integer::sum));
            }
        }
        System.out.println("next seed " + seed + ", comparisons " + comparisons);
        System.out.println("PCRE2 contradicting itself: " + contradictions);
    }
}
