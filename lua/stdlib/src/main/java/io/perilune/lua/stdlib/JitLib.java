// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import static io.perilune.lua.runtime.lib.FunctionTable.entry;

import io.perilune.lua.runtime.LuaClosure;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.Prototype;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.runtime.lib.FunctionTable;
import java.util.Locale;
import java.util.Set;

/**
 * The jit library, as far as programs probe it. Confined to its machine.
 *
 * <p>The JVM compiles what is hot, whatever is said here: on, off and flush only check their
 * arguments and, for the whole engine, change what jit.status answers.
 */
final class JitLib {
    /** What OpenResty's bundle of the release that we follow answers. */
    static final String VERSION = "LuaJIT 2.1.1784246400";

    static final int VERSION_NUMBER = 20199;

    /** What jit.security tells of. */
    private static final Set<String> SECURITY = Set.of("prng", "strhash", "strid", "mcode");

    /** Optimisations that jit.status names in LuaJIT. */
    private static final String[] OPTIMISATIONS = {
        "SSE3", "SSE4.1", "BMI2", "fold", "cse", "dce", "fwd", "dse", "narrow", "loop", "abc",
        "sink", "fuse"
    };

    private boolean on = true;

    private JitLib() {}

    static LuaTable open() {
        JitLib jit = new JitLib();
        LuaTable library = new LuaTable();
        FunctionTable.of(
                        entry("attach", JitLib::attach),
                        entry("flush", arguments -> mode(arguments, jit.on, jit)),
                        entry("off", arguments -> mode(arguments, false, jit)),
                        entry("on", arguments -> mode(arguments, true, jit)),
                        entry("security", JitLib::security),
                        entry("status", arguments -> status(arguments, jit.on)))
                .installInto(library);
        library.put("version", LuaString.of(VERSION));
        library.put("version_num", (double) VERSION_NUMBER);
        library.put("os", LuaString.of(operatingSystem()));
        library.put("arch", LuaString.of(architecture()));
        library.put("opt", opt());
        return library;
    }

    private static String operatingSystem() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (name.contains("linux")) {
            return "Linux";
        }
        if (name.contains("mac")) {
            return "OSX";
        }
        return name.contains("bsd") ? "BSD" : name.contains("windows") ? "Windows" : "POSIX";
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return switch (name) {
            case "amd64", "x86_64" -> "x64";
            case "aarch64" -> "arm64";
            default -> name;
        };
    }

    private static Object mode(Arguments arguments, boolean wanted, JitLib jit) {
        Object target = arguments.get(1);
        if (target == null) {
            jit.on = wanted;
        } else if (!(target instanceof LuaFunction
                || target == Boolean.TRUE
                || target instanceof Double)) {
            throw arguments.typeError(1, "function");
        }
        return arguments.none();
    }

    private static Object status(Arguments arguments, boolean on) {
        Object[] values = new Object[OPTIMISATIONS.length + 1];
        values[0] = on;
        for (int i = 0; i < OPTIMISATIONS.length; i++) {
            values[i + 1] = LuaString.of(OPTIMISATIONS[i]);
        }
        return arguments.results(values);
    }

    /** There are no events of traces to attach to. */
    private static Object attach(Arguments arguments) {
        arguments.function(1);
        return arguments.none();
    }

    private static Object security(Arguments arguments) {
        String option = arguments.string(1).toLatin1();
        if (!SECURITY.contains(option)) {
            throw arguments.error(1, "invalid option '" + option + "'");
        }
        return 0.0;
    }

    private static LuaTable opt() {
        LuaTable opt = new LuaTable();
        FunctionTable.of(entry("start", Arguments::none)).installInto(opt);
        return opt;
    }

    // --- jit.util
    // ----------------------------------------------------------------------------------------

    /**
     * The module `jit.util`: what does not look into traces and bytecode, of which there are none.
     */
    static LuaTable util() {
        LuaTable library = new LuaTable();
        FunctionTable.of(
                        entry("funcbc", Arguments::none),
                        entry("funcinfo", JitLib::funcinfo),
                        entry("funck", Arguments::none),
                        entry("funcuvname", JitLib::funcuvname),
                        entry("traceinfo", Arguments::none))
                .installInto(library);
        return library;
    }

    private static Object funcinfo(Arguments arguments) {
        LuaFunction function = arguments.function(1);
        LuaTable info = new LuaTable();
        if (!(function instanceof LuaClosure closure)) {
            info.put("addr", (double) arguments.vm().address(function));
            info.put("upvalues", 0.0);
            return info;
        }
        Prototype prototype = closure.prototype();
        info.put("linedefined", (double) prototype.lineDefined());
        info.put("lastlinedefined", (double) prototype.lastLine());
        info.put("currentline", (double) prototype.lineDefined());
        info.put("params", (double) prototype.parameterCount());
        info.put("isvararg", prototype.isVararg());
        info.put("upvalues", (double) prototype.upvalueCount());
        info.put("source", prototype.chunkName());
        info.put("loc", LuaString.ofLatin1(prototype.source() + ":" + prototype.lineDefined()));
        return info;
    }

    private static Object funcuvname(Arguments arguments) {
        int index = arguments.integer(2);
        if (arguments.function(1) instanceof LuaClosure closure
                && index >= 0
                && index < closure.prototype().upvalueCount()) {
            return LuaString.ofLatin1(closure.prototype().upvalueName(index));
        }
        return arguments.none();
    }
}
