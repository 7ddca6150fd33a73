// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import io.perilune.lua.Lua;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import java.util.Arrays;
import java.util.regex.Pattern;

/** luajit's options `-j` and `-O`. Stateless. */
final class LuaControl {

    /** Modules that show what LuaJIT's own compiler does. */
    private static final Pattern INSIDE = Pattern.compile("v|dump|p|bc|bcsave|zone|vmdef|dis_.*");

    private static final String UNKNOWN = "unknown luaJIT command or jit.* modules not installed";

    private LuaControl() {}

    /** {@code -jcmd} and {@code -jcmd=arg,arg}: a function of jit.*, or a module jit.cmd. */
    static void command(Lua lua, String command) {
        LuaVm vm = lua.vm();
        int equals = command.indexOf('=');
        String name = equals < 0 ? command : command.substring(0, equals);
        LuaString[] arguments =
                equals < 0 ? new LuaString[0] : split(command.substring(equals + 1));
        if (INSIDE.matcher(name).matches()) {
            throw new LuaError(
                    "-j"
                            + name
                            + " shows LuaJIT's own compiler, which is not at work here"
                            + " (--listing shows ours, Java's profilers what it makes)");
        }
        Object function = vm.index(field(vm, vm.globals(), "jit"), LuaString.of(name));
        if (!(function instanceof LuaFunction)) {
            function = startOfModule(vm, name);
        }
        vm.call(function, (Object[]) arguments);
    }

    private static Object startOfModule(LuaVm vm, String name) {
        Object module;
        try {
            module =
                    vm.call1(
                            vm.index(vm.globals(), LuaString.of("require")),
                            LuaString.of("jit." + name));
        } catch (LuaError notFound) {
            throw String.valueOf(notFound.getMessage()).startsWith("module ")
                    ? new LuaError(UNKNOWN)
                    : notFound;
        }
        Object start =
                module instanceof LuaTable table ? vm.index(table, LuaString.of("start")) : null;
        if (start == null) {
            throw new LuaError(UNKNOWN);
        }
        return start;
    }

    /** {@code -O3}, {@code -Oflag,flag}: jit.opt.start. */
    static void optimise(Lua lua, String flags) {
        LuaVm vm = lua.vm();
        Object opt = vm.index(field(vm, vm.globals(), "jit"), LuaString.of("opt"));
        vm.call(vm.index(opt, LuaString.of("start")), (Object[]) split(flags));
    }

    private static Object field(LuaVm vm, Object table, String name) {
        return vm.index(table, LuaString.of(name));
    }

    private static LuaString[] split(String list) {
        return list.isEmpty()
                ? new LuaString[0]
                : Arrays.stream(list.split(",")).map(LuaString::of).toArray(LuaString[]::new);
    }
}
