// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.util.Arrays;

/**
 * A Lua table. All methods here are raw: no metamethods. Values and keys are boxed unless said
 * otherwise. Confined to its machine.
 *
 * <p>A table has three parts, each of which may be empty:
 *
 * <ul>
 *   <li>The array part holds the keys 1 to its capacity. While all values are numbers it is a
 *       {@code double[]} alone, in which {@link #NIL} (a NaN that no computation yields) stands for
 *       nil; without any number it is an {@code Object[]} alone; with both kinds it is both, of
 *       equal length, and {@link Tag#NUM} among the references says that the value is the double.
 *       An access inside is one bounds check and one test.
 *   <li>Fields with string keys are in slots that a {@link Shape} assigns: four inside this object,
 *       the others in arrays behind. Most records need no second object.
 *   <li>A {@link HashPart} takes all other keys, and the string keys too when the shape is {@link
 *       Shape#MAP}: tables that got computed string keys, or very many.
 * </ul>
 *
 * Nothing but an insertion of a new key moves values, so that a traversal's cursor stays valid
 * while fields are set, also to nil. The cursor counts through the three parts in the order above.
 *
 * <p>Methods that take a {@link LuaVm} answer in the two-slot convention of {@link Tag}; those that
 * take a reference followed by a double take a value in it. None of them boxes.
 */
public final class LuaTable extends FieldSlots {
    /**
     * Stands for nil among numbers. A NaN from outside Lua must be made {@link Double#NaN} before
     * it gets in.
     */
    static final double NIL = Double.longBitsToDouble(0x7ff8_dead_0000_0001L);

    private static final long NIL_BITS = 0x7ff8_dead_0000_0001L;
    private static final Double ZERO = 0.0;

    LuaTable metatable;
    Shape shape = Shape.EMPTY;

    Object[] array = NO_REFS;
    double[] numbers = NO_NUMS;

    /** The array part has items behind a hole. */
    static final int SCATTERED = -1;

    /**
     * How many items the array part has, which are its first ones; or {@link #SCATTERED}. While all
     * values are numbers there may be more: generated code stores a number without looking at what
     * was there.
     */
    int border;

    HashPart hash;

    public LuaTable() {
        if (MemoryLimit.metering) {
            MemoryLimit.made(this, MemoryLimit.TABLE_BYTES);
        }
    }

    /** With room for array items and named fields. */
    public LuaTable(int arraySize, int hashSize) {
        this();
        if (arraySize > 0) {
            MemoryLimit.require((long) arraySize * Double.BYTES);
            numbers = nilNumbers(arraySize);
            MemoryLimit.counted(numbers, (long) arraySize * Double.BYTES);
        }
        if (hashSize > OWN_SLOTS) {
            moreRefs = new Object[Math.min(hashSize, Shape.MAX_SIZE) - OWN_SLOTS];
        }
    }

    /** A table of the items 1 to n; takes the array of boxed values over. */
    public static LuaTable ofItems(Object... boxed) {
        LuaTable table = new LuaTable();
        table.border = boxed.length;
        if (MemoryLimit.metering) {
            MemoryLimit.made(boxed, (long) boxed.length * Double.BYTES);
        }
        double[] numbers = allNumbers(boxed);
        if (numbers != null) {
            table.numbers = numbers;
            return table;
        }
        table.array = boxed;
        boolean hasHole = false;
        for (int i = 0; i < boxed.length; i++) {
            if (boxed[i] instanceof Double number) {
                table.storeItem(i, Tag.NUM, number);
            } else if (boxed[i] == null) {
                hasHole = true;
            }
        }
        if (hasHole) {
            TableGrowth.settleBorder(table);
        }
        return table;
    }

    /** What `{f()}` makes: as {@link #ofItems}, with LuaJIT's room where there are holes. */
    public static LuaTable ofOpenItems(Object... boxed) {
        LuaTable table = ofItems(boxed);
        if (table.border == SCATTERED && boxed.length > 2) {
            TableGrowth.growArray(table, boxed.length + 1, false);
        }
        return table;
    }

    /** Null when there is anything else, or nothing. */
    private static double[] allNumbers(Object... boxed) {
        if (boxed.length == 0 || !(boxed[0] instanceof Double)) {
            return null;
        }
        double[] numbers = new double[boxed.length];
        for (int i = 0; i < boxed.length; i++) {
            if (!(boxed[i] instanceof Double number)) {
                return null;
            }
            numbers[i] = number(number);
        }
        MemoryLimit.counted(numbers, (long) numbers.length * Double.BYTES);
        return numbers;
    }

    /**
     * A table of the item 0, which must not be a number, and the items 1 to n; takes the array of
     * boxed values over.
     */
    public static LuaTable ofItemsFromZero(Object zero, Object... boxed) {
        LuaTable table = ofItems(boxed);
        if (zero != null) {
            table.hash = new HashPart(ZERO, zero);
        }
        return table;
    }

    static double[] nilNumbers(int count) {
        double[] made = new double[count];
        Arrays.fill(made, NIL);
        return made;
    }

    static boolean isNil(double item) {
        return Double.doubleToRawLongBits(item) == NIL_BITS;
    }

    // --- array part ------------------------------------------------------------------------------

    /**
     * `t[index]`, in the two-slot convention; with one store to {@code vm.num}, see {@link #slot}.
     */
    public Object getInt(LuaVm vm, int index) {
        int k = index - 1;
        Object[] items = array;
        double[] doubles = numbers;
        Object value;
        double number = 0;
        if (Integer.compareUnsigned(k, items.length) < 0) {
            value = items[k];
            if (value == Tag.NUM) {
                number = doubles[k];
            }
        } else if (Integer.compareUnsigned(k, doubles.length) < 0) {
            number = doubles[k];
            value = number == number || !isNil(number) ? Tag.NUM : null;
        } else {
            value = getHashed(vm, index);
            number = vm.num;
        }
        vm.num = number;
        return value;
    }

    /** `t[key]` for any number, in the two-slot convention. */
    public Object getNumber(LuaVm vm, double key) {
        int index = (int) key;
        return index == key ? getInt(vm, index) : getHashed(vm, key);
    }

    private Object getHashed(LuaVm vm, double key) {
        if (hash == null) {
            return null;
        }
        int entry = hash.find(key);
        return entry < 0 ? null : hash.value(vm, entry);
    }

    /** `t[index] = value` with a two-slot value. */
    public void setInt(int index, Object value, double number) {
        int k = index - 1;
        if (Integer.compareUnsigned(k, capacity()) < 0) {
            storeItem(k, value, number);
        } else {
            TableGrowth.setOutside(this, index, value, number);
        }
    }

    /** `t[key] = value` with a two-slot value, for any number that is not NaN. */
    public void setNumber(double key, Object value, double number) {
        int index = (int) key;
        if (index == key) {
            setInt(index, value, number);
        } else {
            setHashed(key + 0.0, value, number);
        }
    }

    /** How many places the array part has. */
    public int capacity() {
        return Math.max(array.length, numbers.length);
    }

    /** Stores inside the array part; k counts from 0. */
    void storeItem(int k, Object value, double number) {
        if (value == Tag.NUM) {
            storeNumberItem(k, number);
        } else if (value == null) {
            if (array.length == 0) {
                numbers[k] = NIL;
            } else {
                array[k] = null;
            }
            if (k < border) {
                border = k == border - 1 ? k : SCATTERED;
            }
        } else {
            if (array.length == 0) {
                TableGrowth.admitReferences(this);
            }
            array[k] = value;
            if (k >= border) {
                border = k == border ? k + 1 : SCATTERED;
            }
        }
    }

    private void storeNumberItem(int k, double number) {
        if (array.length != 0) {
            if (numbers.length == 0) {
                numbers = new double[array.length];
            }
            array[k] = Tag.NUM;
        }
        numbers[k] = number;
        if (k >= border) {
            border = k == border ? k + 1 : SCATTERED;
        }
    }

    boolean isItemSet(int k) {
        return array.length != 0 ? array[k] != null : !isNil(numbers[k]);
    }

    /**
     * A border, as `#` gives it: the one that LuaJIT's interpreter would find, unless generated
     * code has stored a number behind a hole, between other numbers.
     */
    public int length() {
        int n = border;
        if (n == SCATTERED) {
            n = TableGrowth.borderInArray(this);
        } else if (n < numbers.length && array.length == 0) {
            if (!isNil(numbers[numbers.length - 1])) {
                n = numbers.length;
            } else {
                while (!isNil(numbers[n])) {
                    n++;
                }
                border = n;
            }
        }
        return n == capacity() && hash != null && hash.integers > 0
                ? TableGrowth.borderInHash(this, n)
                : n;
    }

    /**
     * Moves the items {@code first} to {@code last} one place up or down; false when that has to be
     * done one by one, as not all of them and of their new places are items.
     *
     * @param by 1 or -1
     */
    public boolean moveItems(int first, int last, int by) {
        if (first < 1 || first + by < 1 || Math.max(last, last + by) > border) {
            return false;
        }
        int count = last - first + 1;
        if (count > 0 && array.length != 0) {
            System.arraycopy(array, first - 1, array, first - 1 + by, count);
        }
        if (count > 0 && numbers.length != 0) {
            System.arraycopy(numbers, first - 1, numbers, first - 1 + by, count);
        }
        return true;
    }

    // --- any key, two slots ----------------------------------------------------------------------

    /** `t[key]`, in the two-slot convention. */
    public Object getString(LuaVm vm, LuaString key) {
        Shape s = shape;
        if (s != Shape.MAP) {
            int slot = s.slotOf(key);
            return slot < 0 ? null : slot(vm, slot);
        }
        int entry = hash.find(key);
        return entry < 0 ? null : hash.value(vm, entry);
    }

    /** `t[key]`; key and answer in the two-slot convention. */
    public Object getAny(LuaVm vm, Object key, double keyNumber) {
        if (key == Tag.NUM) {
            return getNumber(vm, keyNumber);
        }
        if (key instanceof LuaString string) {
            return getString(vm, string);
        }
        if (key instanceof Double number) {
            return getNumber(vm, number);
        }
        if (key == null || hash == null) {
            return null;
        }
        int entry = hash.find(key);
        return entry < 0 ? null : hash.value(vm, entry);
    }

    /** `t[key] = value` for a computed string: never makes a new shape. */
    public void setString(LuaString key, Object value, double number) {
        if (shape == Shape.MAP) {
            setHashed(key, value, number);
            return;
        }
        int slot = shape.slotOf(key);
        if (slot >= 0) {
            setSlot(slot, value, number);
        } else if (value != null) {
            Shape next = shape.known(key);
            if (next != null) {
                addSlot(next, value, number);
            } else {
                TableGrowth.becomeMap(this);
                setHashed(key, value, number);
            }
        }
    }

    /**
     * `t.key = value` for a name that is a constant of code or belongs to a library: may make a new
     * shape.
     */
    public void setField(LuaString key, Object value, double number) {
        if (shape == Shape.MAP || shape.slotOf(key) >= 0 || value == null) {
            setString(key, value, number);
            return;
        }
        Shape next = shape.with(key);
        if (next != null) {
            addSlot(next, value, number);
        } else {
            setString(key, value, number);
        }
    }

    void addSlot(Shape next, Object value, double number) {
        setSlot(next.size - 1, value, number);
        shape = next;
    }

    /** `t[key] = value`, both two-slot. Throws Lua's error for a nil or NaN key. */
    public void setAny(Object key, double keyNumber, Object value, double number) {
        if (key == Tag.NUM) {
            if (keyNumber != keyNumber) {
                throw new LuaError("table index is NaN");
            }
            setNumber(keyNumber, value, number);
        } else if (key instanceof LuaString string) {
            setString(string, value, number);
        } else if (key instanceof Double boxed) {
            setAny(Tag.NUM, boxed, value, number);
        } else if (key == null) {
            throw new LuaError("table index is nil");
        } else {
            setHashed(key, value, number);
        }
    }

    /** In the hash part, whatever the key. */
    void setHashed(Object key, Object value, double number) {
        HashPart h = hash;
        int entry = h == null ? -1 : h.findAgain(key);
        if (entry >= 0) {
            h.set(entry, value, number);
        } else if (value != null) {
            if (h != null && !h.isFull()) {
                h.add(key, value, number);
            } else {
                TableGrowth.addToFullHash(this, key, value, number);
            }
        }
    }

    // --- boxed, for Java -------------------------------------------------------------------------

    /** Nil for a nil or NaN key. */
    public Object get(Object key) {
        if (key instanceof LuaString string) {
            return get(string);
        }
        if (key instanceof Double number) {
            return get(number.doubleValue());
        }
        if (key == null) {
            return null;
        }
        return hash == null ? null : boxedEntry(hash.find(key));
    }

    public Object get(LuaString key) {
        if (shape == Shape.MAP) {
            return boxedEntry(hash.find(key));
        }
        int slot = shape.slotOf(key);
        return slot < 0 ? null : boxedSlot(slot);
    }

    public Object get(long index) {
        return index > 0 && index <= capacity()
                ? boxedItem((int) index - 1)
                : hash == null ? null : boxedEntry(hash.find((double) index));
    }

    private Object get(double key) {
        long index = (long) key;
        return index == key ? get(index) : hash == null ? null : boxedEntry(hash.find(key));
    }

    private Object boxedItem(int k) {
        Object value = array.length == 0 ? Tag.NUM : array[k];
        if (value != Tag.NUM) {
            return value;
        }
        double number = numbers[k];
        return isNil(number) ? null : (Object) number;
    }

    private Object boxedSlot(int slot) {
        Object value = slotRef(slot);
        return value == Tag.NUM ? (Object) slotNum(slot) : value;
    }

    private Object boxedEntry(int entry) {
        return entry < 0 ? null : hash.boxedValue(entry);
    }

    /** Nil value removes. Throws Lua's error for a nil or NaN key. */
    public void put(Object key, Object value) {
        if (value instanceof Double number) {
            setAny(key, 0, Tag.NUM, number(number));
        } else {
            setAny(key, 0, value, 0);
        }
    }

    public void put(LuaString key, Object value) {
        if (value instanceof Double number) {
            setString(key, Tag.NUM, number(number));
        } else {
            setString(key, value, 0);
        }
    }

    /** As {@link #setField}, with a boxed value. */
    public void putField(LuaString key, Object value) {
        if (value instanceof Double number) {
            setField(key, Tag.NUM, number(number));
        } else {
            setField(key, value, 0);
        }
    }

    public void put(long index, Object value) {
        Object tag = value instanceof Double ? Tag.NUM : value;
        double number = value instanceof Double boxed ? number(boxed) : 0;
        if (index == (int) index) {
            setInt((int) index, tag, number);
        } else {
            setHashed((double) index, tag, number);
        }
    }

    /** A number that is not boxed yet. */
    public void put(long index, double value) {
        if (index == (int) index) {
            setInt((int) index, Tag.NUM, value);
        } else {
            setHashed((double) index, Tag.NUM, value);
        }
    }

    /** For setting up libraries: the name as UTF-8. */
    public void put(String key, Object value) {
        putField(LuaString.of(key), value);
    }

    public Object get(String key) {
        return get(LuaString.of(key));
    }

    private static double number(Double boxed) {
        double number = boxed;
        return number == number ? number : Double.NaN;
    }

    // --- metatable -------------------------------------------------------------------------------

    public LuaTable metatable() {
        return metatable;
    }

    /** Sets the metatable; its `__mode` decides from now on what this table holds weakly. */
    public void metatable(LuaTable metatable) {
        this.metatable = metatable;
        int weak = Metatables.weakMode(metatable);
        if (weak != (hash == null ? 0 : hash.weak)) {
            TableGrowth.becomeWeak(this, weak);
        }
    }

    // --- all pairs -------------------------------------------------------------------------------

    /** Removes everything, keeps the room. */
    public void clear() {
        if (array.length != 0) {
            Arrays.fill(array, null);
        } else {
            Arrays.fill(numbers, NIL);
        }
        border = 0;
        clearSlots();
        if (shape != Shape.MAP) {
            shape = Shape.EMPTY;
        }
        if (hash != null) {
            hash.clear();
        }
    }

    /** Number of non-nil pairs. */
    public int pairCount() {
        int count = 0;
        for (int cursor = firstPair(); cursor >= 0; cursor = nextPair(cursor)) {
            count++;
        }
        return count;
    }

    /**
     * A cursor for traversal from Java: {@code for (int i = t.firstPair(); i >= 0; i =
     * t.nextPair(i)) … t.keyAt(i), t.valueAt(i)}. Setting existing fields, also to nil, is allowed
     * meanwhile.
     */
    public int firstPair() {
        return nextPair(-1);
    }

    /** The next cursor, or -1 at the end. */
    public int nextPair(int cursor) {
        int capacity = capacity();
        int at = cursor + 1;
        for (; at < capacity; at++) {
            if (isItemSet(at)) {
                return at;
            }
        }
        int fields = capacity + shape.size;
        for (; at < fields; at++) {
            if (slotRef(at - capacity) != null) {
                return at;
            }
        }
        int end = hash == null ? 0 : fields + hash.used;
        for (; at < end; at++) {
            if (hash.isSet(at - fields)) {
                return at;
            }
        }
        return -1;
    }

    public Object keyAt(int cursor) {
        int capacity = capacity();
        if (cursor < capacity) {
            return (double) (cursor + 1);
        }
        int slot = cursor - capacity;
        return slot < shape.size ? shape.keyAt(slot) : hash.key(slot - shape.size);
    }

    public Object valueAt(int cursor) {
        int capacity = capacity();
        if (cursor < capacity) {
            return boxedItem(cursor);
        }
        int slot = cursor - capacity;
        return slot < shape.size ? boxedSlot(slot) : hash.boxedValue(slot - shape.size);
    }

    /** The key at a cursor, in the two-slot convention. */
    public Object keyAt(LuaVm vm, int cursor) {
        int capacity = capacity();
        if (cursor < capacity) {
            vm.num = cursor + 1;
            return Tag.NUM;
        }
        int slot = cursor - capacity;
        if (slot < shape.size) {
            return shape.keyAt(slot);
        }
        Object key = hash.key(slot - shape.size);
        if (key instanceof Double number) {
            vm.num = number;
            return Tag.NUM;
        }
        return key;
    }

    /** The value at a cursor, in the two-slot convention. */
    public Object valueAt(LuaVm vm, int cursor) {
        int capacity = capacity();
        if (cursor < capacity) {
            return getInt(vm, cursor + 1);
        }
        int slot = cursor - capacity;
        return slot < shape.size ? slot(vm, slot) : hash.value(vm, slot - shape.size);
    }

    /**
     * Whether this very object is the key at a cursor behind the array part; the cursor may be any
     * number.
     */
    boolean isAt(int cursor, Object key) {
        int slot = cursor - capacity();
        if (slot < 0 || key == null) {
            return false;
        }
        int fields = shape.size;
        if (slot < fields) {
            return shape.keyAt(slot) == key;
        }
        return hash != null && slot - fields < hash.used && hash.keys[slot - fields] == key;
    }

    /**
     * The cursor of a key as `next` takes it (two-slot): -1 for nil, and -2 when the key has never
     * been here, which is an error.
     */
    public int cursorOf(Object key, double number) {
        return TableGrowth.cursorOf(this, key, number);
    }
}
