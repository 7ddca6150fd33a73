// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/** Lua's tracebacks, from the frames of the JVM. */
public final class Traceback {
    private Traceback() {}

    /**
     * The running stack as debug.traceback prints it, without a message: "stack traceback:\n\t…".
     *
     * @param level 0 is the function that called this, as in {@code debug.traceback(msg, level)} minus one
     */
    public static LuaString of(LuaVm vm, int level) { throw new UnsupportedOperationException(); }

    /** Where the caller is: "chunkname:line:" plus a blank, or "" when that is not known; level 1 is the running Lua function. */
    public static String where(LuaVm vm, int level) { throw new UnsupportedOperationException(); }
}
