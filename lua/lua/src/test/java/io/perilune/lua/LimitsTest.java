// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perilune.lua.runtime.LuaError;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that would never end are stopped, and the machine goes on. */
class LimitsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "while true do end",
                "for i = 1, math.huge do end",
                "::again:: goto again",
                "local function f() return f() end f()",
                "local function fib(n) return n < 2 and n or fib(n - 1) + fib(n - 2) end fib(80)",
                "local co = coroutine.wrap(function() while true do coroutine.yield() end end)"
                        + " while true do co() end",
                "while true do pcall(function() while true do end end) end"
            })
    void instructionsAreLimited(String endless) {
        try (Lua lua = Lua.with(o -> o.withInstructionLimit(20_000))) {
            assertThatThrownBy(() -> lua.run(endless))
                    .isInstanceOf(LuaError.class)
                    .hasMessageContaining("instruction limit exceeded");
            assertThat(lua.run("return 1 + 1").number(1)).isEqualTo(2);
        }
    }

    @Test
    void theLimitMayBeCaughtOnce() {
        try (Lua lua = Lua.with(o -> o.withInstructionLimit(1000))) {
            Values caught = lua.run("return pcall(function() while true do end end)");
            assertThat(caught.get(1)).isEqualTo(false);
        }
    }

    @Test
    void theTimeLimitStopsRecursionWithoutLoops() {
        try (Lua lua = Lua.with(o -> o.withTimeLimit(Duration.ofMillis(50)))) {
            assertThatThrownBy(
                            () ->
                                    lua.run(
                                            "local function fib(n) if n < 2 then return n end"
                                                    + " return fib(n - 1) + fib(n - 2) end"
                                                    + " return fib(80)"))
                    .isInstanceOf(LuaError.class)
                    .hasMessageContaining("time limit exceeded");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local function f() return 1 + f() end return pcall(f)",
                "local function q() local ok, e = pcall(q) return ok, e end return not q(), q()",
                "local t = setmetatable({}, {})"
                        + " getmetatable(t).__index = function(t) return t[1] end"
                        + " return pcall(function() return t.a end)",
                "local function g(s) return (s:gsub('.', g)) end return pcall(g, 'x')"
            })
    void depthIsAnErrorAndTheMachineGoesOn(String bomb) {
        try (Lua lua = Lua.create()) {
            lua.run(bomb);
            assertThat(lua.run("return pcall(error, 'x')").get(1)).isEqualTo(false);
        }
    }

    @Test
    void nestedCoroutinesAreLimited() {
        try (Lua lua = Lua.with(o -> o.withLimits(o.limits().withNestedCoroutines(5)))) {
            lua.run(
                    "function nest(n) return n == 0 and 'bottom' or coroutine.wrap(nest)(n - 1)"
                            + " end");
            assertThat(lua.run("return nest(5)").get(1)).hasToString("bottom");
            assertThatThrownBy(() -> lua.run("return nest(6)"))
                    .isInstanceOf(LuaError.class)
                    .hasMessageContaining("C stack overflow");
            assertThat(lua.run("return nest(5)").get(1)).hasToString("bottom");
        }
    }

    @Test
    void anOverflowShowsTheInnerEndOfTheStack() {
        try (Lua lua = Lua.create()) {
            LuaError overflow =
                    catchThrowableOfType(
                            LuaError.class,
                            () ->
                                    lua.load("local function f() return 1 + f() end f()", "=script")
                                            .call());
            assertThat(overflow.value()).hasToString("script:1: stack overflow");
            assertThat(overflow.traceback().toLatin1())
                    .startsWith("stack traceback:\n\tscript:1: in function 'f'\n")
                    .endsWith("\n\t...");
            assertThat(
                            lua.load(
                                            "local function f() return 1 + f() end"
                                                    + " return select(2, xpcall(f, debug.traceback))",
                                            "=script")
                                    .call()
                                    .string(1))
                    .endsWith("\n\t...\n\t[C]: in function 'xpcall'\n\tscript:1: in main chunk");
        }
    }

    @Test
    void theBuilderSetsEveryLimit() {
        try (Lua lua =
                Lua.builder()
                        .instructionLimit(20_000)
                        .nestedCoroutines(3)
                        .stringLength(1000)
                        .build()) {
            assertThatThrownBy(() -> lua.run("while true do end"))
                    .hasMessageContaining("instruction limit exceeded");
            assertThatThrownBy(() -> lua.run("return ('x'):rep(1001)"))
                    .hasMessageContaining("not enough memory");
            assertThatThrownBy(
                            () ->
                                    lua.run(
                                            "function nest() return coroutine.wrap(nest)() end nest()"))
                    .hasMessageContaining("C stack overflow");
        }
        assertThatThrownBy(() -> Lua.builder().instructionLimit(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pcall(fails)", "pcall(fails, 1)", "xpcall(fails, print, 1)"})
    void caughtErrorsGiveBackTheBudgetOfPlainTailCalls(String caught) {
        try (Lua lua = Lua.builder().build()) {
            int before = lua.vm().tailBudget;
            lua.run(
                    "print = function() end local function fails() return error('x') end"
                            + " for _ = 1, 100 do "
                            + caught
                            + " end");
            assertThat(lua.vm().tailBudget).isEqualTo(before);
        }
    }
}
