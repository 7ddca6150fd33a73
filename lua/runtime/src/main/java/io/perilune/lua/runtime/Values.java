// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * Small steps between boxed and two-slot values, and lists of values, for generated code.
 * Stateless.
 */
public final class Values {
    private static final int FEW = 8;

    private Values() {}

    /** The reference of a boxed value in the two-slot convention. */
    public static Object tag(Object boxed) {
        return boxed instanceof Double ? Tag.NUM : boxed;
    }

    /** The double of a boxed value in the two-slot convention. */
    public static double number(Object boxed) {
        return boxed instanceof Double number ? number : 0;
    }

    /** The number of a value in the two-slot convention, NaN for anything else. */
    public static double numberOrNaN(LuaVm vm, Object value) {
        return value == Tag.NUM ? vm.num : Double.NaN;
    }

    /** From 0; nil behind the end. */
    public static Object at(Object[] values, int index) {
        return index < values.length ? values[index] : null;
    }

    /** A copy of the values from an index on. */
    public static Object[] from(Object[] values, int index) {
        if (index >= values.length) {
            return LuaVm.NO_VALUES;
        }
        Object[] rest = new Object[values.length - index];
        copy(values, index, rest, 0, rest.length);
        return rest;
    }

    /**
     * As {@link System#arraycopy}, for what are mostly a few values stored one by one just before:
     * reading several of those at once would wait until they are in the processor's cache.
     */
    static void copy(Object[] from, int begin, Object[] to, int at, int count) {
        if (count > FEW) {
            System.arraycopy(from, begin, to, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            to[at + i] = from[begin + i];
        }
    }

    /** What a `for` loop counts with: a number, or a string that looks like one. */
    public static double forNumber(LuaVm vm, Object value, double number, String part) {
        if (value == Tag.NUM) {
            return number;
        }
        if (value instanceof LuaString string && Conversion.toNumber(vm, string)) {
            return vm.num;
        }
        throw ErrorText.forLoop(vm, part);
    }

    /** Puts the last items of a constructor into its table. */
    public static void setItems(LuaTable table, int first, Object[] values) {
        if (values.length > 0 && first + values.length > table.capacity() + 1) {
            TableGrowth.growArray(table, first + values.length, values[0] instanceof Double);
        }
        for (int i = 0; i < values.length; i++) {
            table.put((long) first + i, values[i]);
        }
    }
}
