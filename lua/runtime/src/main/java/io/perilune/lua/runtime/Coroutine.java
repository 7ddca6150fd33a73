// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * A Lua value of type thread.
 *
 * <p>An abandoned one is garbage: nothing has to be closed.
 */
public final class Coroutine {
    public enum Status { SUSPENDED, RUNNING, NORMAL, DEAD }

    public static Coroutine create(LuaVm vm, LuaFunction body) { throw new UnsupportedOperationException(); }

    public Status status() { throw new UnsupportedOperationException(); }

    /**
     * Runs until the next yield or the end, and returns the yielded or returned boxed values.
     *
     * @throws LuaError what the body threw (it is dead then), or "cannot resume dead coroutine"
     */
    public Object[] resume(Object... values) { throw new UnsupportedOperationException(); }

    /** Suspends the running coroutine of the machine and returns what it is resumed with. */
    public static Object[] yield(LuaVm vm, Object... values) { throw new UnsupportedOperationException(); }
}
