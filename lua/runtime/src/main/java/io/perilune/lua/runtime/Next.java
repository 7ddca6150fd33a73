// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * The function `next`. Generated code may recognise it in a generic `for` by identity and walk with
 * a cursor instead ({@link LuaTable#nextPair}). Stateless; the machine remembers where the last
 * call was, since the next one mostly goes on there and needs not look its key up.
 */
public final class Next extends LuaFunction {
    public static final Next FUNCTION = new Next();

    private Next() {}

    @Override
    public String name() {
        return "next";
    }

    @Override
    public Object callN(LuaVm vm, Object[] arguments) {
        Object key = vm.unbox(arguments.length > 1 ? arguments[1] : null);
        if (arguments.length == 0) {
            throw ErrorText.badArgument(vm, 1, "next", ErrorText.expected("table", "no value"));
        }
        return call2(vm, arguments[0], 0, key, vm.num);
    }

    @Override
    public Object call1(LuaVm vm, Object a, double an) {
        return call2(vm, a, an, null, 0);
    }

    @Override
    public Object call2(LuaVm vm, Object a, double an, Object key, double number) {
        if (!(a instanceof LuaTable table)) {
            String got = LuaVm.typeName(a);
            throw ErrorText.badArgument(vm, 1, "next", ErrorText.expected("table", got));
        }
        int cursor = table.isAt(vm.walk, key) ? vm.walk : table.cursorOf(key, number);
        if (cursor < -1) {
            throw new LuaError(ErrorText.INVALID_NEXT);
        }
        int next = table.nextPair(cursor);
        if (next < 0) {
            return null;
        }
        vm.walk = next;
        Object nextKey = table.keyAt(vm, next);
        double nextNumber = vm.num;
        Object value = table.valueAt(vm, next);
        return vm.two(nextKey, nextNumber, value, vm.num);
    }
}
