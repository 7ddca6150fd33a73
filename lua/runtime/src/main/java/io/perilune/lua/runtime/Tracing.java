// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * What traced code and the entries of plain code call: hooks, budgets, interrupts. Stateless.
 *
 * <p>{@code enter…} is where a plain function goes when the machine asks for attention; {@code
 * call…} is how traced code calls, so that library functions have call events.
 */
public final class Tracing {
    private static final LuaString CALL = LuaString.of("call");
    private static final LuaString RETURN = LuaString.of("return");
    private static final LuaString LINE = LuaString.of("line");
    private static final LuaString COUNT = LuaString.of("count");

    private Tracing() {}

    // --- traced code -----------------------------------------------------------------------------

    /** The frame's arrays are made and its parameters are in them. */
    public static void begin(
            LuaVm vm, Object[] references, double[] numbers, Object[] varargs, int scope) {
        vm.trace.begin(references, numbers, varargs);
        vm.trace.scope = scope;
    }

    /** The function begins. */
    public static void entered(LuaVm vm) {
        poll(vm);
        Hooks hooks = vm.hooks();
        if (hooks != null && hooks.onCall() && !vm.inHook) {
            run(vm, hooks, CALL, null);
        }
    }

    /** A statement begins. */
    public static void at(LuaVm vm, int line, int scope) {
        TraceFrame frame = vm.trace;
        frame.scope = scope;
        if (vm.isWatched()) {
            count(vm);
        }
        line(vm, line);
    }

    /** A line of a statement begins. */
    public static void line(LuaVm vm, int line) {
        TraceFrame frame = vm.trace;
        if (frame.line != line) {
            frame.line = line;
            Hooks hooks = vm.hooks();
            if (hooks != null && hooks.onLine() && !vm.inHook) {
                run(vm, hooks, LINE, (double) line);
            }
        }
    }

    /** Goes back in a loop: the next line is an event even if it is the same. */
    public static void back(LuaVm vm) {
        vm.trace.line = 0;
        poll(vm);
    }

    /** The function ends with this answer. */
    public static Object returning(Object answer, LuaVm vm) {
        Hooks hooks = vm.hooks();
        if (hooks != null && hooks.onReturn() && !vm.inHook) {
            run(vm, hooks, RETURN, null);
        }
        return answer;
    }

    private static void poll(LuaVm vm) {
        if (vm.request != null) {
            pass(vm);
        }
    }

    /** Plain code at the end of a loop, and all that comes from elsewhere. */
    static void pass(LuaVm vm) {
        Interrupt.act(vm);
        if (vm.isWatched()) {
            count(vm);
        }
    }

    private static void count(LuaVm vm) {
        vm.budget().count();
        Hooks hooks = vm.hooks();
        if (hooks != null && hooks.count() > 0 && !vm.inHook && --vm.hookCountdown <= 0) {
            vm.hookCountdown = hooks.count();
            run(vm, hooks, COUNT, null);
        }
    }

    private static void run(LuaVm vm, Hooks hooks, LuaString event, Double line) {
        LuaVm.Results saved = vm.saveResults();
        vm.inHook = true;
        try {
            vm.call(hooks.function(), event, line);
        } finally {
            vm.inHook = false;
            vm.restoreResults(saved);
        }
    }

    // --- library functions under a call hook -----------------------------------------------------

    private static boolean isPlain(LuaFunction function, LuaVm vm) {
        Hooks hooks = vm.hooks();
        return hooks == null || !hooks.onCall() || vm.inHook || !isOfLibrary(function);
    }

    /**
     * Not of Lua, which tells of its calls itself, and not what only stands for other functions.
     */
    private static boolean isOfLibrary(LuaFunction function) {
        if (function instanceof BoundCall call) {
            return isOfLibrary(call.handler());
        }
        return !(function instanceof LuaClosure || function instanceof Invocation.NotCallable);
    }

    /** Stands on the stack below a library function and knows which one it is. */
    static final class HookedCall extends LuaFunction {
        private final LuaFunction function;

        HookedCall(LuaFunction function) {
            this.function = function;
        }

        @Override
        public Object callN(LuaVm vm, Object[] arguments) {
            TraceFrame frame = new TraceFrame(function, vm.trace);
            vm.trace = frame;
            try {
                Hooks hooks = vm.hooks();
                if (hooks != null) {
                    run(vm, hooks, CALL, null);
                }
                return function.callN(vm, arguments);
            } finally {
                vm.trace = frame.previous;
            }
        }
    }

    public static Object call0(LuaFunction function, LuaVm vm) {
        return isPlain(function, vm) ? function.call0(vm) : new HookedCall(function).call0(vm);
    }

    public static Object call1(LuaFunction function, LuaVm vm, Object a, double an) {
        return isPlain(function, vm)
                ? function.call1(vm, a, an)
                : new HookedCall(function).call1(vm, a, an);
    }

    public static Object call2(
            LuaFunction function, LuaVm vm, Object a, double an, Object b, double bn) {
        return isPlain(function, vm)
                ? function.call2(vm, a, an, b, bn)
                : new HookedCall(function).call2(vm, a, an, b, bn);
    }

    public static Object call3(
            LuaFunction function,
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn) {
        return isPlain(function, vm)
                ? function.call3(vm, a, an, b, bn, c, cn)
                : new HookedCall(function).call3(vm, a, an, b, bn, c, cn);
    }

    public static Object call4(
            LuaFunction function,
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn,
            Object d,
            double dn) {
        return isPlain(function, vm)
                ? function.call4(vm, a, an, b, bn, c, cn, d, dn)
                : new HookedCall(function).call4(vm, a, an, b, bn, c, cn, d, dn);
    }

    public static Object call5(
            LuaFunction function,
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
        return isPlain(function, vm)
                ? function.call5(vm, a, an, b, bn, c, cn, d, dn, e, en)
                : new HookedCall(function).call5(vm, a, an, b, bn, c, cn, d, dn, e, en);
    }

    public static Object call6(
            LuaFunction function,
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
        return isPlain(function, vm)
                ? function.call6(vm, a, an, b, bn, c, cn, d, dn, e, en, f, fn)
                : new HookedCall(function).call6(vm, a, an, b, bn, c, cn, d, dn, e, en, f, fn);
    }

    public static Object call7(
            LuaFunction function,
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
        return isPlain(function, vm)
                ? function.call7(vm, a, an, b, bn, c, cn, d, dn, e, en, f, fn, g, gn)
                : new HookedCall(function)
                        .call7(vm, a, an, b, bn, c, cn, d, dn, e, en, f, fn, g, gn);
    }

    public static Object call8(
            LuaFunction function,
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
        return isPlain(function, vm)
                ? function.call8(vm, a, an, b, bn, c, cn, d, dn, e, en, f, fn, g, gn, h, hn)
                : new HookedCall(function)
                        .call8(vm, a, an, b, bn, c, cn, d, dn, e, en, f, fn, g, gn, h, hn);
    }

    public static Object callN(LuaFunction function, LuaVm vm, Object[] arguments) {
        return isPlain(function, vm)
                ? function.callN(vm, arguments)
                : new HookedCall(function).callN(vm, arguments);
    }

    // --- entries of plain code -------------------------------------------------------------------

    /** The traced form if it is wanted now. */
    private static TracedCode codeFor(LuaClosure function, LuaVm vm) {
        Interrupt.act(vm);
        return vm.isWatched() ? TracedCode.of(function.getClass()) : null;
    }

    /** Runs a function that has no plain form. */
    public static Object run(LuaClosure function, LuaVm vm, Object[] arguments) {
        return TracedCode.of(function.getClass()).run(function, vm, arguments);
    }

    public static Object enter0(LuaClosure function, LuaVm vm) {
        TracedCode code = codeFor(function, vm);
        return code == null ? function.call0(vm) : code.run(function, vm, LuaVm.NO_VALUES);
    }

    public static Object enter1(LuaClosure function, LuaVm vm, Object a, double an) {
        TracedCode code = codeFor(function, vm);
        return code == null
                ? function.call1(vm, a, an)
                : code.run(function, vm, new Object[] {LuaFunction.box(a, an)});
    }

    public static Object enter2(
            LuaClosure function, LuaVm vm, Object a, double an, Object b, double bn) {
        TracedCode code = codeFor(function, vm);
        return code == null
                ? function.call2(vm, a, an, b, bn)
                : code.run(
                        function,
                        vm,
                        new Object[] {LuaFunction.box(a, an), LuaFunction.box(b, bn)});
    }

    public static Object enter3(
            LuaClosure function,
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn) {
        TracedCode code = codeFor(function, vm);
        return code == null
                ? function.call3(vm, a, an, b, bn, c, cn)
                : code.run(
                        function,
                        vm,
                        new Object[] {
                            LuaFunction.box(a, an), LuaFunction.box(b, bn), LuaFunction.box(c, cn)
                        });
    }

    public static Object enter4(
            LuaClosure function,
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn,
            Object d,
            double dn) {
        TracedCode code = codeFor(function, vm);
        return code == null
                ? function.call4(vm, a, an, b, bn, c, cn, d, dn)
                : code.run(
                        function,
                        vm,
                        new Object[] {
                            LuaFunction.box(a, an),
                            LuaFunction.box(b, bn),
                            LuaFunction.box(c, cn),
                            LuaFunction.box(d, dn)
                        });
    }

    public static Object enter5(
            LuaClosure function,
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
        TracedCode code = codeFor(function, vm);
        return code == null
                ? function.call5(vm, a, an, b, bn, c, cn, d, dn, e, en)
                : code.run(
                        function,
                        vm,
                        new Object[] {
                            LuaFunction.box(a, an),
                            LuaFunction.box(b, bn),
                            LuaFunction.box(c, cn),
                            LuaFunction.box(d, dn),
                            LuaFunction.box(e, en)
                        });
    }

    public static Object enter6(
            LuaClosure function,
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
        TracedCode code = codeFor(function, vm);
        return code == null
                ? function.call6(vm, a, an, b, bn, c, cn, d, dn, e, en, f, fn)
                : code.run(
                        function,
                        vm,
                        new Object[] {
                            LuaFunction.box(a, an),
                            LuaFunction.box(b, bn),
                            LuaFunction.box(c, cn),
                            LuaFunction.box(d, dn),
                            LuaFunction.box(e, en),
                            LuaFunction.box(f, fn)
                        });
    }

    public static Object enter7(
            LuaClosure function,
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
        TracedCode code = codeFor(function, vm);
        return code == null
                ? function.call7(vm, a, an, b, bn, c, cn, d, dn, e, en, f, fn, g, gn)
                : code.run(
                        function,
                        vm,
                        new Object[] {
                            LuaFunction.box(a, an),
                            LuaFunction.box(b, bn),
                            LuaFunction.box(c, cn),
                            LuaFunction.box(d, dn),
                            LuaFunction.box(e, en),
                            LuaFunction.box(f, fn),
                            LuaFunction.box(g, gn)
                        });
    }

    public static Object enter8(
            LuaClosure function,
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
        TracedCode code = codeFor(function, vm);
        return code == null
                ? function.call8(vm, a, an, b, bn, c, cn, d, dn, e, en, f, fn, g, gn, h, hn)
                : code.run(
                        function,
                        vm,
                        new Object[] {
                            LuaFunction.box(a, an),
                            LuaFunction.box(b, bn),
                            LuaFunction.box(c, cn),
                            LuaFunction.box(d, dn),
                            LuaFunction.box(e, en),
                            LuaFunction.box(f, fn),
                            LuaFunction.box(g, gn),
                            LuaFunction.box(h, hn)
                        });
    }

    public static Object enterN(LuaClosure function, LuaVm vm, Object[] arguments) {
        TracedCode code = codeFor(function, vm);
        return code == null ? function.callN(vm, arguments) : code.run(function, vm, arguments);
    }
}
