// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime.lib;

import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;

/**
 * The arguments of one call of a library function, counted from 1. Single use.
 *
 * <p>Getters convert as Lua's auxiliary library does (a number passes as a string and the other way round) and throw Lua's
 * {@code bad argument #1 to 'name' (string expected, got nil)}.
 */
public final class Arguments {
    private final LuaVm vm;
    private final String functionName;
    private final Object[] values;

    public Arguments(LuaVm vm, String functionName, Object[] values) {
        this.vm = vm;
        this.functionName = functionName;
        this.values = values;
    }

    public LuaVm vm() { return vm; }

    public String functionName() { return functionName; }

    public int count() { return values.length; }

    /** The boxed value, nil when absent. */
    public Object get(int index) { return index <= values.length ? values[index - 1] : null; }

    public boolean isAbsent(int index) { return index > values.length; }

    public boolean isAbsentOrNil(int index) { return get(index) == null; }

    /** The value; an error when absent: "value expected". */
    public Object any(int index) { throw new UnsupportedOperationException(); }

    public LuaString string(int index) { throw new UnsupportedOperationException(); }

    public LuaString optString(int index, LuaString otherwise) { throw new UnsupportedOperationException(); }

    public double number(int index) { throw new UnsupportedOperationException(); }

    public double optNumber(int index, double otherwise) { throw new UnsupportedOperationException(); }

    /** As luaL_checkint: a double cut to 32 bits. */
    public int integer(int index) { throw new UnsupportedOperationException(); }

    public int optInteger(int index, int otherwise) { throw new UnsupportedOperationException(); }

    public long longInteger(int index) { throw new UnsupportedOperationException(); }

    public LuaTable table(int index) { throw new UnsupportedOperationException(); }

    public LuaTable optTable(int index) { throw new UnsupportedOperationException(); }

    public LuaFunction function(int index) { throw new UnsupportedOperationException(); }

    /** Nil and false are false, the rest is true; no error. */
    public boolean truth(int index) {
        Object value = get(index);
        return value != null && value != Boolean.FALSE;
    }

    /** All values from this index on, boxed, a copy. */
    public Object[] from(int index) { throw new UnsupportedOperationException(); }

    /** To throw: "bad argument #index to 'name' (message)". */
    public LuaError error(int index, String message) { throw new UnsupportedOperationException(); }

    /** To throw: "... (expected expected, got type)". */
    public LuaError typeError(int index, String expected) { throw new UnsupportedOperationException(); }

    /** To throw: a message with the position of the caller in front, as luaL_error does. */
    public LuaError error(String message) { throw new UnsupportedOperationException(); }

    // --- answers ---------------------------------------------------------------------------------

    public Object none() { return vm.many(LuaVm.NO_VALUES); }

    public Object results(Object... boxed) { return vm.many(boxed); }
}
