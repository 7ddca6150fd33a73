// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * Calls of any value, for generated code. Stateless.
 *
 * <p>Arguments are a reference and a double each as {@link Tag} says; the answer is as {@link LuaFunction} gives it.
 * The last argument names the callee for messages ({@link ErrorText}).
 */
public final class Invocation {
    private Invocation() {}

    public static Object call0(LuaVm vm, Object callee, String operand) {
        return callee instanceof LuaFunction function
                ? function.call0(vm)
                : callThroughMetatable(vm, callee, LuaVm.NO_VALUES, operand);
    }

    public static Object call1(LuaVm vm, Object callee, Object a, double an, String operand) {
        return callee instanceof LuaFunction function
                ? function.call1(vm, a, an)
                : callThroughMetatable(vm, callee, new Object[] {LuaFunction.box(a, an)}, operand);
    }

    public static Object call2(LuaVm vm, Object callee, Object a, double an, Object b, double bn, String operand) {
        return callee instanceof LuaFunction function
                ? function.call2(vm, a, an, b, bn)
                : callThroughMetatable(
                        vm, callee, new Object[] {LuaFunction.box(a, an), LuaFunction.box(b, bn)}, operand);
    }

    public static Object call3(
            LuaVm vm, Object callee, Object a, double an, Object b, double bn, Object c, double cn, String operand) {
        return callee instanceof LuaFunction function
                ? function.call3(vm, a, an, b, bn, c, cn)
                : callThroughMetatable(
                        vm,
                        callee,
                        new Object[] {LuaFunction.box(a, an), LuaFunction.box(b, bn), LuaFunction.box(c, cn)},
                        operand);
    }

    public static Object call4(
            LuaVm vm, Object callee, Object a, double an, Object b, double bn, Object c, double cn, Object d,
            double dn, String operand) {
        return callee instanceof LuaFunction function
                ? function.call4(vm, a, an, b, bn, c, cn, d, dn)
                : callThroughMetatable(
                        vm,
                        callee,
                        new Object[] {
                            LuaFunction.box(a, an), LuaFunction.box(b, bn), LuaFunction.box(c, cn),
                            LuaFunction.box(d, dn)
                        },
                        operand);
    }

    /** With boxed arguments; the array goes to the callee. */
    public static Object callN(LuaVm vm, Object callee, Object[] arguments, String operand) {
        return callee instanceof LuaFunction function
                ? function.callN(vm, arguments)
                : callThroughMetatable(vm, callee, arguments, operand);
    }

    /** The callee is no function: its `__call`, with the callee itself (boxed, or NUM with the double lost) in front. */
    static Object callThroughMetatable(LuaVm vm, Object callee, Object[] arguments, String operand) {
        Object handler = Metatables.of(vm, callee, MetaEvent.CALL);
        if (handler instanceof LuaFunction function) {
            Object[] all = new Object[arguments.length + 1];
            all[0] = callee == Tag.NUM ? (Object) vm.num : callee;
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            return function.callN(vm, all);
        }
        throw ErrorText.call(vm, callee, operand);
    }

    /** Boxed arguments: some known ones followed by all values of a last call or `...`. */
    public static Object[] append(Object[] front, Object[] rest) {
        if (rest.length == 0) {
            return front;
        }
        Object[] all = new Object[front.length + rest.length];
        System.arraycopy(front, 0, all, 0, front.length);
        System.arraycopy(rest, 0, all, front.length, rest.length);
        return all;
    }
}
