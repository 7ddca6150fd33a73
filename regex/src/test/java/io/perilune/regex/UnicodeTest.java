// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts and properties in UTF-8. */
class UnicodeTest {

    private static String first(String pattern, String subject) throws RegexException {
        Regex regex = Regex.compile(pattern.getBytes(StandardCharsets.UTF_8), "u");
        byte[] bytes = subject.getBytes(StandardCharsets.UTF_8);
        int[] bounds = new int[2 * regex.groupCount() + 2];
        if (!regex.match(bytes, 0, bytes.length, 0, bounds)) {
            return null;
        }
        return new String(bytes, bounds[0], bounds[1] - bounds[0], StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "(*sr:\\S+), paypаl, payp",
        "(*script_run:\\w+)$, abc1, abc1",
        "^(*sr:\\w+)$, paypаl,",
        "^(*asr:\\S+), abбв,",
        "(*sr:.+), 漢字とカナ, 漢字とカナ",
        "(*sr:.+), 한글とカナ, 한글",
        "(*sr:\\d+), 12٣٤, 12"
    })
    void scriptRuns(String pattern, String subject, String match) throws RegexException {
        assertThat(first(pattern, subject)).isEqualTo(match);
    }

    @ParameterizedTest
    @CsvSource({
        "\\p{Dash}, a−b, −",
        "\\p{QMark}, a«b, «",
        "\\p{Grapheme_Extend}, e\u0301, \u0301",
        "\\p{UIdeo}, あ漢, 漢",
        "\\p{Cased}, 1ß, ß",
        "\\p{Math}, a∑, ∑",
        "\\p{Greek}, \u0342, \u0342",
        "\\p{sc:Greek}, \u0342,",
        "\\p{scx: Greek}, \u0342, \u0342",
        "\\p{Script_Extensions=Grek}, \u0342, \u0342",
        "\\p{bc:NSM}, a\u0342, \u0342",
        "\\p{bidiNSM}, a\u0342, \u0342",
        "\\p{^Changes_When_Uppercased}, aB, B"
    })
    void properties(String pattern, String subject, String match) throws RegexException {
        assertThat(first(pattern, subject)).isEqualTo(match);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\p{bc:Greek}",
                "\\p{sc:Math}",
                "\\p{gc:Lu}",
                "\\p{sc:sc:Greek}",
                "\\p{Qq}"
            })
    void whatIsNoPropertyIsRefused(String pattern) {
        assertThatThrownBy(() -> first(pattern, ""))
                .hasMessageStartingWith("unknown property after \\P or \\p");
    }

    @ParameterizedTest
    @CsvSource({
        "e\u0301x, 2",
        "\u1100\u1161\u11a8\u1100, 3",
        "🇩🇪🇫, 4",
        "❤\u200d❤a, 3",
        "\u0600a, 2",
        "aa, 1"
    })
    void clusters(String subject, int length) throws RegexException {
        assertThat(first("\\X", subject)).hasSize(length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lu",
                "cn",
                "l&",
                "xuc",
                "xsp",
                "math",
                "cwcf",
                "scx:arab",
                "sc:grek",
                "sc:latin",
                "scx:zzzz",
                "bc:l",
                "posix:print",
                "cluster:extend"
            })
    void thePropertiesAreThoseOfTheSystemsLibrary(String name) {
        assumeTrue(Pcre2.isInstalled(), "libpcre2-8 is not installed: nothing to compare with");
        try (Pcre2 library = new Pcre2()) {
            assertThat(UnicodeTable.named(name).ranges)
                    .isEqualTo(new UnicodeTableWriter(library).ranges(name).ranges);
        }
    }
}
