// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LuaTest {

    @Test
    void tenLinesAreEnough() {
        // tag::usage[]
        try (Lua lua = Lua.create()) {
            lua.set("twice", args -> args.number(1) * 2);
            Lua.Chunk chunk = lua.load("local a, b = ... return twice(a) + b, 'done'");
            Values values = chunk.call(20, 2);

            assertThat(values.number(1)).isEqualTo(42);
            assertThat(values.string(2)).isEqualTo("done");
        }
        // end::usage[]
    }

    @Test
    void javaValuesGoInAsLuas() {
        try (Lua lua = Lua.create()) {
            lua.set("config", Map.of("name", "moon", "sizes", List.of(1, 2, 3)));

            assertThat(lua.run("return config.name .. #config.sizes .. config.sizes[3]").string(1))
                    .isEqualTo("moon33");
            assertThat(
                            lua.load("local b = ... return #b")
                                    .call((Object) new byte[] {1, 0, 2})
                                    .integer(1))
                    .isEqualTo(3);
        }
    }

    @Test
    void globalsCanBeReadAndCalled() {
        try (Lua lua = Lua.create()) {
            lua.run("answer = 42; function add(a, b) return a + b end");

            assertThat(lua.get("answer")).isEqualTo(42.0);
            assertThat(lua.call(lua.get("add"), 1, 2).number(1)).isEqualTo(3);
            assertThat(lua.get("add")).isInstanceOf(LuaFunction.class);
        }
    }

    @Test
    void mistakesAreLuaErrorsWithTheirLine() {
        try (Lua lua = Lua.create()) {
            assertThatThrownBy(() -> lua.load("x = = 1", "=script"))
                    .isInstanceOf(LuaError.class)
                    .hasMessage("script:1: unexpected symbol near '='");
            assertThatThrownBy(() -> lua.load("local t\nt.x = 1", "=script").call())
                    .isInstanceOf(LuaError.class)
                    .hasMessage("script:2: attempt to index local 't' (a nil value)");
        }
    }

    @Test
    void onlyTheChosenLibrariesAreThere() {
        try (Lua lua =
                Lua.with(
                        o ->
                                o.withLibraries(
                                        o.libraries().withLibraries(Set.of("base", "string"))))) {
            assertThat(lua.run("return os, io, require, string.len('abc')").raw(4)).isEqualTo(3.0);
            assertThat(lua.run("return os, io, require").raw(1)).isNull();
        }
    }

    @Test
    void outputGoesWhereTheOptionsSay() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (Lua lua = Lua.with(o -> o.withLibraries(o.libraries().withOutput(output)))) {
            lua.run("print('a', 1) io.write('b') io.stdout:write('c')");
        }
        assertThat(output).hasToString("a\t1\nbc");
    }

    @Test
    @Timeout(20)
    void aTimeLimitEndsALoop() {
        try (Lua lua = Lua.with(o -> o.withTimeLimit(Duration.ofMillis(50)))) {
            assertThatThrownBy(() -> lua.run("while true do end"))
                    .isInstanceOf(LuaError.class)
                    .hasMessageContaining("time limit exceeded");
            assertThat(lua.run("return 1").number(1)).isEqualTo(1);
        }
    }

    @Test
    @Timeout(20)
    void aTimeLimitEndsALoopThatCatchesErrors() {
        try (Lua lua = Lua.with(o -> o.withTimeLimit(Duration.ofMillis(50)))) {
            assertThatThrownBy(
                            () ->
                                    lua.run(
                                            "while true do pcall(function() while true do end end) end"))
                    .isInstanceOf(LuaError.class)
                    .hasMessageContaining("time limit exceeded");
        }
    }

    @Test
    void modulesComeFromJava() {
        try (Lua lua = Lua.create()) {
            lua.preload("moon", args -> Map.of("phase", "full"));

            assertThat(lua.run("return require('moon').phase").string(1)).isEqualTo("full");
        }
    }
}
