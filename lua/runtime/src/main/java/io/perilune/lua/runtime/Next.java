// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * The function `next`. Generated code recognises it in a generic `for` by identity and walks with a cursor
 * instead ({@link LuaTable#nextPair}). Stateless.
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
        int cursor = table.cursorOf(key, number);
        if (cursor < -1) {
            throw ErrorText.byCaller(vm, ErrorText.INVALID_NEXT);
        }
        int next = table.nextPair(cursor);
        return next < 0 ? null : vm.many(table.keyAt(next), table.valueAt(next));
    }
}
