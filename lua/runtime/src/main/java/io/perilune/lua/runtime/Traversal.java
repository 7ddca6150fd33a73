// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * A round of a generic `for` with one of the two iterators that most loops have, without calling it:
 * for generated code. Stateless.
 *
 * <p>A step answers the next key's reference with its double in {@code vm.num} and has put the value
 * into {@code vm.ref1} and {@code vm.num1}; null when the table ends; {@link Tag#MISS} when the
 * iterator, its state or the key is something else: then the iterator is to be called.
 */
public final class Traversal {
    private Traversal() {}

    /** A round of `for k, v in pairs(t)`. The place of the last round is a guess. */
    public static Object stepPairs(
            LuaVm vm, Object iterator, Object state, Object key, double number, int last) {
        if (iterator != Next.FUNCTION || !(state instanceof LuaTable table)) {
            return Tag.MISS;
        }
        int cursor = table.isKey(last, key, number) ? last : table.cursorOf(key, number);
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
