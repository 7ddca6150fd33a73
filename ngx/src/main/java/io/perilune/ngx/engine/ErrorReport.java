// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.engine;

import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Traceback;
import java.util.List;

/** The texts of uncaught Lua errors in the error log. Stateless. */
final class ErrorReport {
    /** Frames of one coroutine that a report of light threads shows. */
    static final int THREAD_DEPTH = 22;

    private static final String HEADING = "stack traceback:";

    private ErrorReport() {}

    /** `runtime error: MESSAGE` and the traceback by coroutines, for light threads. */
    static String withThreads(LuaVm vm, LuaError error, List<String> parents) {
        StringBuilder text = new StringBuilder("runtime error: ");
        text.append(message(vm, error, "unknown reason")).append('\n').append(HEADING);
        text.append("\ncoroutine 0:").append(ofThread(trace(error)));
        for (int i = 0; i < parents.size(); i++) {
            text.append("\ncoroutine ").append(i + 1).append(':').append(ofThread(parents.get(i)));
        }
        return text.toString();
    }

    private static String ofThread(String trace) {
        int end = 0;
        for (int i = 0; i <= THREAD_DEPTH && end >= 0; i++) {
            end = trace.indexOf("\n\t", end + (i == 0 ? 0 : 1));
        }
        String shown = end < 0 ? trace : trace.substring(0, end) + "\n\t...";
        return shown.replace("[C]: in ?", "[C]: ?");
    }

    /** The lines of the running coroutine's traceback. */
    static String running(LuaVm vm) {
        return Traceback.of(vm, 0).toLatin1().substring(HEADING.length());
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
