// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.HashSet;
import java.util.Set;

/**
 * Userdata whose metatable has `__gc`. When the collector has found one unreachable, a twin with
 * the same content and metatable is handed to `__gc` at a moment that suits the machine. Confined
 * to its machine.
 */
public final class Finalizers {
    private final ReferenceQueue<LuaUserdata> unreachable = new ReferenceQueue<>();
    private final Set<Watch> watched = new HashSet<>();

    Finalizers() {}

    private static final class Watch extends PhantomReference<LuaUserdata> {
        private final LuaUserdata twin;

        Watch(LuaUserdata object, ReferenceQueue<LuaUserdata> queue) {
            super(object, queue);
            twin = new LuaUserdata(object.content(), object.metatable());
            twin.environment(object.environment());
        }
    }

    boolean isEmpty() {
        return watched.isEmpty();
    }

    /** Watches an object from now on; its metatable is the one that it has now. */
    public void watch(LuaUserdata object) {
        watched.add(new Watch(object, unreachable));
    }

    /**
     * Calls `__gc` for all that were found unreachable. Errors in it are lost, as in Lua when a
     * state closes.
     */
    public void runPending(LuaVm vm) {
        for (Object gone = unreachable.poll(); gone != null; gone = unreachable.poll()) {
            if (gone instanceof Watch watch && watched.remove(watch)) {
                finish(vm, watch.twin);
            }
        }
    }

    /** Calls `__gc` for all that is left: the machine is closed. */
    public void runAll(LuaVm vm) {
        while (!watched.isEmpty()) {
            Watch[] all = watched.toArray(new Watch[0]);
            watched.clear();
            for (Watch watch : all) {
                finish(vm, watch.twin);
            }
        }
    }

    private static void finish(LuaVm vm, LuaUserdata object) {
        Object gc = Metatables.get(object.metatable(), MetaEvent.GC);
        if (gc instanceof LuaFunction function) {
            try {
                vm.call(function, object);
            } catch (LuaError | StackOverflowError | OutOfMemoryError ignored) {
                // Lua has nowhere to report an error in a finalizer to; the others must still run.
            }
        }
    }
}
