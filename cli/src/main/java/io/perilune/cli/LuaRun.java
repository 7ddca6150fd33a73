// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import io.perilune.lua.Lua;
import io.perilune.lua.compiler.CodeCache;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.lib.JavaFunction;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Runs pieces of a Lua program and tells their errors as luajit does: a message, then the
 * traceback. Confined to the machine's thread.
 */
final class LuaRun {

    private static final Set<String> PATHS = Set.of("LUA_PATH", "LUA_CPATH");
    private static final LuaString TOSTRING = LuaString.of("__tostring");

    private final Lua lua;
    private final LuaVm vm;
    private final String prefix;

    LuaRun(Lua lua, String prefix) {
        this.lua = lua;
        this.vm = lua.vm();
        this.prefix = prefix;
    }

    /** A machine of the process, with or without what the environment says about Lua. */
    static Lua machine(LuaArguments arguments, InputStream input, OutputStream output) {
        boolean[] isOpening = {!arguments.environment()};
        UnaryOperator<String> variables =
                name -> isOpening[0] && PATHS.contains(name) ? null : System.getenv(name);
        Optional<CodeCache> cache = KeptCode.open(System.getenv());
        Lua lua =
                Lua.with(
                        o ->
                                cache.map(o::withCodeCache)
                                        .orElse(o)
                                        .withLibraries(
                                                o.libraries()
                                                        .withLua52(!arguments.lua51())
                                                        .withInput(input)
                                                        .withOutput(output)
                                                        .withEnvironment(variables)));
        isOpening[0] = false;
        return lua;
    }

    /** The first Ctrl-C is a Lua error where the program is; the second ends the process. */
    void stopOnInterrupt() {
        SignalHandler[] before = new SignalHandler[1];
        before[0] =
                Signal.handle(
                        new Signal("INT"),
                        signal -> {
                            Signal.handle(signal, before[0]);
                            lua.stop("interrupted!");
                        });
    }

    /** Loads and calls; answers whether that went well. */
    boolean chunk(byte[] text, String name, Object... arguments) {
        return guarded(() -> call(lua.load(text, name).function(), arguments));
    }

    /** As in luajit, something that is not Lua calls the program: the stack ends in it. */
    Object[] call(Object function, Object... arguments) {
        return vm.call(new JavaFunction("?", call -> call.results(vm.call(function, arguments))));
    }

    /** Does something with Lua; answers whether that went well. Errors are told. */
    boolean guarded(Runnable action) {
        boolean outer = vm.enterHandled();
        try {
            action.run();
            return true;
        } catch (LuaError | StackOverflowError | OutOfMemoryError failure) {
            tell(LuaError.of(failure));
            return false;
        } finally {
            vm.leaveHandled(outer);
        }
    }

    private void tell(LuaError error) {
        if (error.value() == null) {
            return;
        }
        try {
            complain(describe(error));
        } catch (LuaError failed) {
            complain("error in error handling");
        }
    }

    private String describe(LuaError error) {
        LuaString text = text(error.value());
        if (text == null) {
            return "(error object is not a string)";
        }
        String message = text.toLatin1();
        return error.traceback() == null ? message : message + '\n' + error.traceback().toLatin1();
    }

    /** An error's value as a text; null if it has none. */
    private LuaString text(Object value) {
        if (value instanceof LuaString || value instanceof Double) {
            return vm.tostring(value);
        }
        LuaTable metatable = vm.metatable(value);
        Object own = metatable == null ? null : metatable.get(TOSTRING);
        return own != null && vm.call1(own, value) instanceof LuaString text ? text : null;
    }

    void complain(String message) {
        Terminal.err(prefix + message + "\n");
    }
}
