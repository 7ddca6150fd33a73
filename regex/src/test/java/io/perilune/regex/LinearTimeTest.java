// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns that would take exponential time by going back come to an end. */
class LinearTimeTest {

    private static byte[] manyAs(String tail) {
        return ("a".repeat(10_000) + tail).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int[] match(String pattern, String options, byte[] subject)
            throws RegexException {
        Regex regex = Regex.compile(pattern, options);
        int[] bounds = new int[2 * regex.groupCount() + 2];
        return regex.match(subject, 0, subject.length, 0, bounds) ? bounds : null;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+$",
                "(a*)*b$",
                "(a|aa)+$",
                "(a|b|ab)*c$",
                "(.*)*?(foo|bar)$",
                "(?:a?){30}a{30}c",
                "(a+|b*)*[xy]$",
                "((a*)+)+?z$",
                "a+x",
                "(?:(?:a|b){1,70})*x$"
            })
    void failuresAreFound(String pattern) throws RegexException {
        assertThat(match(pattern, "", manyAs("!"))).isNull();
        assertThat(match(pattern, "d", manyAs("!"))).isNull();
    }

    @Test
    void groupsAreThoseOfGoingBack() throws RegexException {
        assertThat(match("(a+)+?b(c|$)|(a*)!", "", manyAs("!")))
                .containsExactly(0, 10_001, -1, -1, -1, -1, 0, 10_000);
    }

    /** With {@code d} a way is left to try the next one, which is no failure to remember. */
    @ParameterizedTest
    @EnumSource
    void assertionsAreTriedAnewWithD(Tier tier) throws RegexException {
        String pattern =
                "(?isU)|((?!\\W+?a)[^a]*)?(\\N\\H(?<!a|bc)\\N){0,1}\\C(?!(?:[\\w-]?a{0,2}?"
                        + "(?<=\\w)|\\n {0,2}?ba{1,2}|[[:alpha:]]??ba+?[[:alpha:]]|\\v\\w)+?a)";
        RegexMatcher matcher = Regex.compile(pattern, "d").matcher();
        if (matcher.only(tier)) {
            byte[] subject = "cabx_xaab1".getBytes(StandardCharsets.ISO_8859_1);
            int[] bounds = new int[6];
            assertThat(matcher.match(subject, 0, subject.length, 0, bounds)).isTrue();
            assertThat(bounds).startsWith(0, 0);
        }
    }

    @Test
    void backReferencesAreLimited() {
        assertThatThrownBy(() -> match("(a+)+\\1$", "", manyAs("!")))
                .isInstanceOfSatisfying(
                        RegexLimitException.class,
                        e -> assertThat(e.code()).isEqualTo(RegexLimitException.MATCH_LIMIT));
    }

    @ParameterizedTest
    @EnumSource(names = {"INTERPRETED", "COMPILED"})
    void aStoppedMatchEnds(Tier tier) throws RegexException {
        RegexMatcher matcher = Regex.compile("(a+)+\\1$", "").matcher().stopSignal(() -> true);
        assertThat(matcher.only(tier)).isTrue();
        byte[] subject = manyAs("!");
        assertThatThrownBy(() -> matcher.match(subject, 0, subject.length, 0, new int[4]))
                .isInstanceOfSatisfying(
                        RegexLimitException.class,
                        e -> assertThat(e.code()).isEqualTo(RegexLimitException.STOPPED));
    }

    @ParameterizedTest
    @EnumSource(names = {"INTERPRETED", "COMPILED"})
    void aLimitThatIsAskedForIsKept(Tier tier) throws RegexException {
        RegexMatcher matcher = Regex.compile("(a+)+$", "").matcher().limit(1000);
        assertThat(matcher.only(tier)).isTrue();
        byte[] subject = manyAs("!");
        assertThatThrownBy(() -> matcher.match(subject, 0, subject.length, 0, new int[4]))
                .isInstanceOf(RegexLimitException.class);
    }
}
