// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * A Lua value of type function. Confined to its VM's thread.
 *
 * <p>The entry points {@code call0} to {@code call8} take their arguments in the two-slot
 * convention of {@link Tag}: receiver, machine, four references and four doubles are what x86-64
 * passes in registers (those of call5 to call8 go over the stack). {@code callN} takes any number
 * of boxed arguments. All of them return one value in the two-slot convention, or {@link Tag#MANY}.
 *
 * <p>A subclass overrides those that it can do well; each one's default goes to {@code callN}, and
 * {@code callN} must not go back.
 */
public abstract class LuaFunction {

    /** Calls with any number of boxed arguments; the array belongs to the callee from now on. */
    public abstract Object callN(LuaVm vm, Object[] arguments);

    public Object call0(LuaVm vm) {
        return callN(vm, LuaVm.NO_VALUES);
    }

    public Object call1(LuaVm vm, Object a, double an) {
        return callN(vm, new Object[] {box(a, an)});
    }

    public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
        return callN(vm, new Object[] {box(a, an), box(b, bn)});
    }

    public Object call3(LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
        return callN(vm, new Object[] {box(a, an), box(b, bn), box(c, cn)});
    }

    public Object call4(
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn,
            Object d,
            double dn) {
        return callN(vm, new Object[] {box(a, an), box(b, bn), box(c, cn), box(d, dn)});
    }

    public Object call5(
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
        return callN(vm, new Object[] {box(a, an), box(b, bn), box(c, cn), box(d, dn), box(e, en)});
    }

    public Object call6(
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
        return callN(
                vm,
                new Object[] {
                    box(a, an), box(b, bn), box(c, cn), box(d, dn), box(e, en), box(f, fn)
                });
    }

    public Object call7(
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
        return callN(
                vm,
                new Object[] {
                    box(a, an),
                    box(b, bn),
                    box(c, cn),
                    box(d, dn),
                    box(e, en),
                    box(f, fn),
                    box(g, gn)
                });
    }

    public Object call8(
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
        return callN(
                vm,
                new Object[] {
                    box(a, an),
                    box(b, bn),
                    box(c, cn),
                    box(d, dn),
                    box(e, en),
                    box(f, fn),
                    box(g, gn),
                    box(h, hn)
                });
    }

    /** The name for messages and tracebacks, or null when only the call site knows one. */
    public String name() {
        return null;
    }

    /** Where its globals are, or null when it has none of its own: those of the machine then. */
    public LuaTable environment() {
        return null;
    }

    /** Sets where its globals are; only for a function that has an environment. */
    public void environment(LuaTable table) {
        throw new UnsupportedOperationException();
    }

    /**
     * What stands for this function in a copy of its machine's heap. A function that holds Lua
     * values or state of its machine must override this; all others are shared.
     */
    protected LuaFunction copyInto(HeapCopy heap) {
        return this;
    }

    /**
     * Takes over the state of the same library function of another machine, whose place this one
     * takes in a copy of the heap: see {@link LuaVm#copyInto}.
     */
    protected void takeOver(LuaFunction other) {
        // most have none
    }

    /** Turns a value of the two-slot convention into a boxed one. */
    public static Object box(Object value, double number) {
        return value == Tag.NUM ? (Object) number : value;
    }
}
