// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perilune.lua.runtime.LuaError;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

    /** Calls of library functions that take minutes at least. */
    private static final String[] LONG_CALLS = {
        "('a'):rep(30):find(('a?'):rep(30) .. ('a'):rep(30))",
        "('a'):rep(30000):find(('.-'):rep(20) .. 'x')",
        "('a'):rep(30000):match(('.*'):rep(20) .. 'x')",
        "('a'):rep(3e6):find('a*b')",
        "('a'):rep(3e6):find('a-b')",
        "('('):rep(3e6):find('%b()')",
        "('a'):rep(3e6):find('(a*)%1b')",
        "('a'):rep(3e6):gsub('a*b', '')",
        "('a'):rep(3e6):gmatch('a*b')()",
        "table.insert({1}, -2^31, 1) table.insert({1}, -2^31, 1) table.insert({1}, -2^31, 1)",
        "table.move({}, 1, 2^31 - 2, 1, {}) table.move({}, 1, 2^31 - 2, 1, {})",
        "local t = {} for i = 1, 40 do t = {t, t} end require('string.buffer').encode(t)"
    };

    static Stream<String> longCalls() {
        return Stream.of(LONG_CALLS);
    }

    @ParameterizedTest
    @MethodSource("longCalls")
    @Timeout(60)
    void longCallsOfLibraryFunctionsAreStoppedByTheTimeLimit(String call) {
        try (Lua lua = Lua.with(o -> o.withTimeLimit(Duration.ofMillis(50)))) {
            assertThatThrownBy(() -> lua.run(call))
                    .isInstanceOf(LuaError.class)
                    .hasMessageContaining("time limit exceeded");
            assertThat(lua.run("return 1 + 1").number(1)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("longCalls")
    @Timeout(60)
    void longCallsOfLibraryFunctionsAreStoppedByTheInstructionLimit(String call) {
        try (Lua lua = Lua.with(o -> o.withInstructionLimit(500))) {
            assertThatThrownBy(() -> lua.run(call))
                    .isInstanceOf(LuaError.class)
                    .hasMessageContaining("instruction limit exceeded");
        }
    }

    /** Texts of 16 MB, which take seconds to compile. Nothing else would look at the limit here. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'return {' .. ('{1,2,3},'):rep(2e6) .. '}'",
                "('function f(a) return a end '):rep(6e5)",
                "('a = a + 1;'):rep(1.6e6)"
            })
    @Timeout(60)
    void compilingIsStopped(String text) {
        try (Lua lua = Lua.with(o -> o.withTimeLimit(Duration.ofMillis(300)))) {
            String script = "local f, e = loadstring(" + text + ") outcome = f and 'compiled' or e";
            // Who catches the error may be ended for good before the next statement.
            Throwable ended = catchThrowable(() -> lua.run(script));
            Object outcome = lua.get("outcome");
            assertThat(String.valueOf(outcome == null ? ended : outcome))
                    .contains("time limit exceeded");
            assertThat(lua.run("return loadstring('return 1 + 1')()").number(1)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("longCalls")
    @Timeout(60)
    void longCallsOfLibraryFunctionsAreStoppedByAnotherThread(String call)
            throws InterruptedException {
        try (Lua lua = Lua.create()) {
            CountDownLatch begun = new CountDownLatch(1);
            lua.set("begin", arguments -> count(begun));
            Thread other = Thread.ofPlatform().daemon().start(() -> stopAfter(begun, lua));
            assertThatThrownBy(() -> lua.run("begin(); " + call))
                    .isInstanceOf(LuaError.class)
                    .hasMessageContaining("enough");
            other.join();
        }
    }

    private static Object count(CountDownLatch latch) {
        latch.countDown();
        return null;
    }

    private static void stopAfter(CountDownLatch begun, Lua lua) {
        try {
            begun.await();
            lua.stop("enough");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An innermost loop does not poll in every round, which may be long with such calls. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "s:upper()",
                "s:reverse()",
                "s:sub(2)",
                "s:rep(2)",
                "s .. 'x'",
                "s:find('[yz]')",
                "s:find('y', 1, true)",
                "s:gsub('y', '')",
                "('%s'):format(s)",
                "('%q'):format(s)",
                "tonumber(digits)",
                "digits + 1",
                "-digits",
                "table.concat(texts)",
                "table.concat(t)",
                "table.sort(t)",
                "table.maxn(t)",
                "load(s)",
                "collectgarbage('count')"
            })
    void callsWithMuchToDoLookForAnInterruptFirst(String call) {
        try (Lua lua = Lua.create()) {
            lua.set("s", "x".repeat(5000));
            lua.set("digits", "1".repeat(5000));
            lua.set("t", Collections.nCopies(5000, 1));
            lua.set("texts", Collections.nCopies(5000, "x"));
            lua.set("stop", arguments -> stop(lua));
            assertThatThrownBy(() -> lua.run("stop(); local x = " + call + "; passed = true"))
                    .isInstanceOf(LuaError.class)
                    .hasMessageContaining("enough");
            assertThat(lua.get("passed")).isNull();
        }
    }

    private static Object stop(Lua lua) {
        lua.stop("enough");
        return null;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local function f() return select(2, pcall(f)) end while true do f() end",
                "local function f() return 1 + f() end while true do pcall(f) end",
                "while true do local function f() return coroutine.wrap(f)() end pcall(f) end",
                "local t = setmetatable({}, {__index = function(t, k) return t[k + 1] .. '' end})"
                        + " while true do pcall(function() return t[1] end) end",
                "local t = setmetatable({}, {__tostring = function(t) return tostring(t) .. '' end})"
                        + " while true do pcall(tostring, t) end",
                "local meta = {} meta.__eq = function(a) return not (a == setmetatable({}, meta)) end"
                        + " local function compare() return setmetatable({}, meta) == setmetatable({}, meta) end"
                        + " while true do pcall(compare) end",
                "local t = setmetatable({}, {__concat = function(a, b) return 'x' .. (a .. b) end})"
                        + " while true do pcall(function() return t .. 'x' end) end",
                "local t = setmetatable({}, {__call = function(t) return 1 + t() end})"
                        + " while true do pcall(t) end",
                "local function f(s) return (s:gsub('.', f)) end while true do pcall(f, 'x') end",
                "local function less(a, b) table.sort({1, 2, 3}, less) return a < b end"
                        + " while true do pcall(table.sort, {1, 2, 3}, less) end",
                "while true do xpcall(error, function() error() end) end",
                "local function h() return xpcall(error, h) end while true do h() end",
                "local e = setmetatable({}, {__tostring = function() error('again') end})"
                        + " while true do pcall(error, e) pcall(tostring, e) end",
                "local n = 0 while true do n = n + 1 load('return ' .. n .. ('+x'):rep(5000)) end"
            })
    @Timeout(60)
    void whatFailsAgainAndAgainIsStopped(String bomb) {
        try (Lua lua = Lua.with(o -> o.withTimeLimit(Duration.ofMillis(100)))) {
            assertThatThrownBy(() -> lua.run(bomb))
                    .isInstanceOf(LuaError.class)
                    .hasMessageContaining("time limit exceeded");
            assertThat(lua.run("return pcall(error, 'x')").get(1)).isEqualTo(false);
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
