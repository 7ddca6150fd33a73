// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import static io.perilune.lua.runtime.lib.FunctionTable.entry;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaUserdata;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.runtime.lib.FunctionTable;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * collectgarbage, gcinfo, newproxy. Confined to its machine.
 *
 * <p>The JVM's collector does the work: stop, restart and the two tuning numbers are remembered and
 * given back, as programs save and restore them, but have no effect. "count" is what {@link
 * HeapCount} tells. Steps only add up; when they make a cycle, as of a small heap, the collector
 * runs.
 */
final class GarbageLib {
    private static final int DEFAULT_TUNING = 200;
    private static final double STEP_KILOBYTES = 2;
    private static final double CYCLE_KILOBYTES = 64;
    private static final LuaString COLLECT = LuaString.of("collect");

    private final Runnable collector;
    private final Set<LuaTable> proxies = Collections.newSetFromMap(new WeakHashMap<>());
    private final HeapCount heap = new HeapCount();
    private double stepped;
    private int pause = DEFAULT_TUNING;
    private int stepMultiplier = DEFAULT_TUNING;
    private boolean running = true;

    /** Whether it was restarted, and nobody has asked for the memory in use since. */
    private boolean isDue;

    private GarbageLib(Runnable collector) {
        this.collector = collector;
    }

    static void open(LuaVm vm, LibraryOptions options) {
        GarbageLib library = new GarbageLib(options.collector());
        FunctionTable.of(
                        entry("collectgarbage", library::collectgarbage),
                        entry("gcinfo", library::gcinfo),
                        entry("newproxy", library::newproxy))
                .installInto(vm.globals());
    }

    private Object collectgarbage(Arguments arguments) {
        String option = arguments.optString(1, COLLECT).toLatin1();
        int number = arguments.optInteger(2, 0);
        return switch (option) {
            case "collect" -> collect(arguments.vm());
            case "step" -> step(arguments.vm(), number);
            case "count" -> kilobytes(arguments.vm());
            case "stop" -> {
                running = false;
                yield 0.0;
            }
            case "restart" -> {
                isDue |= !running;
                running = true;
                yield 0.0;
            }
            case "isrunning" -> FastFunction.truth(running);
            case "setpause" -> {
                int old = pause;
                pause = number;
                yield (double) old;
            }
            case "setstepmul" -> {
                int old = stepMultiplier;
                stepMultiplier = number;
                yield (double) old;
            }
            default -> throw arguments.error(1, "invalid option '" + option + "'");
        };
    }

    /** True when a cycle is complete; then the collector has run. */
    private Object step(LuaVm vm, int kilobytes) {
        stepped += STEP_KILOBYTES * (1 + Math.max(0.0, kilobytes));
        if (stepped < CYCLE_KILOBYTES) {
            return Boolean.FALSE;
        }
        stepped = 0;
        collect(vm);
        return Boolean.TRUE;
    }

    private void run(LuaVm vm) {
        isDue = false;
        vm.forgetResults();
        vm.finalizers().collecting();
        collector.run();
        heap.collected();
    }

    private Object collect(LuaVm vm) {
        run(vm);
        vm.finalizers().runCollected(vm);
        return 0.0;
    }

    /**
     * Lua's collector begins when it is restarted; here when somebody looks at what it has done.
     */
    private double kilobytes(LuaVm vm) {
        if (isDue) {
            run(vm);
            vm.finalizers().runPending(vm);
        }
        return heap.kilobytes();
    }

    private Object gcinfo(Arguments arguments) {
        return Math.floor(kilobytes(arguments.vm()));
    }

    private Object newproxy(Arguments arguments) {
        Object model = arguments.get(1);
        if (model == null || model == Boolean.FALSE) {
            return new LuaUserdata(null, null);
        }
        if (model == Boolean.TRUE) {
            LuaTable metatable = new LuaTable();
            proxies.add(metatable);
            return watched(arguments.vm(), metatable);
        }
        LuaTable metatable = arguments.vm().metatable(model);
        if (metatable == null || !proxies.contains(metatable)) {
            throw arguments.error(1, "boolean or proxy expected");
        }
        return watched(arguments.vm(), metatable);
    }

    /** `__gc` may be put into the metatable later, so every proxy is watched. */
    private static LuaUserdata watched(LuaVm vm, LuaTable metatable) {
        vm.finalizers().runPending(vm);
        return vm.finalizers().create(null, metatable);
    }
}
