// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How another thread, or a timer, reaches into a running script: an action that the machine's own thread performs
 * at the next loop back edge or pending tail call. Thread-safe.
 *
 * <p>The flag is read opaquely: that costs a plain load, but no compiler may move it out of a loop.
 */
public final class Interrupt {
    private static final VarHandle ACTION;

    static {
        try {
            ACTION = MethodHandles.lookup().findVarHandle(Interrupt.class, "action", Action.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // Through ACTION.
    private Action action;

    /** What to do on the machine's thread: throw, or suspend the running fiber, or only look. */
    @FunctionalInterface
    public interface Action {
        void run(LuaVm vm);
    }

    /** Has this done soon, once, on the machine's thread. Replaces what was requested before and not yet done. */
    public void request(Action wanted) {
        ACTION.setVolatile(this, wanted);
    }

    /** Ends the running script with this error soon; it is catchable like any other. */
    public void stop(String message) {
        request(vm -> {
            throw ErrorText.at(vm, message);
        });
    }

    /** Takes a request back. */
    public void cancel() {
        ACTION.setVolatile(this, null);
    }

    void poll(LuaVm vm) {
        if (ACTION.getOpaque(this) != null) {
            act(vm);
        }
    }

    private void act(LuaVm vm) {
        Action wanted = (Action) ACTION.getAndSet(this, null);
        if (wanted != null) {
            wanted.run(vm);
        }
    }
}
