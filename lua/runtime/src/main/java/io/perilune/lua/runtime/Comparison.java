// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * Lua's comparisons, for generated code, with metamethods as LuaJIT has them with and without Lua
 * 5.2's rules. Operands are a reference and a double each, as {@link Tag} says. Stateless.
 */
public final class Comparison {
    private Comparison() {}

    // --- equality --------------------------------------------------------------------------------

    public static boolean eq(LuaVm vm, Object a, double an, Object b, double bn) {
        if (a == Tag.NUM) {
            return b == Tag.NUM && an == bn;
        }
        return a == b || a != null && b != null && eqSlow(vm, a, b);
    }

    /** Of two different references, neither nil nor NUM in the first place. */
    private static boolean eqSlow(LuaVm vm, Object a, Object b) {
        if (a instanceof LuaString left) {
            return b instanceof LuaString right && left.sameBytes(right);
        }
        if (a instanceof LuaTable left && b instanceof LuaTable right) {
            return left.metatable != null
                    && right.metatable != null
                    && equalByMetamethod(vm, a, b, left.metatable, right.metatable);
        }
        if (a instanceof LuaUserdata left && b instanceof LuaUserdata right) {
            return a instanceof ValueKey && a.equals(b)
                    || left.metatable() != null
                            && right.metatable() != null
                            && equalByMetamethod(vm, a, b, left.metatable(), right.metatable());
        }
        return false;
    }

    /** Both must have the same metamethod: here LuaJIT keeps 5.1's rule. */
    private static boolean equalByMetamethod(
            LuaVm vm, Object a, Object b, LuaTable left, LuaTable right) {
        Object method = Metatables.get(left, MetaEvent.EQ);
        if (method == null
                || left != right && !rawEquals(method, Metatables.get(right, MetaEvent.EQ))) {
            return false;
        }
        return isTrue(vm.first(vm.invoke(method, a, b)));
    }

    /** Of boxed values. */
    static boolean rawEquals(Object a, Object b) {
        if (a == b) {
            return !(a instanceof Double number) || !number.isNaN();
        }
        if (a instanceof Double left) {
            return b instanceof Double right && left.doubleValue() == right.doubleValue();
        }
        if (a instanceof LuaString left) {
            return b instanceof LuaString right && left.sameBytes(right);
        }
        if (a instanceof ValueKey left) {
            return left.equals(b);
        }
        return false;
    }

    /** Anything but nil and false; not for NUM's sake, which is true. */
    public static boolean isTrue(Object value) {
        return value != null && value != Boolean.FALSE;
    }

    /** Whether a two-slot reference is this string: `x == "text"`. */
    public static boolean isString(Object value, LuaString constant) {
        return value == constant || value instanceof LuaString string && constant.sameBytes(string);
    }

    // --- order -----------------------------------------------------------------------------------

    public static boolean lt(LuaVm vm, Object a, double an, Object b, double bn) {
        return a == Tag.NUM && b == Tag.NUM ? an < bn : ltSlow(vm, a, an, b, bn);
    }

    public static boolean le(LuaVm vm, Object a, double an, Object b, double bn) {
        return a == Tag.NUM && b == Tag.NUM ? an <= bn : leSlow(vm, a, an, b, bn);
    }

    public static boolean ltSlow(LuaVm vm, Object a, double an, Object b, double bn) {
        if (a instanceof LuaString left && b instanceof LuaString right) {
            return left.compareTo(right) < 0;
        }
        Object method = method(vm, a, b, MetaEvent.LT);
        if (method == null) {
            throw ErrorText.comparison(vm, a, b);
        }
        return ask(vm, method, a, an, b, bn);
    }

    /** Without `__le`, `a <= b` is `not (b < a)`. */
    public static boolean leSlow(LuaVm vm, Object a, double an, Object b, double bn) {
        if (a instanceof LuaString left && b instanceof LuaString right) {
            return left.compareTo(right) <= 0;
        }
        Object method = method(vm, a, b, MetaEvent.LE);
        if (method != null) {
            return ask(vm, method, a, an, b, bn);
        }
        method = method(vm, b, a, MetaEvent.LT);
        if (method == null) {
            throw ErrorText.comparison(vm, a, b);
        }
        return !ask(vm, method, b, bn, a, an);
    }

    /** Lua 5.1 wants two operands of one type with the same metamethod. */
    private static Object method(LuaVm vm, Object a, Object b, MetaEvent event) {
        if (vm.isCompat52()) {
            return Metatables.ofEither(vm, a, b, event);
        }
        Object method = LuaType.of(a) == LuaType.of(b) ? Metatables.of(vm, a, event) : null;
        return method != null && rawEquals(method, Metatables.of(vm, b, event)) ? method : null;
    }

    private static boolean ask(LuaVm vm, Object method, Object a, double an, Object b, double bn) {
        return isTrue(vm.settleFirst(Invocation.call2(vm, method, a, an, b, bn, null)));
    }
}
