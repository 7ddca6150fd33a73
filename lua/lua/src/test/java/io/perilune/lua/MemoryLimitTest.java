// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perilune.lua.runtime.LuaError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that want all memory are stopped, and the machine goes on. */
class MemoryLimitTest {
    private static final int LIMIT = 4 << 20;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return ('x'):rep(1e9)",
                "local t = {} for i = 1, 1e9 do t[i] = i end",
                "local t = {} for i = 1, 1e9 do t[i] = {} end",
                "local t = {} for i = 1, 1e9 do t[i] = {x = i, y = i} end",
                "local t = {} for i = 1, 1e9 do t[i] = 'string ' .. i end",
                "local t = {} for i = 1, 1e9 do t['key ' .. i] = true end",
                "local t = {} for i = 1, 1e9 do t[i + 0.5] = i end",
                "local t = {} for i = 1, 1e9 do t[i] = function() return i, t end end",
                "local list while true do list = {next = list} end",
                "local s = 'x' while true do s = s .. s end",
                "local s = 'x' while true do s = s .. 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' end",
                "local b = require('string.buffer').new() while true do b:put('xxxxxxxxxxx') end",
                "local t = {} for i = 1, 1e9 do t[i] = coroutine.wrap(print) end",
                "local t = {} for i = 1, 1e9 do t[i] = load('return ' .. i) end",
                "local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(100 + i % 1000) end",
                "return require('table.new')(1e8, 0)",
                "local t = {} for i = 1, 100 do t[i] = ('x'):rep(1e5) end return table.concat(t)",
                "return ('x'):rep(1e6):gsub('x', ('y'):rep(1e5))",
                "local s, t = ('x'):rep(1e5), {} for i = 1, 99 do t[i] = s end"
                        + " return (('%s'):rep(99)):format(unpack(t))",
                "local function f() return {f()} end local t = {}"
                        + " for i = 1, 1e9 do t[i] = {i, i, i, i, i} end"
            })
    void whatIsKeptIsLimited(String bomb) {
        try (Lua lua = Lua.builder().memoryLimit(LIMIT).build()) {
            assertThatThrownBy(() -> lua.run(bomb))
                    .isInstanceOf(LuaError.class)
                    .hasMessageContaining("not enough memory");
            assertThat(lua.run("return #('x'):rep(1e6)").number(1)).isEqualTo(1e6);
        }
    }

    @Test
    void itMayBeCaughtAndSomethingDropped() {
        try (Lua lua = Lua.builder().memoryLimit(LIMIT).build()) {
            Values values =
                    lua.run(
                            "kept = {} local ok, e = pcall(function()"
                                    + " for i = 1, 1e9 do kept[i] = {i} end end)"
                                    + " local n = #kept kept = nil"
                                    + " local t = {} for i = 1, 1000 do t[i] = {i} end"
                                    + " return ok, e, n, #t");
            assertThat(values.get(1)).isEqualTo(false);
            assertThat(values.get(2)).hasToString("not enough memory");
            assertThat(values.number(3)).isBetween(LIMIT / 300.0, LIMIT / 60.0);
            assertThat(values.number(4)).isEqualTo(1000);
        }
    }

    @Test
    void whatStaysTooLargeGrowsNoFurther() {
        try (Lua lua = Lua.builder().memoryLimit(LIMIT).build()) {
            Values values =
                    lua.run(
                            "kept = {} for i = 1, 20 do"
                                    + " pcall(function() while true do kept[#kept + 1] = {} end end)"
                                    + " end return #kept");
            assertThat(values.number(1)).isLessThan(LIMIT / 60.0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for i = 1, 1e6 do local t = {i, {}} end",
                "for i = 1, 1e6 do local s = 'string ' .. i end",
                "local t for i = 1, 100 do t = {} for k = 1, 1e4 do t[k] = k end end",
                "for i = 1, 100 do local s = ('x'):rep(1e6) end",
                "for i = 1, 2000 do load('return ' .. i)() end",
                "for i = 1, 1e5 do coroutine.wrap(function() end)() end",
                "local s = '' for i = 1, 1e5 do s = s .. 'x' end"
            })
    void garbageDoesNotCount(String busy) {
        try (Lua lua = Lua.builder().memoryLimit(LIMIT).build()) {
            assertThat(lua.run(busy + " return true").get(1)).isEqualTo(true);
        }
    }

    @Test
    void eachMachineHasItsOwn() {
        try (Lua large = Lua.create();
                Lua small = Lua.builder().memoryLimit(LIMIT).build()) {
            large.run("t = {} for i = 1, 1e5 do t[i] = {i} end");
            small.set("large", arguments -> large.run("return #t").number(1));
            assertThat(small.run("return large()").number(1)).isEqualTo(1e5);
            large.run("for i = 1, 1e5 do t[i] = {i} end");
            assertThat(small.run("local t = {} for i = 1, 1e4 do t[i] = i end return #t").number(1))
                    .isEqualTo(1e4);
        }
    }

    @Test
    void aLimitIsAtLeastOneByte() {
        assertThatThrownBy(() -> Lua.builder().memoryLimit(0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
