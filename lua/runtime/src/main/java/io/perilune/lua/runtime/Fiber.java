// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * A run of Lua that its host can suspend from anywhere inside: a request's handler, a light thread, a timer.
 *
 * <p>Coroutines that Lua creates nest inside a fiber: suspending the fiber from deep inside one of them suspends all
 * of them, and {@link #run} goes on exactly there. Confined to the machine's thread.
 */
public final class Fiber {
    /** Does not start it. */
    public static Fiber create(LuaVm vm, Runnable body) { throw new UnsupportedOperationException(); }

    /**
     * Starts or continues.
     *
     * @return true when the body has ended, false when it is suspended
     * @throws RuntimeException what the body threw; the fiber is done then
     */
    public boolean run() { throw new UnsupportedOperationException(); }

    public boolean isDone() { throw new UnsupportedOperationException(); }

    /** Whether the caller can be suspended here (a fiber runs, and no native frame is in between). */
    public static boolean canSuspend(LuaVm vm) { throw new UnsupportedOperationException(); }

    /** Suspends the running fiber; returns when {@link #run} is called again. */
    public static void suspend(LuaVm vm) { throw new UnsupportedOperationException(); }

    /** The fiber that runs now on this machine, or null. */
    public static Fiber running(LuaVm vm) { throw new UnsupportedOperationException(); }

    /** The host's own thing that belongs to this fiber (a light thread, say). */
    public Object attachment() { throw new UnsupportedOperationException(); }

    public void attachment(Object value) { throw new UnsupportedOperationException(); }
}
