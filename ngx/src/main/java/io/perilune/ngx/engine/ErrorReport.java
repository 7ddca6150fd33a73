// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.engine;

import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaVm;

/** The texts of uncaught Lua errors in the error log. Stateless. */
final class ErrorReport {
    private static final String HEADING = "stack traceback:";

    private ErrorReport() {}

    /** `runtime error: MESSAGE` and the traceback by coroutines, for light threads. */
    static String withThreads(LuaVm vm, LuaError error) {
        String trace = trace(error);
        return "runtime error: " + message(vm, error, "unknown reason") + '\n' + HEADING + "\ncoroutine 0:"
                + trace.replace("[C]: in ?", "[C]: ?");
    }

    /** The message and the traceback that debug.traceback would add; only texts get one. */
    static String plain(LuaVm vm, LuaError error) {
        String message = message(vm, error, "unknown reason");
        return isText(error.value()) ? message + '\n' + HEADING + trace(error) : message;
    }

    /** The message alone. */
    static String message(LuaVm vm, LuaError error, String otherwise) {
        Object value = error.value();
        return isText(value) ? vm.tostring(value).toLatin1() : otherwise;
    }

    private static boolean isText(Object value) {
        return value instanceof LuaString || value instanceof Double;
    }

    private static String trace(LuaError error) {
        LuaString traceback = error.traceback();
        return traceback == null ? "" : traceback.toLatin1().substring(HEADING.length());
    }
}
