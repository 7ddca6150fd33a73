// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/** `#value` with metamethods, for generated code; answers in the two-slot convention. Stateless. */
public final class Length {
    private Length() {}

    public static Object length(LuaVm vm, Object value, double number, String operand) {
        if (value instanceof LuaTable table && table.metatable == null) {
            vm.num = table.length();
            return Tag.NUM;
        }
        return lengthSlow(vm, value, number, operand);
    }

    private static Object lengthSlow(LuaVm vm, Object value, double number, String operand) {
        if (value instanceof LuaString string) {
            vm.num = string.length();
            return Tag.NUM;
        }
        boolean isPlain = value instanceof LuaTable && !vm.isCompat52();
        Object method = isPlain ? null : Metatables.of(vm, value, MetaEvent.LEN);
        if (method != null) {
            // Lua 5.2 gives unary operators their operand twice.
            Object second = vm.isCompat52() ? value : null;
            return vm.settleFirst(
                    Invocation.call2(vm, method, value, number, second, number, null));
        }
        if (value instanceof LuaTable table) {
            vm.num = table.length();
            return Tag.NUM;
        }
        throw ErrorText.length(vm, value, operand);
    }
}
