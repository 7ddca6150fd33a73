// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LargeFunctionsTest {
    private static String run(String script) {
        return ScriptRun.output(script, new LuaCompiler()).strip();
    }

    private static String repeat(int count, IntFunction<String> part) {
        return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining());
    }

    @Test
    void tableOfConstants() {
        String items = repeat(50_000, i -> "{id=" + i + ",name='n" + i + "',1,2,{true}},");
        assertThat(run("local t = {" + items + "} print(#t, t[50000].name, t[1][3][1])"))
                .isEqualTo("50000\tn49999\ttrue");
    }

    @Test
    void tableOfExpressions() {
        String items = repeat(5_000, i -> "{id=f(" + i + "),name='n'.." + i + ",k" + i + "=1},");
        assertThat(
                        run(
                                "local function f(x) return x end local t = {"
                                        + items
                                        + "f(1), f(2)} "
                                        + "print(#t, t[5000].id, t[5000].name, t[5002])"))
                .isEqualTo("5002\t4999\tn4999\t2");
    }

    @Test
    void mainChunkWithLoopsAndJumps() {
        String body =
                repeat(
                        1_000,
                        i ->
                                "s = s + "
                                        + i
                                        + " if s < 0 then goto done end "
                                        + "do local y = s; g = function() y = y + 1 return y end end ");
        assertThat(
                        run(
                                "local s, g = 0 for i = 1, 3 do "
                                        + body
                                        + " if i == 2 then break end end ::done:: print(s, g())"))
                .isEqualTo("999000\t999001");
    }

    @Test
    void returnsFromInsideAPiece() {
        String body =
                repeat(
                        1_000,
                        i -> "if x == " + i + " then return " + i + ", select('#', ...) end ");
        assertThat(
                        run(
                                "local function f(x, ...) while true do "
                                        + body
                                        + " return end end "
                                        + "print(f(0), f(999, 1, nil)) print(f(-1))"))
                .isEqualTo("0\t999\t2");
    }

    private static final int LONG = 5000;

    @ParameterizedTest
    @CsvSource(
            value = {
                "+, 5001",
                "-, -4999",
                "*, 1",
                "/, 1",
                "%, 0",
                "and, 1",
                "or, 1",
                "==, false",
                "~=, true"
            })
    void longChainsOfOperators(String operator, String result) {
        String more = " " + operator + " ";
        assertThat(run("local x = 1 print(x" + (more + "x").repeat(LONG) + ")")).isEqualTo(result);
        assertThat(run("y = 1 print(y" + (more + "y").repeat(LONG) + ")")).isEqualTo(result);
        assertThat(run("print(1" + (more + "1").repeat(LONG) + ")")).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(strings = {".b", "[1]", "()", ":b()", ":b''", "{}", "[f(1)]"})
    void longChainsOfSuffixes(String suffix) {
        String prelude =
                "local function f(x) return x end local a = setmetatable({}, {"
                        + "__index = function(t) return t end, __call = function(t) return t end}) ";
        assertThat(run(prelude + "print(a == a" + suffix.repeat(LONG) + ")")).isEqualTo("true");
    }

    @Test
    void longChainsOfConditions() {
        assertThat(run("x = 1 if x == 1" + " and x == 1".repeat(LONG) + " then print(5) end"))
                .isEqualTo("5");
        assertThat(run("x = 1 if x == 2" + " or x == 2".repeat(LONG) + " then print(5) end"))
                .isEmpty();
        assertThat(run("x = 1 print(x" + " and x or x".repeat(LONG) + ")")).isEqualTo("1");
        assertThat(run("x = 1 print(not (x < 1" + " or not x".repeat(LONG) + "))"))
                .isEqualTo("true");
    }

    @Test
    void partsOfLongChainsAreEvaluatedInOrder() {
        String calls = repeat(LONG, i -> " + f(" + i + ")");
        assertThat(
                        run(
                                "local last, sum, ok = -1, 0, true "
                                        + "local function f(x) ok = ok and x == last + 1 last = x return x end "
                                        + "for i = 1, 2 do sum = sum"
                                        + calls
                                        + " last = -1 end print(sum, ok)"))
                .isEqualTo(LONG * (LONG - 1) + "\ttrue");
    }

    @Test
    void longChainsOfVarargs() {
        assertThat(run("local function f(...) return 0" + "+...".repeat(LONG) + " end print(f(2))"))
                .isEqualTo("10000");
    }

    @Test
    void errorsInLongChainsNameTheirLine() {
        assertThat(run("local x = 1 return x" + "\n+ 1".repeat(LONG) + "\n+ {}"))
                .endsWith("5002: attempt to perform arithmetic on a table value");
    }

    @Test
    void longChoices() {
        String clauses = repeat(LONG, i -> " elseif x == " + i + " then return " + 2 * i);
        String choice = "function g(x) if not x then return 'none'" + clauses + " end end ";
        assertThat(run(choice + "print(g(), g(0), g(4999), g(5000))")).isEqualTo("none\t0\t9998");
        String jumps = repeat(LONG, i -> " elseif x == " + i + " then goto done");
        assertThat(
                        run(
                                "local x, n = 4000, 0 while true do n = n + 1 "
                                        + "if n > 3 then break"
                                        + jumps
                                        + " end do x = -1 end ::done:: end print(n)"))
                .isEqualTo("4");
    }

    @Test
    void manyUsesOfOneGlobal() {
        assertThat(run("x = 0 " + "x = x + 1 ".repeat(40_000) + "print(x)")).isEqualTo("40000");
    }

    @Test
    void manyLabels() {
        assertThat(run(repeat(1_000, i -> "goto l" + i + " ::l" + i + "::\n") + "print(1)"))
                .isEqualTo("1");
    }

    @Test
    void longChains() {
        assertThat(run("local x = 1 print(" + "x+".repeat(400) + "x)")).isEqualTo("401");
        assertThat(run("return " + "x+".repeat(200_000) + "x")).startsWith("error: ");
        assertThat(run("local f f = function() return f end print(f" + "()".repeat(300) + " == f)"))
                .isEqualTo("true");
        assertThat(run("f" + "()".repeat(200_000))).startsWith("error: ");
    }
}
