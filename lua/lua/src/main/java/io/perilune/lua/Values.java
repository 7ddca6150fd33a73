// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import io.perilune.lua.runtime.Conversion;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import java.util.Arrays;

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
     * As Java has it: null, Boolean, Double, String (from UTF-8), and Lua's own objects as they
     * are.
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
        return switch (value) {
            case null -> null;
            case LuaString text -> text.toString();
            case Double number -> Conversion.toString(number).toString();
            default -> throw new ClassCastException("no string: " + value.getClass().getName());
        };
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

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
