// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * A round of a generic `for` with one of the two iterators that most loops have, without calling
 * it: for generated code. Stateless.
 *
 * <p>A step answers the next key's reference with its double in {@code vm.num} and has put the
 * value into {@code vm.ref1} and {@code vm.num1}; null when the table ends; {@link Tag#MISS} when
 * the iterator, its state or the key is something else: then the iterator is to be called.
 */
public final class Traversal {
    private Traversal() {}

    /** A round of `for k, v in pairs(t)`. The place of the last round is a guess. */
    public static Object stepPairs(
            LuaVm vm, Object iterator, Object state, Object key, double number, int last) {
        if (iterator != Next.FUNCTION || !(state instanceof LuaTable table)) {
            return Tag.MISS;
        }
        if (key == Tag.NUM && last >= 0 && number == last + 1 && stepArray(vm, table, last + 1)) {
            return Tag.NUM;
        }
        int cursor = table.isAt(last, key) ? last : table.cursorOf(key, number);
        if (cursor < -1) {
            return Tag.MISS;
        }
        int next = table.nextPair(cursor);
        vm.walk = next;
        if (next < 0) {
            return null;
        }
        vm.ref1 = table.valueAt(vm, next);
        vm.num1 = vm.num;
        return table.keyAt(vm, next);
    }

    /** Takes an item of the array part, unless it is nil or behind the end. */
    private static boolean stepArray(LuaVm vm, LuaTable table, int at) {
        Object[] items = table.array;
        double[] numbers = table.numbers;
        Object value = null;
        double number = 0;
        if (at < items.length) {
            value = items[at];
            number = value == Tag.NUM ? numbers[at] : 0;
        } else if (at < numbers.length) {
            number = numbers[at];
            value = number == number ? Tag.NUM : null;
        }
        if (value == null) {
            return false;
        }
        vm.walk = at;
        vm.ref1 = value;
        vm.num1 = number;
        vm.num = at + 1;
        return true;
    }

    /** A round of `for i, v in ipairs(t)`. */
    public static Object stepIpairs(
            LuaVm vm, Object iterator, Object state, Object key, double number) {
        if (iterator != IpairsStep.FUNCTION
                || !(state instanceof LuaTable table)
                || key != Tag.NUM) {
            return Tag.MISS;
        }
        int index = (int) number + 1;
        Object value = table.getInt(vm, index);
        if (value == null) {
            return null;
        }
        vm.ref1 = value;
        vm.num1 = vm.num;
        vm.num = index;
        return Tag.NUM;
    }
}
