// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How another thread, or a timer, reaches into a running script: an action that the machine's own
 * thread performs at the next loop back edge or call of a Lua function. Thread-safe.
 *
 * <p>The request is in a field of the machine, read opaquely: that costs a plain load, but no
 * compiler may move it out of a loop.
 */
public final class Interrupt {
    private static final VarHandle REQUEST;

    static {
        try {
            REQUEST = MethodHandles.lookup().findVarHandle(LuaVm.class, "request", Action.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** In the machine's field when there is something to look for. */
    private static final Action ATTENTION = running -> {};

    /** Bytes or items that one call of a library function may pass over without a look. */
    private static final int LARGE = 4096;

    private final LuaVm vm;
    private final AtomicReference<Action> requested = new AtomicReference<>();

    Interrupt(LuaVm vm) {
        this.vm = vm;
    }

    /** What to do on the machine's thread: throw, or suspend the running fiber, or only look. */
    @FunctionalInterface
    public interface Action {
        void run(LuaVm vm);
    }

    /**
     * Has this done soon, once, on the machine's thread. Replaces what was requested before and not
     * yet done.
     */
    public void request(Action wanted) {
        requested.set(wanted);
        attend();
    }

    /** Ends the running script with this error soon; it is catchable like any other. */
    public void stop(String message) {
        request(
                running -> {
                    throw ErrorText.at(running, message);
                });
    }

    /** Takes a request back. */
    public void cancel() {
        requested.set(null);
    }

    /** Whether something waits to be done: for library code that is long without a poll. */
    public boolean isRequested() {
        return requested.get() != null;
    }

    /** Loops and functions look here from now on. */
    void attend() {
        REQUEST.setVolatile(vm, ATTENTION);
    }

    static void heed(LuaVm vm) {
        if (REQUEST.getOpaque(vm) != null) {
            act(vm);
        }
    }

    static void heed(LuaVm vm, int size) {
        if (size > LARGE) {
            heed(vm);
        }
    }

    static void poll(LuaVm vm) {
        if (REQUEST.getOpaque(vm) != null) {
            Tracing.pass(vm);
        }
    }

    /** Does what is requested; the attention stays while the machine is watched. */
    static void act(LuaVm vm) {
        if (!vm.isWatched()) {
            REQUEST.setVolatile(vm, null);
        }
        Action wanted = vm.interrupt().requested.getAndSet(null);
        if (wanted != null) {
            wanted.run(vm);
        }
    }
}
