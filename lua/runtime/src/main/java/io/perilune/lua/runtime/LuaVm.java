// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * One Lua machine: globals, registry, metatables of the basic types, the running coroutine.
 *
 * <p>Confined to one thread, like all that belongs to it.
 */
public final class LuaVm {
    public static final Object[] NO_VALUES = {};

    /** The double of the value that a call has just returned with {@link Tag#NUM}. */
    public double num;

    /** The boxed values that a call has just returned with {@link Tag#MANY}. Read them through {@link #all}. */
    public Object[] results = NO_VALUES;

    /** Globals, `_G` of chunks that get no other environment. */
    public LuaTable globals() {
        throw new UnsupportedOperationException();
    }

    /** Turns source text (or a dumped function) into a function. Set by the composition root. */
    public ChunkLoader chunkLoader() {
        throw new UnsupportedOperationException();
    }

    public void chunkLoader(ChunkLoader loader) {
        throw new UnsupportedOperationException();
    }

    // --- results, for library code and hosts ---------------------------------------------------

    /** Returns several boxed values, or none, from a function: {@code return vm.many(a, b);}. */
    public Object many(Object... values) {
        results = values;
        return Tag.MANY;
    }

    /** The first value of a call's answer, boxed; nil when there is none. */
    public Object first(Object answer) {
        throw new UnsupportedOperationException();
    }

    /** All values of a call's answer, boxed. The array is the caller's. */
    public Object[] all(Object answer) {
        throw new UnsupportedOperationException();
    }

    // --- calls from Java -----------------------------------------------------------------------

    /** Calls any value (`__call` included) and returns all results, boxed. */
    public Object[] call(Object function, Object... arguments) {
        throw new UnsupportedOperationException();
    }

    /** Calls any value and returns its first result, boxed. */
    public Object call1(Object function, Object... arguments) {
        throw new UnsupportedOperationException();
    }

    // --- values with metatables ----------------------------------------------------------------

    /** `object[key]` with metamethods. */
    public Object index(Object object, Object key) {
        throw new UnsupportedOperationException();
    }

    /** `object[key] = value` with metamethods. */
    public void setIndex(Object object, Object key, Object value) {
        throw new UnsupportedOperationException();
    }

    /** The metatable of any value, or null. */
    public LuaTable metatable(Object value) {
        throw new UnsupportedOperationException();
    }

    /** `tostring(value)`, with `__tostring`. */
    public LuaString tostring(Object value) {
        throw new UnsupportedOperationException();
    }

    // --- coroutines ------------------------------------------------------------------------------

    /** The coroutine that runs now, or null in the main one. */
    public Coroutine running() {
        throw new UnsupportedOperationException();
    }
}
