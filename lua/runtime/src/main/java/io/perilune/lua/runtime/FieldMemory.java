// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * What was seen at one place in generated code where a field is read or written: up to {@link
 * #MAX_ENTRIES} entries of each kind, and which of them is to be the settled one of the {@link
 * FieldCache}.
 *
 * <p>Thread-safe: entries are immutable and published whole; losing one, or a vote, in a race costs
 * only a miss.
 */
final class FieldMemory {
    private static final int MAX_ENTRIES = Threshold.of(4, 1);

    /** A place that has seen its field at so many places of maps learns no more of them. */
    private static final int MAX_MAPPED = Threshold.of(16, 1);

    /** From table to table, through `__index` of their metatables. */
    private static final int MAX_STEPS = 4;

    /** An entry that was so much more often right than all others settles. */
    private static final int SETTLING_LEAD = Threshold.of(20, 2);

    final LuaString key;
    private Own own = Own.NONE;
    private Inherited inherited = Inherited.NONE;
    private Addition additions = Addition.NONE;
    private Mapped mapped;
    private int mappedCount;

    /** How often the field was not learned although a metatable may have it. */
    private int vain;

    private Entry candidate;
    private int lead;

    FieldMemory(LuaString key) {
        this.key = key;
    }

    /** Where a field is, for certain shapes. */
    sealed interface Entry {}

    /** Tables of this shape have the field in this slot. No table has the null shape of NONE. */
    record Own(Shape shape, int slot, int depth, Own next) implements Entry {
        static final Own NONE = new Own(null, 0, 0, null);
    }

    /**
     * Where tables of this shape have a key: in this slot or, of a map, as this entry. Then the key
     * there is the very object here, which tells such maps from all others.
     */
    record Place(LuaString key, Shape shape, int number) {
        /** Null when the table has not got it. The key in a map becomes this one. */
        static Place of(LuaTable table, LuaString key) {
            Shape shape = table.shape;
            int number = shape == Shape.MAP ? table.hash.find(key) : shape.slotOf(key);
            if (number < 0) {
                return null;
            }
            if (shape == Shape.MAP) {
                table.hash.keys[number] = key;
            }
            return new Place(key, shape, number);
        }

        /** The value, or null when it is not as expected. */
        Object get(LuaVm vm, LuaTable table) {
            if (table.shape != shape) {
                return null;
            }
            if (shape != Shape.MAP) {
                return table.slot(vm, number);
            }
            HashPart hash = table.hash;
            return isIn(hash) ? hash.value(vm, number) : null;
        }

        /** The value when it is a table, else null. */
        LuaTable table(LuaTable holder) {
            Object value = null;
            if (holder != null && holder.shape == shape) {
                if (shape != Shape.MAP) {
                    value = holder.slotRef(number);
                } else if (isIn(holder.hash)) {
                    value = holder.hash.reference(number);
                }
            }
            return value instanceof LuaTable found ? found : null;
        }

        private boolean isIn(HashPart hash) {
            return number < hash.keys.length && hash.keys[number] == key;
        }
    }

    /**
     * A table of the shape {@code without} has not got the field; its metatable has `__index` in
     * that place.
     */
    record Step(Shape without, Place index) {
        /** Null when the table is one without the field, or not for such a step. */
        static Step of(LuaTable table, LuaString key) {
            if (table.shape == Shape.MAP
                    || table.metatable == null
                    || table.shape.slotOf(key) >= 0) {
                return null;
            }
            Place index = Place.of(table.metatable, MetaEvent.INDEX.key());
            return index == null ? null : new Step(table.shape, index);
        }

        /** The table that is asked next, or null when this one is not as expected. */
        LuaTable next(LuaTable table) {
            return table.shape == without ? index.table(table.metatable) : null;
        }
    }

    /**
     * Tables of the first step's shape inherit the field: after one to four steps comes the table
     * that has it. By name, not in an array: the JVM's compiler knows those of a settled entry.
     */
    record Inherited(
            Shape shape,
            Step first,
            Step second,
            Step third,
            Step fourth,
            Place field,
            int depth,
            Inherited next)
            implements Entry {
        static final Inherited NONE = new Inherited(null, null, null, null, null, null, 0, null);

        /** The value, or null when it is not as expected. */
        Object get(LuaVm vm, LuaTable table) {
            LuaTable holder = first.index.table(table.metatable);
            if (holder != null && second != null) {
                holder = second.next(holder);
                if (holder != null && third != null) {
                    holder = third.next(holder);
                    if (holder != null && fourth != null) {
                        holder = fourth.next(holder);
                    }
                }
            }
            return holder == null ? null : field.get(vm, holder);
        }
    }

    /**
     * The field is new for tables of the shape {@code before}; then they have the shape {@code
     * after}.
     */
    record Addition(Shape before, Shape after, int slot, int depth, Addition next)
            implements Entry {
        static final Addition NONE = new Addition(null, null, 0, 0, null);
    }

    /**
     * Tables that keep their string keys in the hash part have the key there, as this entry: the
     * very object, which tells such tables from all others.
     */
    record Mapped(LuaString key, int number) implements Entry {
        boolean isIn(HashPart hash) {
            return hash != null && number < hash.keys.length && hash.keys[number] == key;
        }

        /** The value, or null when it is not as expected. */
        Object get(LuaVm vm, LuaTable table) {
            HashPart hash = table.hash;
            return isIn(hash) ? hash.value(vm, number) : null;
        }

        /** When it is a number, else NaN. */
        double number(LuaTable table) {
            HashPart hash = table.hash;
            return isIn(hash) && hash.refs[number] == Tag.NUM ? hash.nums[number] : Double.NaN;
        }

        /** Replaces a value that is there; false when it was not done. */
        boolean replace(LuaTable table, Object value, double valueNumber) {
            HashPart hash = table.hash;
            if (isIn(hash) && hash.refs[number] != null && hash.weak == 0) {
                hash.set(number, value, valueNumber);
                return true;
            }
            return false;
        }
    }

    /** The entry was right once more. */
    private void vote(Entry entry, FieldCache cache) {
        if (entry == candidate) {
            if (lead < SETTLING_LEAD && ++lead == SETTLING_LEAD) {
                Settled.set(cache.settled(), entry);
            }
        } else if (lead <= 0) {
            candidate = entry;
            lead = 1;
        } else if (lead < SETTLING_LEAD) {
            lead--;
        }
    }

    // --- get -------------------------------------------------------------------------------------

    Object get(LuaVm vm, Object object, double number, FieldCache cache, String operand) {
        return object instanceof LuaTable table
                ? getFromTable(vm, table, cache)
                : getFromOther(vm, object, number, cache, operand);
    }

    /** The table's own field, or {@link Tag#MISS} when it has not got it. */
    Object peek(LuaVm vm, LuaTable table, FieldCache cache) {
        Shape shape = table.shape;
        for (Own entry = own; entry.shape != null; entry = entry.next) {
            if (entry.shape == shape) {
                Object value = table.slot(vm, entry.slot);
                if (value != null) {
                    vote(entry, cache);
                    return value;
                }
            }
        }
        Object value = getOwn(vm, table, cache);
        return value == null ? Tag.MISS : value;
    }

    /** The table's own field, found for the first time; or nil. */
    private Object getOwn(LuaVm vm, LuaTable table, FieldCache cache) {
        Shape shape = table.shape;
        if (shape == Shape.MAP) {
            Mapped entry = mapped(table.hash, cache);
            return entry != null ? entry.get(vm, table) : table.getString(vm, key);
        }
        int slot = shape.slotOf(key);
        if (slot < 0) {
            return null;
        }
        Object value = table.slot(vm, slot);
        if (value != null) {
            learnOwn(shape, slot);
        }
        return value;
    }

    /** Where a map has the key, or null when it has not got it or this place learns no more. */
    private Mapped mapped(HashPart hash, FieldCache cache) {
        Mapped known = mapped;
        if (known != null && known.isIn(hash)) {
            vote(known, cache);
            return known;
        }
        return mappedCount < MAX_MAPPED ? learnMapped(hash) : null;
    }

    /** The key in the map becomes the object that this place compares with. */
    private Mapped learnMapped(HashPart hash) {
        int number = hash.find(key);
        if (number < 0) {
            return null;
        }
        hash.keys[number] = key;
        mappedCount++;
        Mapped made = new Mapped(key, number);
        mapped = made;
        return made;
    }

    /** The table's own field when it is a number, else NaN. */
    double number(LuaTable table, FieldCache cache) {
        Shape shape = table.shape;
        if (shape == Shape.MAP) {
            Mapped entry = mapped(table.hash, cache);
            return entry != null ? entry.number(table) : Double.NaN;
        }
        for (Own entry = own; entry.shape != null; entry = entry.next) {
            if (entry.shape == shape) {
                double number = table.slotNumberOrNaN(entry.slot);
                if (number == number) {
                    vote(entry, cache);
                }
                return number;
            }
        }
        int slot = shape.slotOf(key);
        if (slot < 0) {
            return Double.NaN;
        }
        learnOwn(shape, slot);
        return table.slotNumberOrNaN(slot);
    }

    private Object getFromTable(LuaVm vm, LuaTable table, FieldCache cache) {
        Shape shape = table.shape;
        for (Own entry = own; entry.shape != null; entry = entry.next) {
            if (entry.shape == shape) {
                Object value = table.slot(vm, entry.slot);
                if (value != null) {
                    vote(entry, cache);
                    return value;
                }
            }
        }
        for (Inherited entry = inherited; entry.shape != null; entry = entry.next) {
            if (entry.shape == shape) {
                Object value = entry.get(vm, table);
                if (value != null) {
                    vote(entry, cache);
                    return value;
                }
            }
        }
        return getAndLearn(vm, table, cache);
    }

    private Object getAndLearn(LuaVm vm, LuaTable table, FieldCache cache) {
        Object value = getOwn(vm, table, cache);
        if (value != null) {
            return value;
        }
        LuaTable metatable = table.metatable;
        if (!Metatables.mayHaveIndex(metatable)) {
            return null;
        }
        if (inherited.depth < MAX_ENTRIES && !(isTimeToLearn() && learnInherited(table))) {
            vain++;
        }
        return Indexing.getThroughMetatable(vm, table, 0, key, 0, null);
    }

    private void learnOwn(Shape shape, int slot) {
        Own known = own;
        if (known.depth < MAX_ENTRIES) {
            own = new Own(shape, slot, known.depth + 1, known);
        }
    }

    /** More and more rarely where it is in vain. */
    private boolean isTimeToLearn() {
        return (vain & vain - 1) == 0;
    }

    /** False when the field is not there, or too far away. */
    private boolean learnInherited(LuaTable table) {
        Step[] steps = new Step[MAX_STEPS];
        LuaTable holder = table;
        for (int i = 0; i < MAX_STEPS; i++) {
            steps[i] = Step.of(holder, key);
            holder = steps[i] == null ? null : steps[i].next(holder);
            if (holder == null) {
                return false;
            }
            Place field = Place.of(holder, key);
            if (field != null) {
                Inherited known = inherited;
                inherited =
                        new Inherited(
                                table.shape,
                                steps[0],
                                steps[1],
                                steps[2],
                                steps[3],
                                field,
                                known.depth + 1,
                                known);
                return true;
            }
        }
        return false;
    }

    private Object getFromOther(
            LuaVm vm, Object object, double number, FieldCache cache, String operand) {
        LuaTable metatable = vm.stringMetatable;
        if (object instanceof LuaString
                && metatable != null
                && Metatables.get(metatable, MetaEvent.INDEX) instanceof LuaTable methods) {
            Object value = getFromTable(vm, methods, cache);
            if (value != null) {
                return value;
            }
        }
        return Indexing.getThroughMetatable(vm, object, number, key, 0, operand);
    }

    // --- set -------------------------------------------------------------------------------------

    /** `object.key = value` with a two-slot value. */
    void set(
            LuaVm vm,
            Object object,
            double number,
            Object value,
            double valueNumber,
            FieldCache cache,
            String operand) {
        if (!(object instanceof LuaTable table) || !isOwnToSet(vm, table)) {
            Indexing.setThroughMetatable(vm, object, number, key, 0, value, valueNumber, operand);
            return;
        }
        Shape before = table.shape;
        if (before == Shape.MAP) {
            Mapped entry = mapped(table.hash, cache);
            if (entry != null && entry.replace(table, value, valueNumber)) {
                return;
            }
        }
        for (Own entry = own; entry.shape != null; entry = entry.next) {
            if (entry.shape == before) {
                table.setSlot(entry.slot, value, valueNumber);
                vote(entry, cache);
                return;
            }
        }
        for (Addition entry = additions; entry.before != null; entry = entry.next) {
            if (entry.before == before && value != null) {
                table.addSlot(entry.after, value, valueNumber);
                vote(entry, cache);
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
}
