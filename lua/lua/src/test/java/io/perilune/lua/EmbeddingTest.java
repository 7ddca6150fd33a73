// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perilune.lua.compiler.CodeCache;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaUserdata;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/embedding.md shows. */
class EmbeddingTest {

    private record Point(int x, int y) {}

    @Test
    void theBuilderSetsWhatScriptsSee() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        try (Lua lua =
                Lua.builder()
                        .libraries("base", "io", "os", "package")
                        .lua52(false)
                        .output(output)
                        .error(error)
                        .input(new ByteArrayInputStream("line\n".getBytes(StandardCharsets.UTF_8)))
                        .environment(Map.of("NAME", "moon")::get)
                        .path("/nowhere/?.lua")
                        .build()) {
            lua.run(
                    "print(io.read(), os.getenv('NAME')) io.stderr:write('e') print(string, package.path)");
            assertThat(
                            lua.run("return #setmetatable({}, {__len = function() return 9 end})")
                                    .integer(1))
                    .isZero();
        }
        assertThat(output).hasToString("line\tmoon\nnil\t/nowhere/?.lua\n");
        assertThat(error).hasToString("e");
        assertThatThrownBy(() -> Lua.builder().libraries("nothing"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void debugPromptRunsLinesUntilOneSaysToContinue() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        String typed = "print('seen')\nx =\ncont\nprint('not read')\n";
        try (Lua lua =
                Lua.builder()
                        .output(output)
                        .error(error)
                        .input(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)))
                        .build()) {
            lua.run("debug.debug()");
        }
        assertThat(output).hasToString("seen\n");
        assertThat(error)
                .hasToString(
                        "lua_debug> lua_debug> (debug command):2: unexpected symbol near '<eof>'\nlua_debug> ");
    }

    @Test
    void valuesComeOutAsWanted() {
        try (Lua lua = Lua.create()) {
            Values values = lua.run("return {1, 'b', true}, {x = 1}, '\\0\\255', nil");
            assertThat(values.list(1)).containsExactly(1.0, "b", true);
            assertThat(values.map(2)).isEqualTo(Map.of("x", 1.0));
            assertThat(values.bytes(3)).containsExactly(0, -1);
            assertThat(values.bytes(4)).isNull();
            assertThatThrownBy(() -> values.list(3)).isInstanceOf(ClassCastException.class);
        }
    }

    @Test
    void javaObjectsPassThrough() {
        try (Lua lua = Lua.create()) {
            Point point = new Point(1, 2);
            lua.set("point", point);
            assertThat(lua.run("return point, type(point)").object(1, Point.class)).isSameAs(point);
            assertThat(lua.get("point")).isSameAs(point);

            LuaUserdata shown = lua.userdata(point);
            shown.metatable(
                    lua.table(
                            Map.of(
                                    "__index",
                                    (io.perilune.lua.runtime.lib.LibraryFunction)
                                            call -> call.string(2).toString() + "!")));
            lua.set("shown", shown);
            assertThat(lua.run("return shown.name").string(1)).isEqualTo("name!");
        }
    }

    @Test
    void coroutinesAreResumedFromJava() {
        try (Lua lua = Lua.create()) {
            LuaCoroutine sum =
                    lua.coroutine(
                            lua.load(
                                            "local n = ... while n do n = coroutine.yield(n * 2) end return 'end'")
                                    .function());
            assertThat(sum.resume(1).number(1)).isEqualTo(2);
            assertThat(sum.resume(5).number(1)).isEqualTo(10);
            assertThat(sum.isSuspended()).isTrue();
            assertThat(sum.resume((Object) null).string(1)).isEqualTo("end");
            assertThat(sum.status()).isEqualTo("dead");
            assertThatThrownBy(sum::resume).hasMessage("cannot resume dead coroutine");
        }
    }

    @Test
    void errorsHaveTracebacks() {
        try (Lua lua = Lua.create()) {
            assertThatThrownBy(
                            () -> lua.load("local function f() error('bad') end f()", "=s").call())
                    .isInstanceOfSatisfying(
                            LuaError.class,
                            error -> {
                                assertThat(error).hasMessage("s:1: bad");
                                assertThat(error.traceback().toString())
                                        .contains("in function 'f'", "in main chunk");
                            });
            assertThatThrownBy(() -> lua.run("local function f() return 1 + f() end f()"))
                    .isInstanceOf(LuaError.class)
                    .hasMessageContaining("stack overflow");
        }
    }

    @Test
    void modulesComeFromASearcher() {
        try (Lua lua =
                Lua.builder()
                        .searcher(Map.of("moon", "return {phase = ...}")::get)
                        .path("/nowhere/?.lua")
                        .build()) {
            assertThat(lua.run("return require('moon').phase").string(1)).isEqualTo("moon");
            assertThatThrownBy(() -> lua.run("require 'sun'"))
                    .hasMessageContaining("no source of 'sun'")
                    .hasMessageContaining("no file '/nowhere/sun.lua'");
        }
    }

    @Test
    void otherThreadsAreRefused() throws InterruptedException {
        try (Lua lua = Lua.create()) {
            lua.run("x = 1");
            AtomicReference<Throwable> caught = new AtomicReference<>();
            Thread other = new Thread(() -> lua.run("x = 2"), "other");
            other.setUncaughtExceptionHandler((thread, thrown) -> caught.set(thrown));
            other.start();
            other.join();
            assertThat(caught.get())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("thread \"other\" may only call stop");
            assertThat(lua.get("x")).isEqualTo(1.0);
        }
    }

    @Test
    void afterTheEndNothingCanBeCalled() {
        Lua lua = Lua.create();
        lua.close();
        lua.close();
        assertThatThrownBy(() -> lua.run("return 1")).hasMessage("this Lua is closed");
    }

    @Test
    void aLongStringIsALuaError() {
        try (Lua lua = Lua.builder().stringLength(1000).build()) {
            assertThat(lua.run("return pcall(string.rep, 'x', 1e9)").truth(1)).isFalse();
            assertThat(lua.run("return #('x'):rep(1000)").integer(1)).isEqualTo(1000);
        }
    }

    @Test
    void listsGoIn() {
        try (Lua lua = Lua.create()) {
            assertThat(lua.call(lua.get("unpack"), List.of(1, 2)).integer(2)).isEqualTo(2);
        }
    }

    @Test
    void severalResultsMayBeAnyJavaValues() {
        try (Lua lua = Lua.create()) {
            lua.set("three", call -> call.results(1, "b", List.of(2L)));
            Values values = lua.run("local a, b, c = three() return a + 1, b .. b, c[1]");
            assertThat(values.number(1)).isEqualTo(2);
            assertThat(values.string(2)).isEqualTo("bb");
            assertThat(values.integer(3)).isEqualTo(2);
            lua.preload("m", call -> call.results(7, 8));
            assertThat(lua.run("return require 'm'").number(1)).isEqualTo(7);
        }
    }

    @Test
    void whatIsNotOfTheWantedTypeIsNamed() {
        try (Lua lua = Lua.create()) {
            Values values = lua.run("return 'x', {}, nil");
            assertThatThrownBy(() -> values.number(1))
                    .isInstanceOf(ClassCastException.class)
                    .hasMessage("value 1 is a string, not a number");
            assertThatThrownBy(() -> values.number(4))
                    .isInstanceOf(ClassCastException.class)
                    .hasMessage("value 4 is a nil, not a number");
            assertThatThrownBy(() -> values.string(2))
                    .isInstanceOf(ClassCastException.class)
                    .hasMessage("value 2 is a table, not a string");
            assertThatThrownBy(() -> values.list(1)).isInstanceOf(ClassCastException.class);
            assertThat(values.list(3)).isNull();
        }
    }

    @Test
    void errorObjectsSpeakForThemselves() {
        try (Lua lua = Lua.create()) {
            assertThatThrownBy(
                            () ->
                                    lua.run(
                                            "error(setmetatable({}, {__tostring = function()"
                                                    + " return 'shown' end}))"))
                    .hasMessage("shown");
            assertThatThrownBy(() -> lua.run("error({})"))
                    .hasMessage("(error object is a table value)");
            assertThatThrownBy(() -> lua.run("error()")).hasMessage("nil");
            assertThatThrownBy(() -> lua.run("error(5, 0)")).hasMessage("5");
        }
    }

    @Test
    void codeOfFilesIsKeptInACache(@TempDir Path folder) throws IOException {
        String function =
                "local function sum(t) for k, v in pairs(t) do n = n + v end return n end\n";
        Path file = folder.resolve("sum.lua");
        Files.writeString(file, "n = 0\n" + function.repeat(20) + "return sum({ 1, 2, 3 })");
        Path code = folder.resolve("code");
        try (CodeCache cache = CodeCache.in(code);
                Lua one = Lua.builder().codeCache(cache).build();
                Lua two = Lua.builder().codeCache(cache).build()) {
            assertThat(one.load(file).call().number(1)).isEqualTo(6);
            assertThat(two.load(file).call().number(1)).isEqualTo(6);
            assertThat(code).doesNotExist();
        }
        assertThat(code).isDirectoryContaining("glob:**.code");
    }
}
