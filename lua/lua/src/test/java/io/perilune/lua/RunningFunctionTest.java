// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perilune.lua.runtime.Traceback;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the JVM shows the locals of its frames, every running function is known. */
class RunningFunctionTest {
    private static final String PROBE =
            """
            local getinfo, wrong = debug.getinfo, 0
            local function probe(wanted, level)
                if getinfo(level or 2, 'f').func ~= wanted then wrong = wrong + 1 end
            end
            """;

    @BeforeEach
    void localsAreShown() {
        assumeTrue(
                Traceback.showsFunctions(),
                "java.lang is not open: running functions are not known");
    }

    private static double wrong(String program) {
        try (Lua lua = Lua.create()) {
            byte[] text = (PROBE + program).getBytes(StandardCharsets.ISO_8859_1);
            return lua.load(text, "=script").call().number(1);
        }
    }

    @Test
    void eachOfManyInstancesIsKnown() {
        assertThat(
                        wrong(
                                """
                                local function make()
                                    local me
                                    me = function() probe(me) return 1 end
                                    return me
                                end
                                local all = {}
                                for i = 1, 10 do all[i] = make() end
                                for round = 1, 3000 do for i = 1, 10 do all[i]() end end
                                return wrong"""))
                .isZero();
    }

    @Test
    void compiledCodeKeepsWhatItDoesNotNeedItself() {
        assertThat(
                        wrong(
                                """
                                local known
                                local function last(check) check(known, 3) end
                                local function plain(check) last(check) end
                                known = plain
                                for round = 1, 30000 do plain(probe) end
                                return wrong"""))
                .isZero();
    }

    @Test
    void endlessLoopsOfSuspendedCoroutinesAreKnown() {
        assertThat(
                        wrong(
                                """
                                local function body() while true do coroutine.yield() end end
                                local thread = coroutine.create(body)
                                for round = 1, 20000 do coroutine.resume(thread) end
                                if getinfo(thread, 1, 'f').func ~= body then wrong = wrong + 1 end
                                if getinfo(thread, 0, 'f').func ~= coroutine.yield then wrong = wrong + 1 end
                                return wrong"""))
                .isZero();
    }

    @Test
    void libraryFunctionsThatCallBackAreKnown() {
        assertThat(
                        wrong(
                                """
                                local function below() probe(table.sort, 3) return false end
                                local function protected() probe(pcall, 3) end
                                local function replace() probe(string.gsub, 3) end
                                for round = 1, 20000 do
                                    pcall(protected)
                                    table.sort({ 1, 2 }, below)
                                    string.gsub('x', 'x', replace)
                                end
                                return wrong"""))
                .isZero();
    }

    @Test
    void environmentsOfCallersAreReachedAtAnyLevel() {
        assertThat(
                        wrong(
                                """
                                local function outer(level, check) check(level) return 1 end
                                local own = setmetatable({}, { __index = _G })
                                setfenv(outer, own)
                                for round = 1, 20000 do
                                    outer(3, function(level)
                                        if getfenv(level - 1) ~= own then wrong = wrong + 1 end
                                    end)
                                end
                                return wrong"""))
                .isZero();
    }
}
