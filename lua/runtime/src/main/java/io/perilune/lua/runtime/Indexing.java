// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * `object[key]` and `object[key] = value` with metamethods, for generated code. Stateless.
 *
 * <p>Object, key and value are each a reference and a double as {@link Tag} says; the last argument
 * names the object for messages ({@link ErrorText}). Accesses with a constant string key are in
 * {@link FieldCache}.
 */
public final class Indexing {
    private Indexing() {}

    // --- get -------------------------------------------------------------------------------------

    /** `object[index]` for a key known to be an int. */
    public static Object getInt(LuaVm vm, Object object, double number, int index, String operand) {
        if (object instanceof LuaTable table) {
            Object value = table.getInt(vm, index);
            if (value != null || !Metatables.mayHaveIndex(table.metatable)) {
                return value;
            }
        }
        return getThroughMetatable(vm, object, number, Tag.NUM, index, operand);
    }

    /** `object[key]` for a key known to be a number. */
    public static Object getNumber(
            LuaVm vm, Object object, double number, double key, String operand) {
        int index = (int) key;
        if (index == key && object instanceof LuaTable table) {
            Object value = table.getInt(vm, index);
            if (value != null || !Metatables.mayHaveIndex(table.metatable)) {
                return value;
            }
        }
        return getSlow(vm, object, number, Tag.NUM, key, operand);
    }

    /** `object[key]`. */
    public static Object get(
            LuaVm vm, Object object, double number, Object key, double keyNumber, String operand) {
        if (key == Tag.NUM) {
            return getNumber(vm, object, number, keyNumber, operand);
        }
        if (key instanceof LuaString string && object instanceof LuaTable table) {
            Object value = table.getString(vm, string);
            if (value != null || !Metatables.mayHaveIndex(table.metatable)) {
                return value;
            }
        }
        return getSlow(vm, object, number, key, keyNumber, operand);
    }

    private static Object getSlow(
            LuaVm vm, Object object, double number, Object key, double keyNumber, String operand) {
        if (object instanceof LuaTable table) {
            Object value = table.getAny(vm, key, keyNumber);
            if (value != null || !Metatables.mayHaveIndex(table.metatable)) {
                return value;
            }
        }
        return getThroughMetatable(vm, object, number, key, keyNumber, operand);
    }

    /** The object is no table, or a table with a metatable and without the key. */
    static Object getThroughMetatable(
            LuaVm vm, Object object, double number, Object key, double keyNumber, String operand) {
        Object holder = object;
        for (int depth = vm.limits().metatableChain(); depth > 0; depth--) {
            LuaTable metatable = vm.metatable(holder);
            Object handler = metatable == null ? null : Metatables.get(metatable, MetaEvent.INDEX);
            if (handler == null) {
                if (holder instanceof LuaTable) {
                    return null;
                }
                throw ErrorText.index(vm, holder, operand);
            }
            if (handler instanceof LuaFunction function) {
                double holderNumber = holder == object ? number : 0;
                return vm.settleFirst(function.call2(vm, holder, holderNumber, key, keyNumber));
            }
            if (handler instanceof LuaTable table) {
                Object value = table.getAny(vm, key, keyNumber);
                if (value != null || !Metatables.mayHaveIndex(table.metatable)) {
                    return value;
                }
            }
            holder = handler;
        }
        throw ErrorText.at(vm, ErrorText.GET_LOOP);
    }

    // --- the quick part, without calls: each place in generated code has its own way to the slow
    // part ---

    /** `object[key]` inside a table's array part, or {@link Tag#MISS}. */
    public static Object tryGet(LuaVm vm, Object object, Object key, double keyNumber) {
        return key == Tag.NUM ? tryGetNumber(vm, object, keyNumber) : Tag.MISS;
    }

    /** `object[key]` inside a table's array part, or {@link Tag#MISS}. */
    public static Object tryGetNumber(LuaVm vm, Object object, double key) {
        int index = (int) key;
        return index == key ? tryGetInt(vm, object, index) : Tag.MISS;
    }

    /** `object[index]` inside a table's array part, or {@link Tag#MISS}. */
    public static Object tryGetInt(LuaVm vm, Object object, int index) {
        if (object instanceof LuaTable table) {
            int k = index - 1;
            Object[] items = table.array;
            if (Integer.compareUnsigned(k, items.length) < 0) {
                Object value = items[k];
                if (value == Tag.NUM) {
                    vm.num = table.numbers[k];
                    return Tag.NUM;
                }
                return value == null && table.metatable != null ? Tag.MISS : value;
            }
            double[] numbers = table.numbers;
            if (Integer.compareUnsigned(k, numbers.length) < 0) {
                double number = numbers[k];
                if (number == number) {
                    vm.num = number;
                    return Tag.NUM;
                }
            }
        }
        return Tag.MISS;
    }

    /**
     * `object[index]` inside a table's array part when it is a number, else NaN. Not through {@code
     * vm.num}, and in an array of nothing but numbers with a range check that the JVM's compiler
     * can move out of loops.
     */
    public static double itemNumber(Object object, int index) {
        if (object instanceof LuaTable table) {
            Object[] items = table.array;
            double[] numbers = table.numbers;
            int k = index - 1;
            boolean isInside = items.length == 0 || isBelow(k, items.length) && items[k] == Tag.NUM;
            if (isInside && isBelow(k, numbers.length)) {
                return numbers[k];
            }
        }
        return Double.NaN;
    }

    private static boolean isBelow(int k, int length) {
        return Integer.compareUnsigned(k, length) < 0;
    }

    /** As {@link #itemNumber(Object, int)}. */
    public static double itemNumber(Object object, double key) {
        int index = (int) key;
        return index == key ? itemNumber(object, index) : Double.NaN;
    }

    /**
     * `object[index] = value` for an item that is a number, or in an array of nothing but numbers
     * without a metatable; false when it was not done. In such an array the tests but the range
     * check are the same for all items, so that a loop makes them once. The table's hint where its
     * border is stays behind.
     */
    public static boolean trySetItemNumber(Object object, int index, double value) {
        if (object instanceof LuaTable table) {
            Object[] items = table.array;
            double[] numbers = table.numbers;
            int k = index - 1;
            boolean isInside =
                    items.length == 0
                            ? isBelow(k, numbers.length)
                                    && (table.metatable == null || numbers[k] == numbers[k])
                            : isBelow(k, items.length) && items[k] == Tag.NUM;
            if (isInside) {
                numbers[k] = value;
                return true;
            }
        }
        return false;
    }

    /** As {@link #trySetItemNumber(Object, int, double)}. */
    public static boolean trySetItemNumber(Object object, double key, double value) {
        int index = (int) key;
        return index == key && trySetItemNumber(object, index, value);
    }

    /** `object[key] = value` for an item that is there already; false when it was not done. */
    public static boolean trySet(
            Object object, Object key, double keyNumber, Object value, double valueNumber) {
        return key == Tag.NUM && trySetNumber(object, keyNumber, value, valueNumber);
    }

    /** `object[key] = value` for an item that is there already; false when it was not done. */
    public static boolean trySetNumber(
            Object object, double key, Object value, double valueNumber) {
        int index = (int) key;
        return index == key && trySetInt(object, index, value, valueNumber);
    }

    /** `object[index] = value` for an item that is there already; false when it was not done. */
    public static boolean trySetInt(Object object, int index, Object value, double valueNumber) {
        if (object instanceof LuaTable table) {
            int k = index - 1;
            if (value == Tag.NUM) {
                return trySetItemNumber(table, index, valueNumber);
            } else if (value != null) {
                Object[] array = table.array;
                if (Integer.compareUnsigned(k, array.length) < 0 && array[k] != null) {
                    array[k] = value;
                    return true;
                }
            }
        }
        return false;
    }

    // --- set -------------------------------------------------------------------------------------

    /** `object[index] = value` for a key known to be an int. */
    public static void setInt(
            LuaVm vm,
            Object object,
            double number,
            int index,
            Object value,
            double valueNumber,
            String operand) {
        if (object instanceof LuaTable table) {
            int k = index - 1;
            if (value == Tag.NUM) {
                double[] numbers = table.numbers;
                if (Integer.compareUnsigned(k, numbers.length) < 0
                        && numbers[k] == numbers[k]
                        && table.array.length == 0) {
                    numbers[k] = valueNumber;
                    return;
                }
            } else if (value != null) {
                Object[] array = table.array;
                if (Integer.compareUnsigned(k, array.length) < 0 && array[k] != null) {
                    array[k] = value;
                    return;
                }
            }
            if (!Metatables.mayHaveNewIndex(table.metatable)) {
                table.setInt(index, value, valueNumber);
                return;
            }
        }
        setThroughMetatable(vm, object, number, Tag.NUM, index, value, valueNumber, operand);
    }

    /** `object[key] = value` for a key known to be a number. */
    public static void setNumber(
            LuaVm vm,
            Object object,
            double number,
            double key,
            Object value,
            double valueNumber,
            String operand) {
        int index = (int) key;
        // A metamethod gets negative zero as it is.
        if (index == key && index != 0) {
            setInt(vm, object, number, index, value, valueNumber, operand);
        } else {
            setSlow(vm, object, number, Tag.NUM, key, value, valueNumber, operand);
        }
    }

    /** `object[key] = value`. */
    public static void set(
            LuaVm vm,
            Object object,
            double number,
            Object key,
            double keyNumber,
            Object value,
            double valueNumber,
            String operand) {
        if (key == Tag.NUM) {
            setNumber(vm, object, number, keyNumber, value, valueNumber, operand);
        } else {
            setSlow(vm, object, number, key, keyNumber, value, valueNumber, operand);
        }
    }

    private static void setSlow(
            LuaVm vm,
            Object object,
            double number,
            Object key,
            double keyNumber,
            Object value,
            double valueNumber,
            String operand) {
        if (object instanceof LuaTable table && !Metatables.mayHaveNewIndex(table.metatable)) {
            rawSet(vm, table, key, keyNumber, value, valueNumber);
        } else {
            setThroughMetatable(vm, object, number, key, keyNumber, value, valueNumber, operand);
        }
    }

    private static void rawSet(
            LuaVm vm,
            LuaTable table,
            Object key,
            double keyNumber,
            Object value,
            double valueNumber) {
        if (key == null) {
            throw ErrorText.at(vm, ErrorText.INDEX_IS_NIL);
        }
        if (key == Tag.NUM && keyNumber != keyNumber) {
            throw ErrorText.at(vm, ErrorText.INDEX_IS_NAN);
        }
        table.setAny(key, keyNumber, value, valueNumber);
    }

    /** The object is no table, or a table with a metatable. */
    static void setThroughMetatable(
            LuaVm vm,
            Object object,
            double number,
            Object key,
            double keyNumber,
            Object value,
            double valueNumber,
            String operand) {
        Object holder = object;
        for (int depth = vm.limits().metatableChain(); depth > 0; depth--) {
            LuaTable metatable = vm.metatable(holder);
            Object handler =
                    metatable == null ? null : Metatables.get(metatable, MetaEvent.NEWINDEX);
            if (holder instanceof LuaTable table) {
                if (handler == null || hasKey(vm, table, key, keyNumber)) {
                    rawSet(vm, table, key, keyNumber, value, valueNumber);
                    return;
                }
            } else if (handler == null) {
                throw ErrorText.index(vm, holder, operand);
            }
            if (handler instanceof LuaFunction function) {
                double holderNumber = holder == object ? number : 0;
                vm.settle(
                        function.call3(
                                vm, holder, holderNumber, key, keyNumber, value, valueNumber));
                return;
            }
            holder = handler;
        }
        throw ErrorText.at(vm, ErrorText.SET_LOOP);
    }

    private static boolean hasKey(LuaVm vm, LuaTable table, Object key, double keyNumber) {
        return table.getAny(vm, key, keyNumber) != null;
    }
}
