// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "\\p{Cased}, 1ß, ß"
    })
    void listedProperties(String pattern, String subject, String match) throws RegexException {
        assertThat(first(pattern, subject)).isEqualTo(match);
    }
}
