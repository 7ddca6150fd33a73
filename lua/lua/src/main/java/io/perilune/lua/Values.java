// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import io.perilune.lua.runtime.Conversion;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
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

    /** How many there are, nils included. */
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

    /** As the machine has it: strings are {@link LuaString}. Null for nil, also behind the last. */
    public Object raw(int index) {
        return index >= 1 && index <= values.length ? values[index - 1] : null;
    }

    /**
     * A number; no string counts as one.
     *
     * @throws ClassCastException when it is no number, nil included
     */
    public double number(int index) {
        if (raw(index) instanceof Double number) {
            return number;
        }
        throw not("number", index);
    }

    /**
     * A number without its fraction; beyond a long's range the nearest long, 0 for NaN.
     *
     * @throws ClassCastException when it is no number, nil included
     */
    public long integer(int index) {
        return (long) number(index);
    }

    /**
     * A string from UTF-8, or a number as Lua prints it; null for nil.
     *
     * @throws ClassCastException when it is something else
     */
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
        throw not("string", index);
    }

    /** Only nil and false are false. */
    public boolean truth(int index) {
        Object value = raw(index);
        return value != null && value != Boolean.FALSE;
    }

    /**
     * The machine's own table; null for nil.
     *
     * @throws ClassCastException when it is something else
     */
    public LuaTable table(int index) {
        Object value = raw(index);
        if (value == null || value instanceof LuaTable) {
            return (LuaTable) value;
        }
        throw not("table", index);
    }

    /**
     * A string's bytes, a copy; null for nil.
     *
     * @throws ClassCastException when it is something else
     */
    public byte[] bytes(int index) {
        Object value = raw(index);
        if (value == null || value instanceof LuaString) {
            return value == null ? null : ((LuaString) value).toBytes();
        }
        throw not("string", index);
    }

    /**
     * The items of a table from 1 to its length, a copy; tables in it stay tables. Null for nil.
     *
     * @throws ClassCastException when it is something else
     */
    public List<Object> list(int index) {
        LuaTable table = table(index);
        return table == null ? null : JavaValues.toList(table);
    }

    /**
     * All pairs of a table in its order, a copy; tables in it stay tables. Null for nil.
     *
     * @throws ClassCastException when it is something else
     */
    public Map<Object, Object> map(int index) {
        LuaTable table = table(index);
        return table == null ? null : JavaValues.toMap(table);
    }

    /**
     * The Java object that a userdata stands for; null for nil.
     *
     * @throws ClassCastException when it is something else
     */
    public <T> T object(int index, Class<T> type) {
        return type.cast(get(index));
    }

    private ClassCastException not(String wanted, int index) {
        String type = LuaVm.typeName(raw(index));
        return new ClassCastException("value " + index + " is a " + type + ", not a " + wanted);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
