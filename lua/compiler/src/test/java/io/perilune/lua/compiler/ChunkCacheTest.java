// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.lua.compiler.syntax.Dialect;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
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
}
