// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How another thread, or a timer, reaches into a running script: an action that the machine's own
 * thread performs at the next loop back edge or pending tail call. Thread-safe.
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

    private final LuaVm vm;

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
        REQUEST.setVolatile(vm, wanted);
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
        REQUEST.setVolatile(vm, null);
    }

    /** Whether something waits to be done: for library code that is long without a poll. */
    public boolean isRequested() {
        return REQUEST.getOpaque(vm) != null;
    }

    static void poll(LuaVm vm) {
        if (REQUEST.getOpaque(vm) != null) {
            act(vm);
        }
    }

    private static void act(LuaVm vm) {
        Action wanted = (Action) REQUEST.getAndSet(vm, null);
        if (wanted != null) {
            wanted.run(vm);
        }
    }
}
