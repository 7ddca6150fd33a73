// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * Superclasses of the generated classes, by their number of parameters: the entry points for other
 * numbers of arguments pass on to the one that the generated class has. Confined to their machine,
 * like all closures.
 */
public final class Arity {
    private Arity() {}

    /** Any number of parameters: the code is in {@code callN}. */
    public abstract static class Any extends CompiledClosure {
        protected Any(LuaTable environment) {
            super(environment);
        }
    }

    /** The code is in {@code call0}. */
    public abstract static class Of0 extends CompiledClosure {
        protected Of0(LuaTable environment) {
            super(environment);
        }

        @Override
        public abstract Object call0(LuaVm vm);

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return call0(vm);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return call0(vm);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            return call0(vm);
        }

        @Override
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
            return call0(vm);
        }

        @Override
        public Object callN(LuaVm vm, Object[] arguments) {
            return call0(vm);
        }
    }

    /** The code is in {@code call1}. */
    public abstract static class Of1 extends CompiledClosure {
        protected Of1(LuaTable environment) {
            super(environment);
        }

        @Override
        public abstract Object call1(LuaVm vm, Object a, double an);

        @Override
        public Object call0(LuaVm vm) {
            return call1(vm, null, 0);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return call1(vm, a, an);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            return call1(vm, a, an);
        }

        @Override
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
            return call1(vm, a, an);
        }

        @Override
        public Object callN(LuaVm vm, Object[] arguments) {
            Object a = Values.at(arguments, 0);
            return call1(vm, Values.tag(a), Values.number(a));
        }
    }

    /** The code is in {@code call2}. */
    public abstract static class Of2 extends CompiledClosure {
        protected Of2(LuaTable environment) {
            super(environment);
        }

        @Override
        public abstract Object call2(LuaVm vm, Object a, double an, Object b, double bn);

        @Override
        public Object call0(LuaVm vm) {
            return call2(vm, null, 0, null, 0);
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return call2(vm, a, an, null, 0);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            return call2(vm, a, an, b, bn);
        }

        @Override
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
            return call2(vm, a, an, b, bn);
        }

        @Override
        public Object callN(LuaVm vm, Object[] arguments) {
            Object a = Values.at(arguments, 0);
            Object b = Values.at(arguments, 1);
            return call2(vm, Values.tag(a), Values.number(a), Values.tag(b), Values.number(b));
        }
    }

    /** The code is in {@code call3}. */
    public abstract static class Of3 extends CompiledClosure {
        protected Of3(LuaTable environment) {
            super(environment);
        }

        @Override
        public abstract Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn);

        @Override
        public Object call0(LuaVm vm) {
            return call3(vm, null, 0, null, 0, null, 0);
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return call3(vm, a, an, null, 0, null, 0);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return call3(vm, a, an, b, bn, null, 0);
        }

        @Override
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
            return call3(vm, a, an, b, bn, c, cn);
        }

        @Override
        public Object callN(LuaVm vm, Object[] arguments) {
            Object a = Values.at(arguments, 0);
            Object b = Values.at(arguments, 1);
            Object c = Values.at(arguments, 2);
            return call3(
                    vm,
                    Values.tag(a),
                    Values.number(a),
                    Values.tag(b),
                    Values.number(b),
                    Values.tag(c),
                    Values.number(c));
        }
    }

    /** The code is in {@code call4}. */
    public abstract static class Of4 extends CompiledClosure {
        protected Of4(LuaTable environment) {
            super(environment);
        }

        @Override
        public abstract Object call4(
                LuaVm vm,
                Object a,
                double an,
                Object b,
                double bn,
                Object c,
                double cn,
                Object d,
                double dn);

        @Override
        public Object call0(LuaVm vm) {
            return call4(vm, null, 0, null, 0, null, 0, null, 0);
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return call4(vm, a, an, null, 0, null, 0, null, 0);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return call4(vm, a, an, b, bn, null, 0, null, 0);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            return call4(vm, a, an, b, bn, c, cn, null, 0);
        }

        @Override
        public Object callN(LuaVm vm, Object[] arguments) {
            Object a = Values.at(arguments, 0);
            Object b = Values.at(arguments, 1);
            Object c = Values.at(arguments, 2);
            Object d = Values.at(arguments, 3);
            return call4(
                    vm,
                    Values.tag(a),
                    Values.number(a),
                    Values.tag(b),
                    Values.number(b),
                    Values.tag(c),
                    Values.number(c),
                    Values.tag(d),
                    Values.number(d));
        }
    }

    /** The code is in {@code call5}. */
    public abstract static class Of5 extends CompiledClosure {
        protected Of5(LuaTable environment) {
            super(environment);
        }

        @Override
        public abstract Object call5(
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
                double en);

        @Override
        public Object call0(LuaVm vm) {
            return call5(vm, null, 0, null, 0, null, 0, null, 0, null, 0);
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return call5(vm, a, an, null, 0, null, 0, null, 0, null, 0);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return call5(vm, a, an, b, bn, null, 0, null, 0, null, 0);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            return call5(vm, a, an, b, bn, c, cn, null, 0, null, 0);
        }

        @Override
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
            return call5(vm, a, an, b, bn, c, cn, d, dn, null, 0);
        }

        @Override
        public Object callN(LuaVm vm, Object[] arguments) {
            Object a = Values.at(arguments, 0);
            Object b = Values.at(arguments, 1);
            Object c = Values.at(arguments, 2);
            Object d = Values.at(arguments, 3);
            Object e = Values.at(arguments, 4);
            return call5(
                    vm,
                    Values.tag(a),
                    Values.number(a),
                    Values.tag(b),
                    Values.number(b),
                    Values.tag(c),
                    Values.number(c),
                    Values.tag(d),
                    Values.number(d),
                    Values.tag(e),
                    Values.number(e));
        }
    }

    /** The code is in {@code call6}. */
    public abstract static class Of6 extends CompiledClosure {
        protected Of6(LuaTable environment) {
            super(environment);
        }

        @Override
        public abstract Object call6(
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
                double fn);

        @Override
        public Object call0(LuaVm vm) {
            return call6(vm, null, 0, null, 0, null, 0, null, 0, null, 0, null, 0);
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return call6(vm, a, an, null, 0, null, 0, null, 0, null, 0, null, 0);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return call6(vm, a, an, b, bn, null, 0, null, 0, null, 0, null, 0);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            return call6(vm, a, an, b, bn, c, cn, null, 0, null, 0, null, 0);
        }

        @Override
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
            return call6(vm, a, an, b, bn, c, cn, d, dn, null, 0, null, 0);
        }

        @Override
        public Object callN(LuaVm vm, Object[] arguments) {
            Object a = Values.at(arguments, 0);
            Object b = Values.at(arguments, 1);
            Object c = Values.at(arguments, 2);
            Object d = Values.at(arguments, 3);
            Object e = Values.at(arguments, 4);
            Object f = Values.at(arguments, 5);
            return call6(
                    vm,
                    Values.tag(a),
                    Values.number(a),
                    Values.tag(b),
                    Values.number(b),
                    Values.tag(c),
                    Values.number(c),
                    Values.tag(d),
                    Values.number(d),
                    Values.tag(e),
                    Values.number(e),
                    Values.tag(f),
                    Values.number(f));
        }
    }

    /** The code is in {@code call7}. */
    public abstract static class Of7 extends CompiledClosure {
        protected Of7(LuaTable environment) {
            super(environment);
        }

        @Override
        public abstract Object call7(
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
                double gn);

        @Override
        public Object call0(LuaVm vm) {
            return call7(vm, null, 0, null, 0, null, 0, null, 0, null, 0, null, 0, null, 0);
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return call7(vm, a, an, null, 0, null, 0, null, 0, null, 0, null, 0, null, 0);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return call7(vm, a, an, b, bn, null, 0, null, 0, null, 0, null, 0, null, 0);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            return call7(vm, a, an, b, bn, c, cn, null, 0, null, 0, null, 0, null, 0);
        }

        @Override
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
            return call7(vm, a, an, b, bn, c, cn, d, dn, null, 0, null, 0, null, 0);
        }

        @Override
        public Object callN(LuaVm vm, Object[] arguments) {
            Object a = Values.at(arguments, 0);
            Object b = Values.at(arguments, 1);
            Object c = Values.at(arguments, 2);
            Object d = Values.at(arguments, 3);
            Object e = Values.at(arguments, 4);
            Object f = Values.at(arguments, 5);
            Object g = Values.at(arguments, 6);
            return call7(
                    vm,
                    Values.tag(a),
                    Values.number(a),
                    Values.tag(b),
                    Values.number(b),
                    Values.tag(c),
                    Values.number(c),
                    Values.tag(d),
                    Values.number(d),
                    Values.tag(e),
                    Values.number(e),
                    Values.tag(f),
                    Values.number(f),
                    Values.tag(g),
                    Values.number(g));
        }
    }

    /** The code is in {@code call8}. */
    public abstract static class Of8 extends CompiledClosure {
        protected Of8(LuaTable environment) {
            super(environment);
        }

        @Override
        public abstract Object call8(
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
                double hn);

        @Override
        public Object call0(LuaVm vm) {
            return call8(
                    vm, null, 0, null, 0, null, 0, null, 0, null, 0, null, 0, null, 0, null, 0);
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return call8(vm, a, an, null, 0, null, 0, null, 0, null, 0, null, 0, null, 0, null, 0);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return call8(vm, a, an, b, bn, null, 0, null, 0, null, 0, null, 0, null, 0, null, 0);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            return call8(vm, a, an, b, bn, c, cn, null, 0, null, 0, null, 0, null, 0, null, 0);
        }

        @Override
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
            return call8(vm, a, an, b, bn, c, cn, d, dn, null, 0, null, 0, null, 0, null, 0);
        }

        @Override
        public Object callN(LuaVm vm, Object[] arguments) {
            Object a = Values.at(arguments, 0);
            Object b = Values.at(arguments, 1);
            Object c = Values.at(arguments, 2);
            Object d = Values.at(arguments, 3);
            Object e = Values.at(arguments, 4);
            Object f = Values.at(arguments, 5);
            Object g = Values.at(arguments, 6);
            Object h = Values.at(arguments, 7);
            return call8(
                    vm,
                    Values.tag(a),
                    Values.number(a),
                    Values.tag(b),
                    Values.number(b),
                    Values.tag(c),
                    Values.number(c),
                    Values.tag(d),
                    Values.number(d),
                    Values.tag(e),
                    Values.number(e),
                    Values.tag(f),
                    Values.number(f),
                    Values.tag(g),
                    Values.number(g),
                    Values.tag(h),
                    Values.number(h));
        }
    }
}
