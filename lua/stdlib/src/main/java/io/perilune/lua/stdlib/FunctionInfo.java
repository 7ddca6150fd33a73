// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.Activation;
import io.perilune.lua.runtime.Conversion;
import io.perilune.lua.runtime.Coroutine;
import io.perilune.lua.runtime.LuaClosure;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Prototype;
import io.perilune.lua.runtime.Traceback;
import io.perilune.lua.runtime.lib.Arguments;
import java.util.List;

/** debug.getinfo: what is known about a function, or about one that runs. Stateless. */
final class FunctionInfo {
    private static final String OPTIONS = "SlnufL";
    private static final int MAX_LEVEL = 1 << 30;

    private FunctionInfo() {}

    static Object getinfo(Arguments arguments) {
        int shift = DebugLib.threadArgument(arguments);
        String options = arguments.optString(shift + 2, LuaString.of("flnSu")).toLatin1();
        Object subject = arguments.get(shift + 1);
        Frame frame = null;
        LuaFunction function;
        if (subject instanceof LuaFunction given) {
            function = given;
        } else if (subject instanceof Double || isNumeral(subject)) {
            frame =
                    frame(
                            arguments,
                            shift,
                            arguments.integer(shift + 1),
                            options.indexOf('f') >= 0);
            if (frame == null) {
                return null;
            }
            function = frame.function();
        } else {
            throw arguments.error(shift + 1, "function or level expected");
        }
        for (int i = 0; i < options.length(); i++) {
            if (OPTIONS.indexOf(options.charAt(i)) < 0) {
                throw arguments.error(shift + 2, "invalid option");
            }
        }
        Prototype prototype =
                function instanceof LuaClosure closure
                        ? closure.prototype()
                        : frame == null ? null : frame.prototype();
        return info(options, frame, function, prototype);
    }

    private static boolean isNumeral(Object value) {
        return value instanceof LuaString text && Conversion.toNumber(text) != null;
    }

    /**
     * A function that runs.
     *
     * @param function null when only its code is known
     * @param callee what its caller calls it, as {@code global 'print'}, or null
     */
    record Frame(Activation activation, LuaFunction function, String callee) {
        Prototype prototype() {
            return activation.prototype();
        }

        double line() {
            return activation.isLua() ? activation.line() : -1;
        }

        /** `print` of {@code global 'print'}. */
        String name() {
            return callee == null || callee.isEmpty()
                    ? null
                    : callee.substring(callee.indexOf('\'') + 1, callee.length() - 1);
        }

        String nameWhat() {
            return callee.substring(0, callee.indexOf(' '));
        }
    }

    /** The frame at a level, 0 being getinfo itself, or null behind the end. */
    static Frame frame(Arguments arguments, int shift, int level, boolean withFunction) {
        LuaVm vm = arguments.vm();
        Coroutine thread = shift == 0 ? null : (Coroutine) arguments.get(1);
        if (level < 0 || level > MAX_LEVEL) {
            return null;
        }
        List<Activation> stack = Traceback.stack(vm, thread, level + 2, withFunction);
        if (level >= stack.size()) {
            return null;
        }
        LuaFunction function = Traceback.function(vm, thread, stack.get(level));
        String callee = level + 1 < stack.size() ? stack.get(level + 1).callee() : null;
        return new Frame(stack.get(level), function, callee);
    }

    private static LuaTable info(
            String options, Frame frame, LuaFunction function, Prototype prototype) {
        LuaTable info = new LuaTable(0, 16);
        for (int i = 0; i < options.length(); i++) {
            switch (options.charAt(i)) {
                case 'S' -> source(info, prototype);
                case 'l' -> info.put("currentline", frame == null ? -1.0 : frame.line());
                case 'n' -> name(info, frame);
                case 'u' -> shape(info, prototype);
                case 'f' -> info.put("func", function);
                default -> lines(info, prototype);
            }
        }
        return info;
    }

    private static void source(LuaTable info, Prototype prototype) {
        boolean isJava = prototype == null;
        info.put("source", isJava ? LuaString.of("=[C]") : prototype.chunkName());
        info.put("short_src", LuaString.ofLatin1(isJava ? "[C]" : prototype.source()));
        info.put("linedefined", isJava ? -1.0 : prototype.lineDefined());
        info.put("lastlinedefined", isJava ? -1.0 : prototype.lastLine());
        info.put("what", LuaString.of(isJava ? "C" : prototype.isMainChunk() ? "main" : "Lua"));
    }

    private static void name(LuaTable info, Frame frame) {
        String name = frame == null ? null : frame.name();
        info.put("name", name == null ? null : LuaString.ofLatin1(name));
        info.put("namewhat", LuaString.of(name == null ? "" : frame.nameWhat()));
    }

    private static void shape(LuaTable info, Prototype prototype) {
        info.put("nups", prototype == null ? 0.0 : prototype.upvalueCount());
        info.put("nparams", prototype == null ? 0.0 : prototype.parameterCount());
        info.put("isvararg", prototype == null || prototype.isVararg());
    }

    private static void lines(LuaTable info, Prototype prototype) {
        if (prototype == null) {
            return;
        }
        LuaTable lines = new LuaTable();
        for (int line : prototype.activeLines()) {
            lines.put((long) line, Boolean.TRUE);
        }
        info.put("activelines", lines);
    }
}
