// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.util.Arrays;

/**
 * What happens rarely in a table: its parts grow, or values move between them.
 *
 * <p>The array part doubles when the item just behind it is set and at least half of it is in use
 * (else a queue would drag a growing tail of nils along). When the hash part is full and holds
 * integral keys, the array part gets the largest power of two of which more than half would be in
 * use, as in PUC Lua.
 */
final class TableGrowth {
    private static final int SMALLEST_ARRAY = Threshold.of(4, 1);
    private static final int DENSE_ANYWAY = Threshold.of(32, 2);
    private static final int LARGEST_LOG = 27;

    private TableGrowth() {}

    // --- array part ------------------------------------------------------------------------------

    /** Sets an integer key that is not inside the array part. */
    static void setOutside(LuaTable t, int index, Object value, double number) {
        int capacity = t.capacity();
        if (index == capacity + 1 && value != null && mayGrow(t, capacity)) {
            if (t.hash != null && t.hash.integers > 0) {
                int entry = t.hash.find((double) index);
                if (entry >= 0 && t.hash.refs[entry] != null) {
                    t.hash.set(entry, value, number);
                    return;
                }
            }
            growArray(t, Math.max(SMALLEST_ARRAY, capacity * 2), value == Tag.NUM);
            t.storeItem(index - 1, value, number);
        } else {
            t.setHashed((double) index, value, number);
        }
    }

    private static boolean mayGrow(LuaTable t, int capacity) {
        if (t.hash != null && t.hash.weak != 0 || capacity >= 1 << LARGEST_LOG) {
            return false;
        }
        return capacity < DENSE_ANYWAY || countItems(t) * 2L > capacity;
    }

    private static int countItems(LuaTable t) {
        int count = 0;
        for (int k = t.capacity(); --k >= 0; ) {
            if (t.isItemSet(k)) {
                count++;
            }
        }
        return count;
    }

    /** Grows the array part and takes in from the hash part what belongs there now. */
    static void growArray(LuaTable t, int capacity, boolean forNumber) {
        int old = t.capacity();
        MemoryLimit.require((long) capacity * Double.BYTES);
        if (t.array.length != 0 || old == 0 && !forNumber) {
            t.array = Arrays.copyOf(t.array, capacity);
            if (t.numbers.length != 0) {
                t.numbers = Arrays.copyOf(t.numbers, capacity);
            }
        } else {
            t.numbers = Arrays.copyOf(t.numbers, capacity);
            Arrays.fill(t.numbers, old, capacity, LuaTable.NIL);
        }
        if (MemoryLimit.metering) {
            countArray(t, capacity);
        }
        if (t.hash != null && t.hash.integers > 0) {
            moveIntegersToArray(t, old);
        }
    }

    private static void countArray(LuaTable t, int capacity) {
        if (t.array.length != 0) {
            MemoryLimit.made(t.array, (long) capacity * Integer.BYTES);
        }
        if (t.numbers.length != 0) {
            MemoryLimit.made(t.numbers, (long) capacity * Double.BYTES);
        }
    }

    private static void moveIntegersToArray(LuaTable t, int oldCapacity) {
        HashPart h = t.hash;
        int capacity = t.capacity();
        for (int entry = 0; entry < h.used; entry++) {
            if (h.keys[entry] instanceof Double key
                    && key > oldCapacity
                    && key <= capacity
                    && h.refs[entry] != null
                    && (int) key.doubleValue() == key) {
                Object value = h.refs[entry];
                h.refs[entry] = null;
                t.storeItem(
                        (int) key.doubleValue() - 1, value, value == Tag.NUM ? h.nums[entry] : 0);
            }
        }
    }

    /** The array part holds numbers only, and a reference is about to come in. */
    static void admitReferences(LuaTable t) {
        double[] numbers = t.numbers;
        Object[] array = new Object[numbers.length];
        MemoryLimit.counted(array, (long) array.length * Integer.BYTES);
        boolean anyNumber = false;
        for (int k = 0; k < numbers.length; k++) {
            if (!LuaTable.isNil(numbers[k])) {
                array[k] = Tag.NUM;
                anyNumber = true;
            }
        }
        t.array = array;
        if (!anyNumber) {
            t.numbers = LuaTable.NO_NUMS;
        }
    }

    /** All of the array part is set, or there is none: goes on counting in the hash part. */
    static int borderInHash(LuaTable t, int from) {
        int n = from;
        while (n < Integer.MAX_VALUE) {
            int entry = t.hash.find((double) (n + 1));
            if (entry < 0 || !t.hash.isSet(entry)) {
                return n;
            }
            n++;
        }
        return n;
    }

    // --- hash part -------------------------------------------------------------------------------

    /** Adds a new key when there is no hash part yet or it has no room. */
    static void addToFullHash(LuaTable t, Object key, Object value, double number) {
        HashPart old = t.hash;
        if (old == null) {
            t.hash = new HashPart(0, 0);
        } else {
            if (key instanceof Double d && old.weak == 0 && resizeArrayFor(t, d)) {
                t.setNumber(d, value, number);
                return;
            }
            t.hash = old.grown();
        }
        t.hash.add(key, value, number);
    }

    /** Whether the array part grew so that the new key is inside now. */
    private static boolean resizeArrayFor(LuaTable t, double newKey) {
        if (t.hash.integers == 0 || (int) newKey != newKey || newKey < 1) {
            return false;
        }
        int[] counts = new int[LARGEST_LOG + 1];
        countKey(counts, newKey);
        for (int entry = 0; entry < t.hash.used; entry++) {
            if (t.hash.refs[entry] != null && t.hash.keys[entry] instanceof Double key) {
                countKey(counts, key);
            }
        }
        for (int k = 0; k < t.capacity(); k++) {
            if (t.isItemSet(k)) {
                countKey(counts, k + 1);
            }
        }
        int best = bestArraySize(counts);
        if (best <= t.capacity() || best < newKey) {
            return false;
        }
        growArray(t, best, false);
        return true;
    }

    /** Counts a key in the class of the powers of two that it lies between. */
    private static void countKey(int[] counts, double key) {
        int index = (int) key;
        if (index == key && index >= 1 && index <= 1 << LARGEST_LOG) {
            counts[index == 1 ? 0 : 32 - Integer.numberOfLeadingZeros(index - 1)]++;
        }
    }

    private static int bestArraySize(int[] counts) {
        int best = 0;
        int below = 0;
        for (int log = 0; log < counts.length; log++) {
            below += counts[log];
            if (below > (1 << log) / 2) {
                best = 1 << log;
            }
        }
        return best;
    }

    // --- modes -----------------------------------------------------------------------------------

    /** Moves the fields to the hash part: the table is used as a map. */
    static void becomeMap(LuaTable t) {
        Shape shape = t.shape;
        HashPart old = t.hash;
        HashPart h =
                new HashPart(
                        shape.size + (old == null ? 0 : old.used) + 1, old == null ? 0 : old.weak);
        for (int slot = 0; slot < shape.size; slot++) {
            Object value = t.slotRef(slot);
            if (value != null) {
                h.add(shape.keyAt(slot), value, value == Tag.NUM ? t.slotNum(slot) : 0);
            }
            t.setSlot(slot, null, 0);
        }
        if (old != null) {
            h.addAll(old);
        }
        t.moreRefs = LuaTable.NO_REFS;
        t.moreNums = LuaTable.NO_NUMS;
        t.hash = h;
        t.shape = Shape.MAP;
    }

    /** Moves everything to a hash part of the wanted kind; a weak table has no other part. */
    static void becomeWeak(LuaTable t, int weak) {
        if (t.shape != Shape.MAP) {
            becomeMap(t);
        }
        HashPart fresh = new HashPart(t.hash.used + countItems(t), weak);
        for (int k = 0; k < t.capacity(); k++) {
            if (t.isItemSet(k)) {
                Object value = t.array.length == 0 ? Tag.NUM : t.array[k];
                fresh.add((double) (k + 1), value, value == Tag.NUM ? t.numbers[k] : 0);
            }
        }
        fresh.addAll(t.hash);
        t.array = LuaTable.NO_REFS;
        t.numbers = LuaTable.NO_NUMS;
        t.border = 0;
        t.hash = fresh;
    }

    // --- traversal -------------------------------------------------------------------------------

    static int cursorOf(LuaTable t, Object key, double number) {
        if (key == null) {
            return -1;
        }
        int capacity = t.capacity();
        if (key == Tag.NUM || key instanceof Double) {
            double d = key == Tag.NUM ? number : (Double) key;
            int index = (int) d;
            if (index == d && index >= 1 && index <= capacity) {
                return index - 1;
            }
            return entryCursor(t, t.hash == null ? -1 : t.hash.find(d));
        }
        if (key instanceof LuaString string && t.shape != Shape.MAP) {
            int slot = t.shape.slotOf(string);
            return slot < 0 ? -2 : capacity + slot;
        }
        return entryCursor(t, t.hash == null ? -1 : t.hash.find(key));
    }

    private static int entryCursor(LuaTable t, int entry) {
        return entry < 0 ? -2 : t.capacity() + t.shape.size + entry;
    }
}
