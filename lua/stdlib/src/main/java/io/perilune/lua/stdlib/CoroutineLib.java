// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import static io.perilune.lua.runtime.lib.FunctionTable.entry;

import io.perilune.lua.runtime.Coroutine;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.runtime.lib.FunctionTable;

/** The coroutine library. Stateless. */
final class CoroutineLib {
    static final FunctionTable TABLE = FunctionTable.of(
            entry("create", CoroutineLib::create),
            entry("isyieldable", CoroutineLib::isyieldable),
            entry("resume", CoroutineLib::resume),
            entry("status", CoroutineLib::status),
            entry("wrap", CoroutineLib::wrap),
            entry("yield", CoroutineLib::yield));

    private CoroutineLib() {}

    static LuaTable open(boolean lua52) {
        LuaTable library = new LuaTable();
        TABLE.installInto(library);
        FunctionTable.of(entry("running", arguments -> running(arguments, lua52))).installInto(library);
        return library;
    }

    private static Object create(Arguments arguments) {
        return Coroutine.create(arguments.vm(), function(arguments));
    }

    private static LuaFunction function(Arguments arguments) {
        return arguments.function(1);
    }

    private static Coroutine coroutine(Arguments arguments) {
        if (arguments.get(1) instanceof Coroutine coroutine) {
            return coroutine;
        }
        throw arguments.error(1, "coroutine expected");
    }

    private static Object resume(Arguments arguments) {
        Coroutine coroutine = coroutine(arguments);
        Object[] results;
        try {
            results = coroutine.resume(arguments.from(2));
        } catch (LuaError e) {
            return arguments.results(Boolean.FALSE, e.value());
        }
        Object[] values = new Object[results.length + 1];
        values[0] = Boolean.TRUE;
        System.arraycopy(results, 0, values, 1, results.length);
        return arguments.results(values);
    }

    private static Object yield(Arguments arguments) {
        return arguments.results(Coroutine.yield(arguments.vm(), arguments.from(1)));
    }

    private static Object status(Arguments arguments) {
        return switch (coroutine(arguments).status()) {
            case SUSPENDED -> LuaString.of("suspended");
            case RUNNING -> LuaString.of("running");
            case NORMAL -> LuaString.of("normal");
            case DEAD -> LuaString.of("dead");
        };
    }

    /** Under Lua 5.2's rules the main thread has an object too. */
    private static Object running(Arguments arguments, boolean lua52) {
        LuaVm vm = arguments.vm();
        Coroutine running = vm.running();
        if (!lua52) {
            return running;
        }
        return running == null ? arguments.results(vm.mainThread(), true) : arguments.results(running, false);
    }

    private static Object isyieldable(Arguments arguments) {
        return FastFunction.truth(arguments.vm().running() != null);
    }

    private static Object wrap(Arguments arguments) {
        return new Wrapped(Coroutine.create(arguments.vm(), function(arguments)));
    }

    /** What coroutine.wrap gives. Confined to its machine. */
    private static final class Wrapped extends FastFunction {
        private final Coroutine coroutine;

        Wrapped(Coroutine coroutine) {
            super("wrap");
            this.coroutine = coroutine;
        }

        @Override
        Object call(Arguments arguments) {
            Coroutine.Status status = coroutine.status();
            if (status != Coroutine.Status.SUSPENDED) {
                String state = status == Coroutine.Status.DEAD ? "dead" : "running";
                throw arguments.error("cannot resume " + state + " coroutine");
            }
            return arguments.results(coroutine.resume(arguments.from(1)));
        }
    }
}
