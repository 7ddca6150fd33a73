// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/** A Lua table. All methods here are raw: no metamethods. Values and keys are boxed unless said otherwise. */
public final class LuaTable {
    public LuaTable() {}

    /** With room for array items and named fields. */
    public LuaTable(int arraySize, int hashSize) { throw new UnsupportedOperationException(); }

    /** Nil for a nil or NaN key. */
    public Object get(Object key) { throw new UnsupportedOperationException(); }

    public Object get(LuaString key) { throw new UnsupportedOperationException(); }

    public Object get(long index) { throw new UnsupportedOperationException(); }

    /** Nil value removes. Throws Lua's error for a nil or NaN key. */
    public void put(Object key, Object value) { throw new UnsupportedOperationException(); }

    public void put(LuaString key, Object value) { throw new UnsupportedOperationException(); }

    public void put(long index, Object value) { throw new UnsupportedOperationException(); }

    /** For setting up libraries: the name as UTF-8. */
    public void put(String key, Object value) { throw new UnsupportedOperationException(); }

    public Object get(String key) { throw new UnsupportedOperationException(); }

    /** A border, as `#` gives it. */
    public int length() { throw new UnsupportedOperationException(); }

    public LuaTable metatable() { throw new UnsupportedOperationException(); }

    public void metatable(LuaTable metatable) { throw new UnsupportedOperationException(); }

    /** Removes everything, keeps the room. */
    public void clear() { throw new UnsupportedOperationException(); }

    /** Number of non-nil pairs. */
    public int pairCount() { throw new UnsupportedOperationException(); }

    /**
     * A cursor for traversal from Java: {@code for (int i = t.firstPair(); i >= 0; i = t.nextPair(i)) … t.keyAt(i), t.valueAt(i)}.
     * Setting existing fields, also to nil, is allowed meanwhile.
     */
    public int firstPair() { throw new UnsupportedOperationException(); }

    public int nextPair(int cursor) { throw new UnsupportedOperationException(); }

    public Object keyAt(int cursor) { throw new UnsupportedOperationException(); }

    public Object valueAt(int cursor) { throw new UnsupportedOperationException(); }
}
