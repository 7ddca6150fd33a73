// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/** Port: from the bytes of a chunk to a function. Implemented by the compiler. */
@FunctionalInterface
public interface ChunkLoader {
    /**
     * @param source bytes of the text, or of a dumped function
     * @param chunkName as in Lua: `=name` as it is, `@file`, or the text itself
     * @param environment the globals of the new function
     * @throws LuaError with LuaJIT's message when the text has an error
     */
    LuaFunction load(LuaVm vm, byte[] source, LuaString chunkName, LuaTable environment);

    /**
     * A function as bytes that {@link #load} takes, or null when that is not possible for this one.
     */
    default byte[] dump(LuaFunction function, boolean strip) {
        return null;
    }
}
