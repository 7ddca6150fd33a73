// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.lua.compiler.syntax.Dialect;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ChunkCacheTest {
    private final LuaVm vm = new LuaVm();

    private LuaFunction load(Dialect dialect, String text, String name) {
        return new LuaCompiler(dialect)
                .load(
                        vm,
                        text.getBytes(StandardCharsets.UTF_8),
                        LuaString.ofLatin1(name),
                        new LuaTable());
    }

    private LuaFunction load(String text, String name) {
        return load(Dialect.OPENRESTY, text, name);
    }

    @Test
    void theSameTextLoadedAgainHasTheSameCodeAndIsAnotherFunction() {
        LuaFunction first = load("print('cached')", "=a");
        LuaFunction second = load("print('cached')", "=a");
        assertThat(second.getClass()).isSameAs(first.getClass());
        assertThat(second).isNotSameAs(first);
    }

    @Test
    void anotherTextNameOrDialectIsAnotherCode() {
        Class<?> code = load("print(1) -- x", "=a").getClass();
        assertThat(load("print(1) -- y", "=a").getClass()).isNotSameAs(code);
        assertThat(load("print(1) -- x", "=b").getClass()).isNotSameAs(code);
        assertThat(load(Dialect.LUAJIT, "print(1) -- x", "=a").getClass()).isNotSameAs(code);
    }

    @Test
    void whatIsDataHasNoClassOfItsOwnUntilItHasRunOften() {
        LuaFunction data = load("return {1}", "=a");
        assertThat(load("return {2}", "=b").getClass()).isSameAs(data.getClass());
        for (int i = 0; i < 10; i++) {
            assertThat(vm.call1(data)).isInstanceOf(LuaTable.class);
        }
        assertThat(load("return {1}", "=a").getClass()).isNotSameAs(data.getClass());
        assertThat(load("return {2}", "=b").getClass()).isSameAs(data.getClass());
    }

    @Test
    void functionsOfTheSameCodeHaveTheirOwnVariablesAndGlobals() {
        String text = "local n = 0; return function() n = n + 1; g = n; return n end";
        LuaFunction first = (LuaFunction) vm.call1(load(text, "=a"));
        LuaFunction second = (LuaFunction) vm.call1(load(text, "=a"));
        assertThat(vm.call1(first)).isEqualTo(1.0);
        assertThat(vm.call1(first)).isEqualTo(2.0);
        assertThat(vm.call1(second)).isEqualTo(1.0);
    }

    /** A text that is too long to be kept, with functions whose code is apart, and has run. */
    @Test
    void codeIsGarbageWithItsFunctions() throws InterruptedException {
        WeakReference<Class<?>> code = codeThatNobodyNeeds();
        for (int i = 0; code.get() != null; i++) {
            assertThat(i).as("collections").isLessThan(100);
            System.gc();
            Thread.sleep(10);
        }
    }

    private static WeakReference<Class<?>> codeThatNobodyNeeds() {
        LuaVm own = new LuaVm();
        String text =
                "return function(a) local text = '"
                        + "x".repeat(300_000)
                        + "' return #text + a end";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        LuaFunction chunk =
                new LuaCompiler().load(own, bytes, LuaString.ofLatin1("=long"), new LuaTable());
        LuaFunction function = (LuaFunction) own.call1(chunk);
        assertThat(own.call1(function, 1.0)).isEqualTo(300_001.0);
        return new WeakReference<>(function.getClass());
    }
}
