// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * One place in generated code where a field with a constant name is read or written, and what was
 * seen there.
 *
 * <p>The place remembers up to {@value #MAX_ENTRIES} (shape, slot) pairs; then one comparison finds
 * the field of a record. When a record has not got the field but its metatable's `__index` table
 * has, the place remembers the three shapes on the way: such an access (a method call, mostly) is
 * three comparisons. Shapes decide, never the identity of tables, so what one machine's tables have
 * taught holds for the next machine running the same code.
 *
 * <p>Thread-safe: entries are immutable and published whole; losing one in a race costs only a
 * miss.
 */
public final class FieldCache {
    private static final int MAX_ENTRIES = 4;

    final LuaString key;
    private Own own = Own.NONE;
    private Inherited inherited = Inherited.NONE;
    private Addition additions = Addition.NONE;

    public FieldCache(LuaString key) {
        this.key = key.intern();
    }

    /** For generated code: the name one byte a char. */
    public static FieldCache of(String latin1) {
        return new FieldCache(LuaString.constant(latin1));
    }

    public LuaString key() {
        return key;
    }

    /** Tables of this shape have the field in this slot. No table has the null shape of NONE. */
    private record Own(Shape shape, int slot, int depth, Own next) {
        static final Own NONE = new Own(null, 0, 0, null);
    }

    /**
     * Tables of this shape have not got the field; metatables of that shape have `__index` in that
     * slot, and tables of the shape {@code holder}, when they are there, have the field in {@code
     * slot}.
     */
    private record Inherited(
            Shape shape,
            Shape metaShape,
            int indexSlot,
            Shape holder,
            int slot,
            int depth,
            Inherited next) {
        static final Inherited NONE = new Inherited(null, null, 0, null, 0, 0, null);

        /** The value, or null when it is not as expected. */
        Object get(LuaVm vm, LuaTable table) {
            LuaTable metatable = table.metatable;
            if (metatable != null
                    && metatable.shape == metaShape
                    && metatable.slotRef(indexSlot) instanceof LuaTable index
                    && index.shape == holder) {
                return index.slot(vm, slot);
            }
            return null;
        }
    }

    /**
     * The field is new for tables of the shape {@code before}; then they have the shape {@code
     * after}.
     */
    private record Addition(Shape before, Shape after, int slot, int depth, Addition next) {
        static final Addition NONE = new Addition(null, null, 0, 0, null);
    }

    // --- get -------------------------------------------------------------------------------------

    /**
     * `object.key`, in the two-slot convention; with one store to {@code vm.num}, see {@link
     * LuaTable#slot}.
     */
    public static Object get(
            LuaVm vm, Object object, double number, FieldCache cache, String operand) {
        Object value = null;
        double result = 0;
        if (object instanceof LuaTable table) {
            Own entry = cache.own;
            if (table.shape == entry.shape) {
                value = table.slot(vm, entry.slot);
                result = vm.num;
            }
        }
        if (value == null) {
            value = cache.getSlow(vm, object, number, operand);
            result = vm.num;
        }
        vm.num = result;
        return value;
    }

    /**
     * The same as {@link #get}, faster where the field is expected in the `__index` table:
     * `object:key()`.
     */
    public static Object method(
            LuaVm vm, Object object, double number, FieldCache cache, String operand) {
        if (object instanceof LuaTable table) {
            Inherited entry = cache.inherited;
            if (table.shape == entry.shape) {
                Object value = entry.get(vm, table);
                if (value != null) {
                    return value;
                }
            }
        }
        return get(vm, object, number, cache, operand);
    }

    private Object getSlow(LuaVm vm, Object object, double number, String operand) {
        return object instanceof LuaTable table
                ? getFromTable(vm, table)
                : getFromOther(vm, object, number, operand);
    }

    private Object getFromTable(LuaVm vm, LuaTable table) {
        Shape shape = table.shape;
        for (Own entry = own; entry.shape != null; entry = entry.next) {
            if (entry.shape == shape) {
                Object value = table.slot(vm, entry.slot);
                if (value != null) {
                    return value;
                }
            }
        }
        for (Inherited entry = inherited; entry.shape != null; entry = entry.next) {
            if (entry.shape == shape) {
                Object value = entry.get(vm, table);
                if (value != null) {
                    return value;
                }
            }
        }
        return getAndLearn(vm, table);
    }

    private Object getAndLearn(LuaVm vm, LuaTable table) {
        Object value = table.getString(vm, key);
        if (value != null) {
            if (table.shape != Shape.MAP) {
                learnOwn(table.shape, table.shape.slotOf(key));
            }
            return value;
        }
        LuaTable metatable = table.metatable;
        if (!Metatables.mayHaveIndex(metatable)) {
            return null;
        }
        if (inherited.depth < MAX_ENTRIES) {
            learnInherited(table, metatable);
        }
        return Indexing.getThroughMetatable(vm, table, 0, key, 0, null);
    }

    private void learnOwn(Shape shape, int slot) {
        Own known = own;
        if (known.depth < MAX_ENTRIES) {
            own = new Own(shape, slot, known.depth + 1, known);
        }
    }

    private void learnInherited(LuaTable table, LuaTable metatable) {
        Shape shape = table.shape;
        Shape metaShape = metatable.shape;
        if (shape == Shape.MAP || metaShape == Shape.MAP || shape.slotOf(key) >= 0) {
            return;
        }
        int indexSlot = metaShape.slotOf(MetaEvent.INDEX);
        if (indexSlot >= 0
                && metatable.slotRef(indexSlot) instanceof LuaTable index
                && index.shape != Shape.MAP) {
            int slot = index.shape.slotOf(key);
            if (slot >= 0) {
                Inherited known = inherited;
                inherited =
                        new Inherited(
                                shape,
                                metaShape,
                                indexSlot,
                                index.shape,
                                slot,
                                known.depth + 1,
                                known);
            }
        }
    }

    private Object getFromOther(LuaVm vm, Object object, double number, String operand) {
        LuaTable metatable = vm.stringMetatable;
        if (object instanceof LuaString
                && metatable != null
                && Metatables.get(metatable, MetaEvent.INDEX) instanceof LuaTable methods) {
            Object value = getFromTable(vm, methods);
            if (value != null) {
                return value;
            }
        }
        return Indexing.getThroughMetatable(vm, object, number, key, 0, operand);
    }

    // --- set -------------------------------------------------------------------------------------

    /** `object.key = value` with a two-slot value. */
    public static void set(
            LuaVm vm,
            Object object,
            double number,
            Object value,
            double valueNumber,
            FieldCache cache,
            String operand) {
        if (object instanceof LuaTable table) {
            Own entry = cache.own;
            if (table.shape == entry.shape
                    && (!Metatables.mayHaveNewIndex(table.metatable)
                            || table.slotRef(entry.slot) != null)) {
                table.setSlot(entry.slot, value, valueNumber);
                return;
            }
            Addition addition = cache.additions;
            if (table.shape == addition.before
                    && !Metatables.mayHaveNewIndex(table.metatable)
                    && value != null) {
                table.setSlot(addition.slot, value, valueNumber);
                table.shape = addition.after;
                return;
            }
        }
        cache.setSlow(vm, object, number, value, valueNumber, operand);
    }

    private void setSlow(
            LuaVm vm,
            Object object,
            double number,
            Object value,
            double valueNumber,
            String operand) {
        if (!(object instanceof LuaTable table) || !isOwnToSet(vm, table)) {
            Indexing.setThroughMetatable(vm, object, number, key, 0, value, valueNumber, operand);
            return;
        }
        Shape before = table.shape;
        for (Own entry = own; entry.shape != null; entry = entry.next) {
            if (entry.shape == before) {
                table.setSlot(entry.slot, value, valueNumber);
                return;
            }
        }
        for (Addition entry = additions; entry.before != null; entry = entry.next) {
            if (entry.before == before && value != null) {
                table.addSlot(entry.after, value, valueNumber);
                return;
            }
        }
        setAndLearn(table, before, value, valueNumber);
    }

    /**
     * Whether the assignment goes to the table itself: it has the field, or nothing says otherwise.
     */
    private boolean isOwnToSet(LuaVm vm, LuaTable table) {
        LuaTable metatable = table.metatable;
        return !Metatables.mayHaveNewIndex(metatable)
                || Metatables.get(metatable, MetaEvent.NEWINDEX) == null
                || table.getString(vm, key) != null;
    }

    private void setAndLearn(LuaTable table, Shape before, Object value, double valueNumber) {
        table.setField(key, value, valueNumber);
        if (before == Shape.MAP || table.shape == Shape.MAP) {
            return;
        }
        int slot = before.slotOf(key);
        Addition known = additions;
        if (slot >= 0) {
            learnOwn(before, slot);
        } else if (table.shape != before && known.depth < MAX_ENTRIES) {
            additions =
                    new Addition(before, table.shape, table.shape.size - 1, known.depth + 1, known);
        }
    }

    // --- the quick part, without calls: each place in generated code has its own way to the slow
    // part ---

    /** `object.key` of a table of the first known shape, or {@link Tag#MISS}. */
    public static Object tryGet(LuaVm vm, Object object, FieldCache cache) {
        if (object instanceof LuaTable table) {
            Own entry = cache.own;
            if (table.shape == entry.shape) {
                Object value = table.slot(vm, entry.slot);
                if (value != null) {
                    return value;
                }
            }
        }
        return Tag.MISS;
    }

    /**
     * `object.key` from the `__index` table of a table of the first known shape, or {@link
     * Tag#MISS}.
     */
    public static Object tryMethod(LuaVm vm, Object object, FieldCache cache) {
        if (object instanceof LuaTable table) {
            Inherited entry = cache.inherited;
            if (table.shape == entry.shape) {
                Object value = entry.get(vm, table);
                if (value != null) {
                    return value;
                }
            }
        }
        return Tag.MISS;
    }

    /** `object.key = value` in a table of the first known shape; false when it was not done. */
    public static boolean trySet(
            Object object, Object value, double valueNumber, FieldCache cache) {
        if (object instanceof LuaTable table) {
            Own entry = cache.own;
            if (table.shape == entry.shape
                    && (!Metatables.mayHaveNewIndex(table.metatable)
                            || table.slotRef(entry.slot) != null)) {
                table.setSlot(entry.slot, value, valueNumber);
                return true;
            }
            Addition addition = cache.additions;
            if (table.shape == addition.before
                    && !Metatables.mayHaveNewIndex(table.metatable)
                    && value != null) {
                table.setSlot(addition.slot, value, valueNumber);
                table.shape = addition.after;
                return true;
            }
        }
        return false;
    }
}
