// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Patterns of unusual size answer, with a match or with an error, in every way of matching. */
@Timeout(60)
class HugePatternTest {

    private static final byte[] SUBJECT =
            ("a".repeat(3000) + "b").getBytes(StandardCharsets.ISO_8859_1);

    private static Boolean matches(String pattern, Tier tier) {
        ByteRegex regex;
        try {
            regex =
                    ByteRegex.compile(
                            pattern.getBytes(StandardCharsets.ISO_8859_1), Flags.ofLetters(""));
        } catch (RegexException e) {
            return null;
        }
        RegexMatcher matcher = regex.matcher();
        if (!matcher.only(tier)) {
            matcher = regex.matcher();
        }
        int[] bounds = new int[2 * regex.groupCount() + 2];
        try {
            return matcher.match(SUBJECT, 0, SUBJECT.length, 0, bounds);
        } catch (RegexLimitException e) {
            return null;
        }
    }

    private static String nested(String open, String inside, String close, int depth) {
        return open.repeat(depth) + inside + close.repeat(depth);
    }

    @ParameterizedTest
    @EnumSource
    void aMegabyteOfLetters(Tier tier) {
        assertThat(matches("a".repeat(1 << 20), tier)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void tenThousandGroups(Tier tier) {
        assertThat(matches("(a)?".repeat(10_000) + "b", tier)).isTrue();
        assertThat(matches("(?:a)".repeat(4_000) + "b", tier)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void tenThousandBranches(Tier tier) {
        StringBuilder pattern = new StringBuilder("x");
        for (int i = 0; i < 10_000; i++) {
            pattern.append("|y").append(i);
        }
        assertThat(matches(pattern + "|ab", tier)).isTrue();
        assertThat(matches(pattern.toString(), tier)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void manySwitches(Tier tier) {
        String one = "(?:[b-m]x|[n-z]y|[0-9]z|[\\x80-\\xff]w|aa?)";
        assertThat(matches(one.repeat(150) + "c", tier)).isFalse();
        assertThat(matches(one.repeat(4) + "ab", tier)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void deepNesting(Tier tier) {
        assertThat(matches(nested("(?:", "a", ")*", 240) + "b", tier)).isTrue();
        assertThat(matches(nested("(", "a?", ")+", 240) + "b", tier)).isTrue();
        assertThat(matches(nested("(?:a|", "b", ")?", 240), tier)).isTrue();
        assertThat(matches(nested("(?>", "a", ")", 240) + "b", tier)).isTrue();
        assertThat(matches(nested("(?=", "a", ")", 240) + "a", tier)).isTrue();
        assertThat(matches(nested("(?:", "a", "{1,2}){1,2}", 120) + "b", tier)).isNotEqualTo(false);
        assertThat(matches(nested("(", "a", ")", 5_000), tier)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void greatCounts(Tier tier) {
        assertThat(matches("(?:a{1,10}){100,300}b", tier)).isTrue();
        assertThat(matches("(?:(?:(?:a{9}){9}){9}){4}ab?", tier)).isTrue();
        assertThat(matches("(?:(?:(?:(?:a?){65535}){65535}){65535}){65535}c", tier))
                .isNotEqualTo(true);
        assertThat(matches("(a|b){2000,}b", tier)).isTrue();
    }
}
