// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * Calls of any value, for generated code. Stateless.
 *
 * <p>Arguments are a reference and a double each as {@link Tag} says; the answer is as {@link
 * LuaFunction} gives it. The last argument names the callee for messages ({@link ErrorText}).
 */
public final class Invocation {
    /** What LuaJIT's stack has room for. */
    private static final int MOST_VALUES = 65_000;

    private Invocation() {}

    public static Object call0(LuaVm vm, Object callee, String operand) {
        return callee instanceof LuaFunction f ? f.call0(vm) : bound(vm, callee, operand).call0(vm);
    }

    public static Object call1(LuaVm vm, Object callee, Object a, double an, String operand) {
        return callee instanceof LuaFunction f
                ? f.call1(vm, a, an)
                : bound(vm, callee, operand).call1(vm, a, an);
    }

    public static Object call2(
            LuaVm vm, Object callee, Object a, double an, Object b, double bn, String operand) {
        return callee instanceof LuaFunction f
                ? f.call2(vm, a, an, b, bn)
                : bound(vm, callee, operand).call2(vm, a, an, b, bn);
    }

    public static Object call3(
            LuaVm vm,
            Object callee,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn,
            String operand) {
        return callee instanceof LuaFunction f
                ? f.call3(vm, a, an, b, bn, c, cn)
                : bound(vm, callee, operand).call3(vm, a, an, b, bn, c, cn);
    }

    public static Object call4(
            LuaVm vm,
            Object callee,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn,
            Object d,
            double dn,
            String operand) {
        return callee instanceof LuaFunction f
                ? f.call4(vm, a, an, b, bn, c, cn, d, dn)
                : bound(vm, callee, operand).call4(vm, a, an, b, bn, c, cn, d, dn);
    }

    /** With boxed arguments; the array goes to the callee. */
    public static Object callN(LuaVm vm, Object callee, Object[] arguments, String operand) {
        return callee instanceof LuaFunction f
                ? f.callN(vm, arguments)
                : bound(vm, callee, operand).callN(vm, arguments);
    }

    /**
     * A {@link LuaFunction} that does what calling this value does, the error included: arguments
     * are evaluated before a callee that is no function is found out. A number's double is in the
     * machine.
     */
    public static Object callable(LuaVm vm, Object callee, String operand) {
        if (callee instanceof LuaFunction
                || Metatables.of(vm, callee, MetaEvent.CALL) instanceof LuaFunction) {
            return callee instanceof LuaFunction ? callee : bound(vm, callee, operand);
        }
        return new NotCallable(callee, operand);
    }

    /** As {@link #callable}, for a callee that is on top of the stack. */
    public static LuaFunction function(Object callee, LuaVm vm, String operand) {
        return callee instanceof LuaFunction function
                ? function
                : (LuaFunction) callable(vm, callee, operand);
    }

    /** As {@link #function(Object, LuaVm, String)}, of a reference and its double. */
    public static LuaFunction function(Object callee, double number, LuaVm vm, String operand) {
        if (callee instanceof LuaFunction function) {
            return function;
        }
        vm.num = number;
        return (LuaFunction) callable(vm, callee, operand);
    }

    /** A call's first value, in the two-slot convention. */
    public static Object first(Object answer, LuaVm vm) {
        return answer == Tag.MANY ? vm.firstOfMany() : answer;
    }

    /** Throws when it is called. */
    static final class NotCallable extends LuaFunction {
        private final Object callee;
        private final String operand;

        NotCallable(Object callee, String operand) {
            this.callee = callee;
            this.operand = operand;
        }

        @Override
        public Object callN(LuaVm vm, Object[] arguments) {
            throw ErrorText.call(vm, callee, operand);
        }
    }

    /** The callee is no function: its `__call`, with the callee itself in front. */
    private static LuaFunction bound(LuaVm vm, Object callee, String operand) {
        if (Metatables.of(vm, callee, MetaEvent.CALL) instanceof LuaFunction handler) {
            return callee instanceof Double number
                    ? new BoundCall(handler, Tag.NUM, number)
                    : new BoundCall(handler, callee, vm.num);
        }
        throw ErrorText.call(vm, callee, operand);
    }

    /** Boxed arguments: some known ones followed by all values of a last call or `...`. */
    public static Object[] append(Object[] front, Object[] rest) {
        if (rest.length == 0) {
            return front;
        }
        if (rest.length > MOST_VALUES) {
            throw ErrorText.tooManyValues();
        }
        Object[] all = new Object[front.length + rest.length];
        Values.copy(front, 0, all, 0, front.length);
        Values.copy(rest, 0, all, front.length, rest.length);
        return all;
    }

    /** The first value of {@code callee(index, ...)}, whatever the callee. */
    public static Object selected(
            LuaFunction callee, LuaVm vm, Object index, double number, Object[] rest) {
        if (callee instanceof VarargSelection) {
            if (index == Tag.NUM && number >= 1 && number < rest.length + 1.0) {
                return vm.unbox(rest[(int) number - 1]);
            }
            if (VarargSelection.isCount(index)) {
                vm.num = rest.length;
                return Tag.NUM;
            }
        }
        Object[] front = {LuaFunction.box(index, number)};
        return first(callee.callN(vm, append(front, rest)), vm);
    }

    // --- tail calls that wait, for generated code: arguments in the order of a call
    // ---------------

    public static Object pend0(LuaFunction callee, LuaVm vm) {
        return vm.tailCall(callee, LuaVm.NO_VALUES);
    }

    public static Object pend1(LuaFunction callee, LuaVm vm, Object a, double an) {
        return vm.tailCall(callee, LuaFunction.box(a, an));
    }

    public static Object pend2(
            LuaFunction callee, LuaVm vm, Object a, double an, Object b, double bn) {
        return vm.tailCall(callee, LuaFunction.box(a, an), LuaFunction.box(b, bn));
    }

    public static Object pend3(
            LuaFunction callee,
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn) {
        return vm.tailCall(
                callee, LuaFunction.box(a, an), LuaFunction.box(b, bn), LuaFunction.box(c, cn));
    }

    public static Object pend4(
            LuaFunction callee,
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn,
            Object d,
            double dn) {
        return vm.tailCall(
                callee,
                LuaFunction.box(a, an),
                LuaFunction.box(b, bn),
                LuaFunction.box(c, cn),
                LuaFunction.box(d, dn));
    }

    public static Object pend5(
            LuaFunction callee,
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn,
            Object d,
            double dn,
            Object e,
            double en) {
        return vm.tailCall(
                callee,
                LuaFunction.box(a, an),
                LuaFunction.box(b, bn),
                LuaFunction.box(c, cn),
                LuaFunction.box(d, dn),
                LuaFunction.box(e, en));
    }

    public static Object pend6(
            LuaFunction callee,
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn,
            Object d,
            double dn,
            Object e,
            double en,
            Object f,
            double fn) {
        return vm.tailCall(
                callee,
                LuaFunction.box(a, an),
                LuaFunction.box(b, bn),
                LuaFunction.box(c, cn),
                LuaFunction.box(d, dn),
                LuaFunction.box(e, en),
                LuaFunction.box(f, fn));
    }

    public static Object pend7(
            LuaFunction callee,
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn,
            Object d,
            double dn,
            Object e,
            double en,
            Object f,
            double fn,
            Object g,
            double gn) {
        return vm.tailCall(
                callee,
                LuaFunction.box(a, an),
                LuaFunction.box(b, bn),
                LuaFunction.box(c, cn),
                LuaFunction.box(d, dn),
                LuaFunction.box(e, en),
                LuaFunction.box(f, fn),
                LuaFunction.box(g, gn));
    }

    public static Object pend8(
            LuaFunction callee,
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn,
            Object d,
            double dn,
            Object e,
            double en,
            Object f,
            double fn,
            Object g,
            double gn,
            Object h,
            double hn) {
        return vm.tailCall(
                callee,
                LuaFunction.box(a, an),
                LuaFunction.box(b, bn),
                LuaFunction.box(c, cn),
                LuaFunction.box(d, dn),
                LuaFunction.box(e, en),
                LuaFunction.box(f, fn),
                LuaFunction.box(g, gn),
                LuaFunction.box(h, hn));
    }

    public static Object pendN(LuaFunction callee, LuaVm vm, Object[] arguments) {
        return vm.tailCall(callee, arguments);
    }

    // --- calls whose last argument is a call that gave MANY, for generated code: it and pending
    // ones ---

    public static Object open0(LuaFunction callee, LuaVm vm, Object last) {
        Object[] values = vm.all(last);
        return callee.callN(vm, values);
    }

    public static Object open1(LuaFunction callee, LuaVm vm, Object a, double an, Object last) {
        Object[] values = append(new Object[] {LuaFunction.box(a, an)}, vm.all(last));
        return callee.callN(vm, values);
    }

    public static Object open2(
            LuaFunction callee, LuaVm vm, Object a, double an, Object b, double bn, Object last) {
        Object[] values =
                append(new Object[] {LuaFunction.box(a, an), LuaFunction.box(b, bn)}, vm.all(last));
        return callee.callN(vm, values);
    }

    public static Object open3(
            LuaFunction callee,
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn,
            Object last) {
        Object[] values =
                append(
                        new Object[] {
                            LuaFunction.box(a, an), LuaFunction.box(b, bn), LuaFunction.box(c, cn)
                        },
                        vm.all(last));
        return callee.callN(vm, values);
    }

    public static Object open4(
            LuaFunction callee,
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn,
            Object d,
            double dn,
            Object last) {
        Object[] values =
                append(
                        new Object[] {
                            LuaFunction.box(a, an),
                            LuaFunction.box(b, bn),
                            LuaFunction.box(c, cn),
                            LuaFunction.box(d, dn)
                        },
                        vm.all(last));
        return callee.callN(vm, values);
    }

    public static Object open5(
            LuaFunction callee,
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn,
            Object d,
            double dn,
            Object e,
            double en,
            Object last) {
        Object[] values =
                append(
                        new Object[] {
                            LuaFunction.box(a, an),
                            LuaFunction.box(b, bn),
                            LuaFunction.box(c, cn),
                            LuaFunction.box(d, dn),
                            LuaFunction.box(e, en)
                        },
                        vm.all(last));
        return callee.callN(vm, values);
    }

    public static Object open6(
            LuaFunction callee,
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn,
            Object d,
            double dn,
            Object e,
            double en,
            Object f,
            double fn,
            Object last) {
        Object[] values =
                append(
                        new Object[] {
                            LuaFunction.box(a, an),
                            LuaFunction.box(b, bn),
                            LuaFunction.box(c, cn),
                            LuaFunction.box(d, dn),
                            LuaFunction.box(e, en),
                            LuaFunction.box(f, fn)
                        },
                        vm.all(last));
        return callee.callN(vm, values);
    }

    public static Object open7(
            LuaFunction callee,
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn,
            Object d,
            double dn,
            Object e,
            double en,
            Object f,
            double fn,
            Object g,
            double gn,
            Object last) {
        Object[] values =
                append(
                        new Object[] {
                            LuaFunction.box(a, an),
                            LuaFunction.box(b, bn),
                            LuaFunction.box(c, cn),
                            LuaFunction.box(d, dn),
                            LuaFunction.box(e, en),
                            LuaFunction.box(f, fn),
                            LuaFunction.box(g, gn)
                        },
                        vm.all(last));
        return callee.callN(vm, values);
    }

    public static Object pendOpen0(LuaFunction callee, LuaVm vm, Object last) {
        Object[] values = vm.all(last);
        return vm.tailCall(callee, values);
    }

    public static Object pendOpen1(LuaFunction callee, LuaVm vm, Object a, double an, Object last) {
        Object[] values = append(new Object[] {LuaFunction.box(a, an)}, vm.all(last));
        return vm.tailCall(callee, values);
    }

    public static Object pendOpen2(
            LuaFunction callee, LuaVm vm, Object a, double an, Object b, double bn, Object last) {
        Object[] values =
                append(new Object[] {LuaFunction.box(a, an), LuaFunction.box(b, bn)}, vm.all(last));
        return vm.tailCall(callee, values);
    }

    public static Object pendOpen3(
            LuaFunction callee,
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn,
            Object last) {
        Object[] values =
                append(
                        new Object[] {
                            LuaFunction.box(a, an), LuaFunction.box(b, bn), LuaFunction.box(c, cn)
                        },
                        vm.all(last));
        return vm.tailCall(callee, values);
    }

    public static Object pendOpen4(
            LuaFunction callee,
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn,
            Object d,
            double dn,
            Object last) {
        Object[] values =
                append(
                        new Object[] {
                            LuaFunction.box(a, an),
                            LuaFunction.box(b, bn),
                            LuaFunction.box(c, cn),
                            LuaFunction.box(d, dn)
                        },
                        vm.all(last));
        return vm.tailCall(callee, values);
    }

    public static Object pendOpen5(
            LuaFunction callee,
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn,
            Object d,
            double dn,
            Object e,
            double en,
            Object last) {
        Object[] values =
                append(
                        new Object[] {
                            LuaFunction.box(a, an),
                            LuaFunction.box(b, bn),
                            LuaFunction.box(c, cn),
                            LuaFunction.box(d, dn),
                            LuaFunction.box(e, en)
                        },
                        vm.all(last));
        return vm.tailCall(callee, values);
    }

    public static Object pendOpen6(
            LuaFunction callee,
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn,
            Object d,
            double dn,
            Object e,
            double en,
            Object f,
            double fn,
            Object last) {
        Object[] values =
                append(
                        new Object[] {
                            LuaFunction.box(a, an),
                            LuaFunction.box(b, bn),
                            LuaFunction.box(c, cn),
                            LuaFunction.box(d, dn),
                            LuaFunction.box(e, en),
                            LuaFunction.box(f, fn)
                        },
                        vm.all(last));
        return vm.tailCall(callee, values);
    }

    public static Object pendOpen7(
            LuaFunction callee,
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn,
            Object d,
            double dn,
            Object e,
            double en,
            Object f,
            double fn,
            Object g,
            double gn,
            Object last) {
        Object[] values =
                append(
                        new Object[] {
                            LuaFunction.box(a, an),
                            LuaFunction.box(b, bn),
                            LuaFunction.box(c, cn),
                            LuaFunction.box(d, dn),
                            LuaFunction.box(e, en),
                            LuaFunction.box(f, fn),
                            LuaFunction.box(g, gn)
                        },
                        vm.all(last));
        return vm.tailCall(callee, values);
    }
}
