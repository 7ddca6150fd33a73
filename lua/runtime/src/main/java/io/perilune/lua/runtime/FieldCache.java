// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * One place in generated code where a field with a constant name is read or written, and what was
 * seen there.
 *
 * <p>The place remembers some (shape, slot) pairs; then one comparison finds the field of a record.
 * When a record has not got the field but its metatable's `__index` table has, the place remembers
 * the three shapes on the way: such an access (a method call, mostly) is three comparisons. Of a
 * map it remembers which entry of the hash part the key was. Shapes decide, never the identity of
 * tables, so what one machine's tables have taught holds for the next machine running the same
 * code.
 *
 * <p>The pair that is seen most settles: then it is a constant for HotSpot's optimising compiler,
 * which compares the shape with an immediate and knows where the field is. For this the cache must
 * be a record, since of other objects it does not trust final fields. The quick ways below know
 * only the settled pair; all others are in the {@link FieldMemory}.
 *
 * <p>Thread-safe.
 *
 * @param settled a place of {@link Settled}: a {@link FieldMemory.Entry}
 */
public record FieldCache(FieldMemory memory, Object settled) {
    public FieldCache(LuaString key) {
        this(new FieldMemory(key.intern()), Settled.newPlace());
    }

    /** For generated code: the name one byte a char. */
    public static FieldCache of(String latin1) {
        return new FieldCache(LuaString.constant(latin1));
    }

    public LuaString key() {
        return memory.key;
    }

    // --- the whole operations, which generated code calls when the quick ones below have missed
    // ---

    /** `object.key`, in the two-slot convention. */
    public static Object get(
            LuaVm vm, Object object, double number, FieldCache cache, String operand) {
        return cache.memory.get(vm, object, number, cache, operand);
    }

    /** `object.key = value` with a two-slot value. */
    public static void set(
            LuaVm vm,
            Object object,
            double number,
            Object value,
            double valueNumber,
            FieldCache cache,
            String operand) {
        cache.memory.set(vm, object, number, value, valueNumber, cache, operand);
    }

    // --- the quick part, without calls: each place in generated code has its own way from here to
    // the whole operation ---

    /** `object.key` of a table of the settled shape, or {@link Tag#MISS}. */
    public static Object tryGet(LuaVm vm, Object object, FieldCache cache) {
        if (object instanceof LuaTable table) {
            Object settled = Settled.get(cache.settled);
            if (settled instanceof FieldMemory.Own entry) {
                if (table.shape == entry.shape()) {
                    Object value = table.slot(vm, entry.slot());
                    if (value != null) {
                        return value;
                    }
                }
            } else if (settled instanceof FieldMemory.Mapped entry) {
                Object value = entry.get(vm, table);
                if (value != null) {
                    return value;
                }
            }
        }
        return Tag.MISS;
    }

    /**
     * `object.key` of a table's own, or {@link Tag#MISS}; for places without a whole operation
     * behind: this one learns.
     */
    public static Object peek(LuaVm vm, Object object, FieldCache cache) {
        Object value = tryGet(vm, object, cache);
        return value == Tag.MISS && object instanceof LuaTable table
                ? cache.memory.peek(vm, table, cache)
                : value;
    }

    /** `object.key` of a table's own when it is a number, else NaN. */
    public static double number(Object object, FieldCache cache) {
        if (object instanceof LuaTable table) {
            Object settled = Settled.get(cache.settled);
            if (settled instanceof FieldMemory.Own entry && table.shape == entry.shape()) {
                return table.slotNumberOrNaN(entry.slot());
            }
            if (settled instanceof FieldMemory.Mapped entry && entry.isIn(table.hash)) {
                return entry.number(table);
            }
            return cache.memory.number(table, cache);
        }
        return Double.NaN;
    }

    /**
     * `object.key` from the `__index` table of a table of the settled shape, or {@link Tag#MISS}.
     */
    public static Object tryMethod(LuaVm vm, Object object, FieldCache cache) {
        if (object instanceof LuaTable table) {
            Object settled = Settled.get(cache.settled);
            if (settled instanceof FieldMemory.Inherited entry && table.shape == entry.shape()) {
                Object value = entry.get(vm, table);
                if (value != null) {
                    return value;
                }
            } else if (settled instanceof FieldMemory.Own entry && table.shape == entry.shape()) {
                Object value = table.slot(vm, entry.slot());
                if (value != null) {
                    return value;
                }
            }
        }
        return Tag.MISS;
    }

    /** `object.key = value` in a table of the settled shape; false when it was not done. */
    public static boolean trySet(
            Object object, Object value, double valueNumber, FieldCache cache) {
        if (object instanceof LuaTable table) {
            Object settled = Settled.get(cache.settled);
            if (settled instanceof FieldMemory.Own entry) {
                if (table.shape == entry.shape()
                        && (!Metatables.mayHaveNewIndex(table.metatable)
                                || table.slotRef(entry.slot()) != null)) {
                    return table.replaceInSlot(entry.slot(), value, valueNumber);
                }
            } else if (settled instanceof FieldMemory.Addition entry
                    && table.shape == entry.before()
                    && !Metatables.mayHaveNewIndex(table.metatable)
                    && value != null) {
                table.setSlot(entry.slot(), value, valueNumber);
                table.shape = entry.after();
                return true;
            } else if (settled instanceof FieldMemory.Mapped entry) {
                return entry.replace(table, value, valueNumber);
            }
        }
        return false;
    }
}
