// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.lua.compiler.emit.ChunkDefiner;
import io.perilune.lua.compiler.syntax.Dialect;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LargeFunctionsTest {
    private static String run(String script) {
        return ScriptRun.output(script, Dialect.OPENRESTY, ChunkDefiner.METHOD_SIZE).strip();
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

    @Test
    void longChains() {
        assertThat(run("local x = 1 print(" + "x+".repeat(400) + "x)")).isEqualTo("401");
        assertThat(run("return " + "x+".repeat(200_000) + "x")).startsWith("error: ");
        assertThat(run("local f f = function() return f end print(f" + "()".repeat(300) + " == f)"))
                .isEqualTo("true");
        assertThat(run("f" + "()".repeat(200_000))).startsWith("error: ");
    }
}
