// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime.lib;

import io.perilune.lua.runtime.Conversion;
import io.perilune.lua.runtime.ErrorText;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Values;
import java.util.Arrays;

/**
 * The arguments of one call of a library function, counted from 1. Single use.
 *
 * <p>Getters convert as Lua's auxiliary library does (a number passes as a string and the other way
 * round) and throw Lua's {@code bad argument #1 to 'name' (string expected, got nil)}.
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

    public LuaVm vm() {
        return vm;
    }

    public String functionName() {
        return functionName;
    }

    public int count() {
        return values.length;
    }

    /** The boxed value, nil when absent. */
    public Object get(int index) {
        return index <= values.length ? values[index - 1] : null;
    }

    public boolean isAbsent(int index) {
        return index > values.length;
    }

    public boolean isAbsentOrNil(int index) {
        return get(index) == null;
    }

    /**
     * The same with nil for what is missing: LuaJIT's functions that are themselves Lua do not tell
     * nothing from nil, and say "got nil".
     */
    public Arguments atLeast(int count) {
        return values.length >= count
                ? this
                : new Arguments(vm, functionName, Arrays.copyOf(values, count));
    }

    /** The text up to its first zero byte, as C's functions read it. */
    public LuaString cString(int index) {
        return string(index).cString();
    }

    /** The value; an error when absent: "value expected". */
    public Object any(int index) {
        if (isAbsent(index)) {
            throw error(index, "value expected");
        }
        return values[index - 1];
    }

    public LuaString string(int index) {
        Object value = get(index);
        if (value instanceof LuaString string) {
            return string;
        }
        if (value instanceof Double number) {
            return Conversion.toString(number.doubleValue());
        }
        throw typeError(index, "string");
    }

    public LuaString optString(int index, LuaString otherwise) {
        return isAbsentOrNil(index) ? otherwise : string(index);
    }

    public double number(int index) {
        Object value = get(index);
        if (value instanceof Double number) {
            return number;
        }
        Double number = Conversion.toNumber(value);
        if (number == null) {
            throw typeError(index, "number");
        }
        return number;
    }

    public double optNumber(int index, double otherwise) {
        return isAbsentOrNil(index) ? otherwise : number(index);
    }

    /**
     * As LuaJIT on x86: a double cut to 32 bits, and the smallest integer for what does not fit.
     */
    public int integer(int index) {
        double number = number(index);
        return number > -2147483649.0 && number < 2147483648.0 ? (int) number : Integer.MIN_VALUE;
    }

    public int optInteger(int index, int otherwise) {
        return isAbsentOrNil(index) ? otherwise : integer(index);
    }

    public long longInteger(int index) {
        return (long) number(index);
    }

    public LuaTable table(int index) {
        if (get(index) instanceof LuaTable table) {
            return table;
        }
        throw typeError(index, "table");
    }

    public LuaTable optTable(int index) {
        return isAbsentOrNil(index) ? null : table(index);
    }

    public LuaFunction function(int index) {
        if (get(index) instanceof LuaFunction function) {
            return function;
        }
        throw typeError(index, "function");
    }

    /** Nil and false are false, the rest is true; no error. */
    public boolean truth(int index) {
        Object value = get(index);
        return value != null && value != Boolean.FALSE;
    }

    /** All values from this index on, boxed, a copy. */
    public Object[] from(int index) {
        return Values.from(values, index - 1);
    }

    /** To throw: "bad argument #index to 'name' (message)". */
    public LuaError error(int index, String message) {
        return ErrorText.badArgument(vm, index, functionName, message);
    }

    /** To throw: "... (expected expected, got type)". */
    public LuaError typeError(int index, String expected) {
        String got = isAbsent(index) ? "no value" : LuaVm.typeName(get(index));
        return error(index, ErrorText.expected(expected, got));
    }

    /** To throw: a message with the position of the caller in front, as luaL_error does. */
    public LuaError error(String message) {
        return ErrorText.byCaller(vm, message);
    }

    // --- answers ---------------------------------------------------------------------------------

    public Object none() {
        return vm.many(LuaVm.NO_VALUES);
    }

    public Object results(Object... boxed) {
        return vm.many(boxed);
    }
}
