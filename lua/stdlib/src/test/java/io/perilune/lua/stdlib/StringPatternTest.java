// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaVm;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StringPatternTest {

    /** The captures joined by commas, or "no". */
    private static String match(String subject, String pattern) {
        PatternMatch match =
                new PatternMatch(
                        new LuaVm(),
                        StringPattern.of(LuaString.ofLatin1(pattern)),
                        LuaString.ofLatin1(subject));
        if (!match.search(0)) {
            return "no";
        }
        Object[] captures = new Object[match.valueCount()];
        match.captures(captures, 0, captures.length);
        return Arrays.stream(captures).map(String::valueOf).collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "hello world ~ o w ~ o w",
                "hello ~ l+ ~ ll",
                "hello ~ ^(.)(.-)o$ ~ h,ell",
                "hello ~ () ~ 1.0",
                "key = value ~ ^(%w+)%s*=%s*(%w+)$ ~ key,value",
                "THE (quick) fox ~ %((%a+)%) ~ quick",
                "f(a(b)c)d ~ %b() ~ (a(b)c)",
                "THE (quick) fox ~ %f[%a]%a+%f[%A] ~ THE",
                "abcabc ~ (abc)%1 ~ abc",
                "aXb ~ a%ub ~ aXb",
                "aXb ~ a%Ub ~ no",
                "]]] ~ []]+ ~ ]]]",
                "a-z ~ [a%-z]+ ~ a-z",
                "x^y ~ [x^]+ ~ x^",
                "0123 ~ [^%d]* ~ ``",
                "aaa ~ a-$ ~ aaa",
                "aaab ~ a*ab ~ aaab",
                "color ~ colou?r ~ color",
                "a.b ~ a%.b ~ a.b",
                "a$b ~ a$b ~ a$b"
            })
    void matchesAsLuaDoes(String subject, String pattern, String captures) {
        assertThat(match(subject, pattern)).isEqualTo(captures);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "a ~ [a ~ malformed pattern (missing ']')",
                "a ~ a% ~ malformed pattern (ends with '%')",
                "a ~ %f ~ missing '[' after '%f' in pattern",
                "a ~ %bx ~ unbalanced pattern",
                "a ~ a) ~ invalid pattern capture",
                "a ~ %1 ~ invalid capture index",
                "a ~ (a ~ unfinished capture"
            })
    void complainsAboutMalformedPatterns(String subject, String pattern, String message) {
        assertThatThrownBy(() -> match(subject, pattern)).hasMessage(message);
    }

    @Test
    void anErrorBehindWhatDoesNotMatchIsNotSeen() {
        assertThat(match("a", "b%")).isEqualTo("no");
    }

    @Test
    void nestingIsBounded() {
        assertThatThrownBy(() -> match("a".repeat(300), "a?".repeat(300)))
                .hasMessage("pattern too complex");
    }

    @Test
    void longSubjectsNeedNoStack() {
        assertThat(match("x".repeat(1_000_000) + "y", ".-y")).hasSize(1_000_001);
    }

    @Test
    void patternsEndAtTheirFirstZeroByte() {
        assertThat(match("ab", "a\0[")).isEqualTo("a");
    }
}
