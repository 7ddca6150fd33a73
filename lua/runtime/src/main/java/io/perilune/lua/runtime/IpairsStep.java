// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * The iterator that `ipairs` gives. Generated code knows it: {@link Traversal#stepIpairs}.
 * Stateless.
 */
public final class IpairsStep extends LuaFunction {
    public static final IpairsStep FUNCTION = new IpairsStep();

    private static final String NAME = "ipairs_aux";

    private IpairsStep() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Object callN(LuaVm vm, Object[] arguments) {
        Object table = Values.at(arguments, 0);
        Object index = vm.unbox(Values.at(arguments, 1));
        return step(vm, table, index, vm.num, arguments.length);
    }

    @Override
    public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
        if (a instanceof LuaTable table && b == Tag.NUM) {
            int index = (int) bn + 1;
            Object value = table.getInt(vm, index);
            return value == null ? vm.many(LuaVm.NO_VALUES) : vm.two(Tag.NUM, index, value, vm.num);
        }
        return step(vm, a, b, bn, 2);
    }

    private Object step(LuaVm vm, Object table, Object index, double number, int given) {
        if (!(table instanceof LuaTable)) {
            String got = given == 0 ? "no value" : LuaVm.typeName(table);
            throw ErrorText.badArgument(vm, 1, NAME, ErrorText.expected("table", got));
        }
        if (index != Tag.NUM && !(index instanceof LuaString s && Conversion.toNumber(vm, s))) {
            String got = given < 2 ? "no value" : LuaVm.typeName(index);
            throw ErrorText.badArgument(vm, 2, NAME, ErrorText.expected("number", got));
        }
        return call2(vm, table, 0, Tag.NUM, index == Tag.NUM ? number : vm.num);
    }
}
