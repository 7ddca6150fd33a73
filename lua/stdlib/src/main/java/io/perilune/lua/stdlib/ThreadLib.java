// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.Coroutine;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.lib.Arguments;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The modules `thread.exdata` and `thread.exdata2`: one value that belongs to the running
 * coroutine, with which it was created or which it has set. Confined to its machine.
 */
final class ThreadLib {
    private final Map<Coroutine, Object> values = new WeakHashMap<>();

    /** Without an argument gives the value; with one sets it. */
    Object exdata(Arguments arguments) {
        LuaVm vm = arguments.vm();
        Coroutine thread = vm.running() == null ? vm.mainThread() : vm.running();
        if (arguments.isAbsent(1)) {
            return values.get(thread);
        }
        values.put(thread, arguments.get(1));
        return arguments.none();
    }
}
