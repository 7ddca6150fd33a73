// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import io.perilune.lua.runtime.Conversion;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a call of Lua returned, counted from 1 as in Lua. Immutable; the tables in it belong to
 * their {@link Lua}.
 *
 * <p>A value that is not there is nil.
 */
public final class Values {
    private final Object[] values;

    Values(Object[] values) {
        this.values = values;
    }

    public int size() {
        return values.length;
    }

    /**
     * As Java has it: null, Boolean, Double, String (from UTF-8), the Java object of a userdata
     * that Java made, and Lua's own objects as they are.
     */
    public Object get(int index) {
        return JavaValues.toJava(raw(index));
    }

    /** As the machine has it: strings are {@link LuaString}. */
    public Object raw(int index) {
        return index >= 1 && index <= values.length ? values[index - 1] : null;
    }

    /**
     * @throws ClassCastException when it is no number
     */
    public double number(int index) {
        return (Double) raw(index);
    }

    /** A number without its fraction. */
    public long integer(int index) {
        return (long) number(index);
    }

    /** A string from UTF-8, or a number as Lua prints it; null for nil. */
    public String string(int index) {
        Object value = raw(index);
        if (value == null) {
            return null;
        }
        if (value instanceof LuaString text) {
            return text.toString();
        }
        if (value instanceof Double number) {
            return Conversion.toString(number).toString();
        }
        throw new ClassCastException("no string: " + value.getClass().getName());
    }

    /** Only nil and false are false. */
    public boolean truth(int index) {
        Object value = raw(index);
        return value != null && value != Boolean.FALSE;
    }

    /**
     * @throws ClassCastException when it is no table
     */
    public LuaTable table(int index) {
        return (LuaTable) raw(index);
    }

    /** A string's bytes, a copy; null for nil. */
    public byte[] bytes(int index) {
        LuaString text = (LuaString) raw(index);
        return text == null ? null : text.toBytes();
    }

    /** The items of a table from 1 to its length, a copy; tables in it stay tables. */
    public List<Object> list(int index) {
        return JavaValues.toList(table(index));
    }

    /** All pairs of a table in its order, a copy; tables in it stay tables. */
    public Map<Object, Object> map(int index) {
        return JavaValues.toMap(table(index));
    }

    /**
     * The Java object that a userdata stands for; null for nil.
     *
     * @throws ClassCastException when it is something else
     */
    public <T> T object(int index, Class<T> type) {
        return type.cast(get(index));
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
