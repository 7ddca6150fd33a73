// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.util.Arrays;

/**
 * What happens rarely in a table: its parts grow, or values move between them.
 *
 * <p>This is as in LuaJIT, since it decides which border `#` finds in a table with holes: when the
 * hash part is full, the array part gets the largest power of two of which more than a quarter
 * would be in use, and all other integral keys go to the hash part. Of fields in a {@link Shape} it
 * knows nothing: a table that has some takes an item just behind the array part at once.
 */
final class TableGrowth {
    /** LuaJIT takes 2, which nearly no program can tell from this, and grows again at once. */
    private static final int FIRST_ARRAY = 4;

    private static final int LARGEST_LOG = 27;

    private TableGrowth() {}

    // --- array part ------------------------------------------------------------------------------

    /** Sets an integer key that is not inside the array part. */
    static void setOutside(LuaTable t, int index, Object value, double number) {
        HashPart h = t.hash;
        boolean isNew = value != null && (h == null || h.weak == 0 && h.find((double) index) < 0);
        if (isNew && !hasRoom(t, index)) {
            boolean isInside = fitArray(t, index, value == Tag.NUM);
            if (t.hash != null && t.hash.integers > 0) {
                t.hash = t.hash.grown();
            }
            if (isInside) {
                t.storeItem(index - 1, value, number);
                return;
            }
        }
        t.setHashed((double) index, value, number);
    }

    /** Whether the hash part takes one more integer without a new distribution. */
    private static boolean hasRoom(LuaTable t, int index) {
        HashPart h = t.hash;
        if (t.shape != Shape.EMPTY) {
            return index != t.capacity() + 1 && (h == null || !h.isFull());
        }
        if (h == null || h.isFull()) {
            return false;
        }
        // LuaJIT keeps the item 0 in the array part
        int used = t.capacity() > 0 && h.find(0) >= 0 ? h.used - 1 : h.used;
        return used == 1 || used > HashPart.EXACT_ENTRIES || Integer.bitCount(used) > 1;
    }

    /** Gives the array part the size it should have with a new key; whether the key is inside. */
    private static boolean fitArray(LuaTable t, int newKey, boolean forNumber) {
        int capacity = t.capacity();
        if (t.border != LuaTable.SCATTERED) {
            t.border = followNumbers(t);
        }
        boolean isDense = t.border == capacity && (t.hash == null || t.hash.integers == 0);
        int best =
                isDense && newKey == capacity + 1 && capacity < 1 << LARGEST_LOG
                        ? capacity == 0 ? FIRST_ARRAY : ceilingPower(newKey)
                        : bestArraySize(t, newKey);
        if (best > capacity) {
            growArray(t, best, forNumber);
        } else if (best < capacity) {
            shrinkArray(t, best);
        }
        if (!isDense) {
            settleBorder(t);
        }
        return newKey >= 1 && newKey <= best;
    }

    private static int ceilingPower(int size) {
        return 1 << 32 - Integer.numberOfLeadingZeros(size - 1);
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

    /** Finds out how the items are spread. */
    static void settleBorder(LuaTable t) {
        int first = 0;
        while (first < t.capacity() && t.isItemSet(first)) {
            first++;
        }
        t.border = countItems(t) == first ? first : LuaTable.SCATTERED;
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
            t.numbers = FieldSlots.NO_NUMS;
        }
        settleBorder(t);
    }

    /** As LuaJIT looks for it: the last place, else by halves. */
    static int borderInArray(LuaTable t) {
        int high = t.capacity();
        if (t.isItemSet(high - 1)) {
            return high;
        }
        int low = 0;
        while (high - low > 1) {
            int middle = low + high >>> 1;
            if (t.isItemSet(middle - 1)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The end of the row of items that begins with those that are known. */
    static int followNumbers(LuaTable t) {
        int n = t.border;
        while (t.array.length == 0 && n < t.numbers.length && !LuaTable.isNil(t.numbers[n])) {
            n++;
        }
        return n;
    }

    /** All of the array part is set, or there is none: doubles, and then by halves, as LuaJIT. */
    static int borderInHash(LuaTable t, int from) {
        int low = from;
        int high = from + 1;
        while (isHashed(t, high)) {
            low = high;
            if (high > Integer.MAX_VALUE / 2) {
                return low;
            }
            high += high;
        }
        while (high - low > 1) {
            int middle = low + high >>> 1;
            if (isHashed(t, middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static boolean isHashed(LuaTable t, int index) {
        if (index <= t.capacity()) {
            return t.isItemSet(index - 1);
        }
        int entry = t.hash.find((double) index);
        return entry >= 0 && t.hash.isSet(entry);
    }

    /** Cuts the array part; items behind the cut go to the hash part. */
    private static void shrinkArray(LuaTable t, int capacity) {
        int old = t.capacity();
        HashPart before = t.hash;
        int live = before == null ? 0 : before.liveCount();
        HashPart fresh = new HashPart(HashPart.room(live + countItems(t)), 0);
        if (before != null) {
            fresh.addAll(before);
        }
        for (int k = capacity; k < old; k++) {
            if (t.isItemSet(k)) {
                Object value = t.array.length == 0 ? Tag.NUM : t.array[k];
                fresh.add((double) (k + 1), value, value == Tag.NUM ? t.numbers[k] : 0);
            }
        }
        t.array = Arrays.copyOf(t.array, Math.min(t.array.length, capacity));
        t.numbers = Arrays.copyOf(t.numbers, Math.min(t.numbers.length, capacity));
        t.hash = fresh;
    }

    // --- hash part -------------------------------------------------------------------------------

    /** Adds a new key when there is no hash part yet or it has no room. */
    static void addToFullHash(LuaTable t, Object key, Object value, double number) {
        if (t.hash == null) {
            t.hash = new HashPart(0, 0);
        } else {
            t.hash = t.hash.grown();
        }
        t.hash.add(key, value, number);
    }

    /** The array part's best size with a new key. */
    private static int bestArraySize(LuaTable t, int newKey) {
        int[] counts = new int[LARGEST_LOG];
        int all = countKey(counts, newKey);
        HashPart h = t.hash;
        for (int entry = 0; h != null && entry < h.used; entry++) {
            if (h.refs[entry] != null && h.keys[entry] instanceof Double key) {
                all += countKey(counts, key);
            }
        }
        for (int k = 0; k < t.capacity(); k++) {
            if (t.isItemSet(k)) {
                all += countKey(counts, k + 1);
            }
        }
        return bestArraySize(counts, all);
    }

    /** Counts a key in the class of the powers of two that it lies between: 0 to 2, 3 to 4, … */
    private static int countKey(int[] counts, double key) {
        int index = (int) key;
        if (index != key || index < 0 || index > 1 << LARGEST_LOG) {
            return 0;
        }
        counts[index <= 2 ? 0 : 31 - Integer.numberOfLeadingZeros(index - 1)]++;
        return 1;
    }

    private static int bestArraySize(int[] counts, int all) {
        int best = 0;
        int below = 0;
        for (int log = 0; log < counts.length && 2 * all > 1 << log && below != all; log++) {
            below += counts[log];
            if (counts[log] > 0 && 2 * below > 1 << log) {
                best = 2 << log;
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
        t.moreRefs = FieldSlots.NO_REFS;
        t.moreNums = FieldSlots.NO_NUMS;
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
        t.array = FieldSlots.NO_REFS;
        t.numbers = FieldSlots.NO_NUMS;
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
