// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import static io.perilune.lua.runtime.lib.FunctionTable.entry;

import io.perilune.lua.runtime.Activation;
import io.perilune.lua.runtime.Coroutine;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Traceback;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.runtime.lib.FunctionTable;

/** getfenv and setfenv: the table in which a function finds its globals. Stateless. */
final class Environments {
    static final FunctionTable TABLE =
            FunctionTable.of(
                    entry("getfenv", Environments::getfenv),
                    entry("setfenv", Environments::setfenv));

    private Environments() {}

    private static Object getfenv(Arguments arguments) {
        LuaVm vm = arguments.vm();
        if (arguments.get(1) instanceof LuaFunction given) {
            return of(vm, given);
        }
        int level = arguments.optInteger(1, 1);
        if (level == 0 || isJava(level)) {
            return ofThread(vm);
        }
        return of(vm, atLevel(arguments, level));
    }

    /** A function's own table; that of the machine for one written in Java. */
    static LuaTable of(LuaVm vm, LuaFunction function) {
        LuaTable own = function.environment();
        return own == null ? ofThread(vm) : own;
    }

    /**
     * The globals of the running coroutine: its own, where `setfenv(0, t)` gave it some, or the
     * machine's.
     */
    static LuaTable ofThread(LuaVm vm) {
        Coroutine running = vm.running();
        return running == null || running.environment() == null
                ? vm.globals()
                : running.environment();
    }

    private static void setOfThread(LuaVm vm, LuaTable table) {
        if (vm.running() == null) {
            vm.globals(table);
        } else {
            vm.running().environment(table);
        }
    }

    private static Object setfenv(Arguments arguments) {
        LuaTable table = arguments.table(2);
        LuaFunction function;
        if (arguments.get(1) instanceof LuaFunction given) {
            function = given;
        } else {
            int level = arguments.integer(1);
            if (level == 0) {
                setOfThread(arguments.vm(), table);
                return arguments.none();
            }
            function = isJava(level) ? null : atLevel(arguments, level);
        }
        if (function == null || function.environment() == null) {
            throw arguments.error("'setfenv' cannot change environment of given object");
        }
        function.environment(table);
        return function;
    }

    /** Whether there is a function written in Java at a level: all of them have the same table. */
    private static boolean isJava(int level) {
        Activation activation = Traceback.at(level);
        return activation != null && !activation.isLua();
    }

    private static LuaFunction atLevel(Arguments arguments, int level) {
        LuaFunction function = level < 0 ? null : arguments.vm().functionAt(level);
        if (function == null) {
            throw arguments.error(1, "invalid level");
        }
        return function;
    }
}
