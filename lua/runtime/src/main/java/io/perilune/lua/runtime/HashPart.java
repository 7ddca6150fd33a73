// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.lang.ref.WeakReference;
import java.util.Arrays;

/**
 * The part of a table for keys that are neither array indexes nor fields of a shape.
 *
 * <p>Entries stand in the order in which their keys came (so traversal is in that order, whatever
 * the hash), beside an open-addressing index: in each place the hash in the upper half, so that
 * other keys are passed by without touching them, and the entry's number plus one in the lower
 * half. An entry whose value becomes nil stays, key and all, until the part is built anew, which
 * only inserting a key can cause: so a traversal may set fields to nil.
 *
 * <p>A value is a reference, or {@link Tag#NUM} with the number in the second array, which exists
 * from the first number on. Number keys are {@link Double}, never an integral number that belongs
 * to the array part's present range, never NaN; zero is positive. In a weak part keys or values
 * that can be collected stand in weak references. Confined to its machine.
 */
final class HashPart {
    static final int WEAK_KEYS = 1;
    static final int WEAK_VALUES = 2;

    private static final int SMALLEST = Threshold.of(4, 1);
    private static final int ABSENT = -1;

    /** Two references, two places of the index and perhaps a number; a key's box counts apart. */
    private static final int ENTRY_BYTES = 28;

    private static final int BOX_BYTES = 16;

    /**
     * Parts with more entries are full when their arrays are. Smaller ones are full when LuaJIT's
     * would be.
     */
    static final int EXACT_ENTRIES = 32;

    final int weak;
    long[] index;
    Object[] keys;
    Object[] refs;
    double[] nums = FieldSlots.NO_NUMS;

    /** Entries ever added since this was built, dead ones included. */
    int used;

    /** The entry of the string key that was found last. */
    private int recent;

    /** Number keys that are integral: those that could move to an array. */
    int integers;

    HashPart(int room, int weak) {
        int capacity = SMALLEST;
        while (capacity < room) {
            capacity <<= 1;
        }
        this.weak = weak;
        MemoryLimit.require((long) capacity * ENTRY_BYTES);
        keys = new Object[capacity];
        refs = new Object[capacity];
        index = new long[capacity << 1];
        MemoryLimit.counted(index, (long) capacity * ENTRY_BYTES);
    }

    /** Twice the room of a part without dead entries: only the places in the index are new. */
    private HashPart(HashPart old) {
        int capacity = old.keys.length << 1;
        weak = old.weak;
        MemoryLimit.require((long) capacity * ENTRY_BYTES);
        keys = Arrays.copyOf(old.keys, capacity);
        refs = Arrays.copyOf(old.refs, capacity);
        nums = old.nums.length == 0 ? old.nums : Arrays.copyOf(old.nums, capacity);
        index = new long[capacity << 1];
        used = old.used;
        integers = old.integers;
        MemoryLimit.counted(index, (long) capacity * ENTRY_BYTES);
        for (long place : old.index) {
            if (place != 0) {
                index[freePlace((int) (place >>> 32))] = place;
            }
        }
    }

    /** One entry and no room for more. */
    HashPart(Double key, Object value) {
        weak = 0;
        keys = new Object[1];
        refs = new Object[1];
        index = new long[2];
        add(key, value, 0);
    }

    // --- finding: the entry, or -1 ---------------------------------------------------------------

    int find(LuaString key) {
        long[] places = index;
        int mask = places.length - 1;
        int hash = key.hashCode();
        int at = hash & mask;
        for (long place = places[at]; place != 0; place = places[at]) {
            if ((int) (place >>> 32) == hash) {
                int entry = (int) place - 1;
                if (keys[entry] instanceof LuaString found && found.sameKey(key)) {
                    recent = entry;
                    return entry;
                }
            }
            at = at + 1 & mask;
        }
        return ABSENT;
    }

    /** As {@link #find(Object)}, for a key that was perhaps found just now: `t[k] = t[k] + 1`. */
    int findAgain(Object key) {
        return keys[recent] == key ? recent : find(key);
    }

    int find(double key) {
        long[] places = index;
        int mask = places.length - 1;
        int hash = hash(key);
        int at = hash & mask;
        for (long place = places[at]; place != 0; place = places[at]) {
            if ((int) (place >>> 32) == hash
                    && keys[(int) place - 1] instanceof Double found
                    && found == key) {
                return (int) place - 1;
            }
            at = at + 1 & mask;
        }
        return ABSENT;
    }

    int find(Object key) {
        if (key instanceof LuaString string) {
            return find(string);
        }
        if (key instanceof Double number) {
            return find(number.doubleValue());
        }
        return findObject(key);
    }

    private int findObject(Object key) {
        long[] places = index;
        int mask = places.length - 1;
        int hash = hashOfObject(key);
        int at = hash & mask;
        for (long place = places[at]; place != 0; place = places[at]) {
            if ((int) (place >>> 32) == hash && isKey(key, keys[(int) place - 1])) {
                return (int) place - 1;
            }
            at = at + 1 & mask;
        }
        return ABSENT;
    }

    private static boolean isKey(Object key, Object found) {
        return found == key
                || found instanceof WeakKey gone && gone.refersTo(key)
                || key instanceof ValueKey && key.equals(found);
    }

    private static int hash(double key) {
        long bits = Double.doubleToRawLongBits(key);
        bits = (bits ^ bits >>> 32) * 0x9E37_79B9_7F4A_7C15L;
        return (int) (bits >>> 32);
    }

    private static int hashOfObject(Object key) {
        int h = key instanceof ValueKey ? key.hashCode() : System.identityHashCode(key);
        return h ^ h >>> 16;
    }

    private static int hashOf(Object key) {
        if (key instanceof LuaString string) {
            return string.hashCode();
        }
        if (key instanceof Double number) {
            return hash(number);
        }
        return hashOfObject(key);
    }

    // --- values ----------------------------------------------------------------------------------

    /** In the two-slot convention. */
    Object value(LuaVm vm, int entry) {
        Object value = refs[entry];
        if (value == Tag.NUM) {
            vm.num = nums[entry];
        } else if (weak != 0 && value instanceof WeakReference<?> reference) {
            return reference.get();
        }
        return value;
    }

    Object boxedValue(int entry) {
        Object value = refs[entry];
        if (value == Tag.NUM) {
            return nums[entry];
        }
        return weak != 0 && value instanceof WeakReference<?> reference ? reference.get() : value;
    }

    boolean isSet(int entry) {
        Object value = refs[entry];
        return value != null
                && (weak == 0
                        || (!(value instanceof WeakReference<?> v) || !v.refersTo(null))
                                && key(entry) != null);
    }

    /** The key, or null when it was collected. */
    Object key(int entry) {
        Object key = keys[entry];
        return weak != 0 && key instanceof WeakReference<?> reference ? reference.get() : key;
    }

    void set(int entry, Object value, double number) {
        if (value == Tag.NUM) {
            if (entry >= nums.length) {
                nums = Arrays.copyOf(nums, refs.length);
            }
            nums[entry] = number;
            refs[entry] = value;
        } else {
            refs[entry] =
                    (weak & WEAK_VALUES) != 0 && isCollectable(value)
                            ? new WeakReference<>(value)
                            : value;
        }
    }

    // --- adding ----------------------------------------------------------------------------------

    boolean isFull() {
        return used == keys.length;
    }

    /** Adds a key that is not here; there must be room. */
    void add(Object key, Object value, double number) {
        int hash = hashOf(key);
        int at = freePlace(hash);
        keys[used] = (weak & WEAK_KEYS) != 0 && isCollectable(key) ? new WeakKey(key) : key;
        set(used, value, number);
        index[at] = (long) hash << 32 | ++used;
        if (key instanceof Double d) {
            MemoryLimit.counted(d, BOX_BYTES);
            if ((int) d.doubleValue() == d) {
                integers++;
            }
        }
    }

    private int freePlace(int hash) {
        long[] places = index;
        int mask = places.length - 1;
        int at = hash & mask;
        while (places[at] != 0) {
            at = at + 1 & mask;
        }
        return at;
    }

    /** For one more key, and in large parts for some. */
    static int room(int live) {
        return live < EXACT_ENTRIES ? live + 1 : live + (live >> 1) + 1;
    }

    /** The same living entries with room for more. */
    HashPart grown() {
        int live = liveCount();
        if (live == keys.length) {
            return new HashPart(this);
        }
        HashPart fresh = new HashPart(room(live), weak);
        fresh.addAll(this);
        return fresh;
    }

    int liveCount() {
        int live = 0;
        for (int i = 0; i < used; i++) {
            if (isSet(i)) {
                live++;
            }
        }
        return live;
    }

    /** Adds all living entries of another part. */
    void addAll(HashPart other) {
        for (int i = 0; i < other.used; i++) {
            if (other.isSet(i)) {
                Object value = other.reference(i);
                add(other.key(i), value, value == Tag.NUM ? other.nums[i] : 0);
            }
        }
    }

    /** The value with {@link Tag#NUM} for a number, or null when it was collected. */
    Object reference(int entry) {
        Object value = refs[entry];
        return weak != 0 && value instanceof WeakReference<?> reference ? reference.get() : value;
    }

    void clear() {
        Arrays.fill(index, 0);
        Arrays.fill(keys, 0, used, null);
        Arrays.fill(refs, 0, used, null);
        used = 0;
        integers = 0;
    }

    /** Strings, numbers and booleans are values, as in Lua; all else can be collected. */
    static boolean isCollectable(Object value) {
        return value != null
                && value != Tag.NUM
                && !(value instanceof LuaString)
                && !(value instanceof Double)
                && !(value instanceof Boolean);
    }

    private static final class WeakKey extends WeakReference<Object> {
        WeakKey(Object key) {
            super(key);
        }
    }
}
