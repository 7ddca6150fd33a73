// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import static io.perilune.lua.runtime.lib.FunctionTable.entry;

import io.perilune.lua.runtime.ErrorText;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Tag;
import io.perilune.lua.runtime.Traceback;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.runtime.lib.FunctionTable;

/**
 * error and assert throw, pcall and xpcall catch. Stateless.
 *
 * <p>Only {@link LuaError}, the JVM's stack overflow and its lack of memory are caught. What a host
 * throws to end or redirect a run (an exit, a kill) passes through.
 */
final class ProtectedCalls {
    static final FunctionTable TABLE =
            FunctionTable.of(
                    entry("assert", new Assert()),
                    entry("error", new Raise()),
                    entry("pcall", new Pcall()),
                    entry("xpcall", ProtectedCalls::xpcall));

    private ProtectedCalls() {}

    private static final class Raise extends FastFunction {
        Raise() {
            super("error");
        }

        @Override
        Object call(Arguments arguments) {
            throw failure(arguments.vm(), arguments.get(1), arguments.optInteger(2, 1));
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            throw failure(vm, LuaFunction.box(a, an), 1);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            if (b != Tag.NUM) {
                return super.call2(vm, a, an, b, bn);
            }
            throw failure(vm, LuaFunction.box(a, an), int32(bn));
        }

        private static LuaError failure(LuaVm vm, Object value, int level) {
            boolean textual = value instanceof LuaString || value instanceof Double;
            Object thrown = value;
            if (textual && level > 0) {
                String where = Traceback.where(vm, level);
                LuaString message = vm.tostring(value);
                thrown = where.isEmpty() ? message : prefixed(where, message);
            }
            return vm.thrown(new LuaError(thrown));
        }
    }

    private static LuaString prefixed(String where, LuaString message) {
        return new ByteText(where.length() + message.length())
                .put(LuaString.ofLatin1(where))
                .put(message)
                .toLuaString();
    }

    private static final class Assert extends FastFunction {
        Assert() {
            super("assert");
        }

        @Override
        Object call(Arguments arguments) {
            Object value = arguments.any(1);
            if (value != null && value != Boolean.FALSE) {
                return arguments.results(arguments.from(1));
            }
            if (arguments.count() == 1) {
                throw arguments.error("assertion failed!");
            }
            Object message = arguments.get(2);
            if (message instanceof LuaString || message instanceof Double) {
                LuaVm vm = arguments.vm();
                throw vm.thrown(
                        new LuaError(
                                (Object) prefixed(Traceback.where(vm, 1), vm.tostring(message))));
            }
            throw arguments.vm().thrown(new LuaError(message));
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            if (a == Tag.NUM) {
                return number(vm, an);
            }
            return a != null && a != Boolean.FALSE ? a : super.call1(vm, a, an);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return a != null && a != Boolean.FALSE
                    ? vm.two(a, an, b, bn)
                    : super.call2(vm, a, an, b, bn);
        }
    }

    private static final class Pcall extends FastFunction {
        Pcall() {
            super("pcall");
        }

        @Override
        Object call(Arguments arguments) {
            Object function = arguments.any(1);
            LuaVm vm = arguments.vm();
            int budget = vm.tailBudget;
            boolean outer = vm.enterUnhandled();
            try {
                return succeeded(vm, vm.invoke(function, arguments.from(2)));
            } catch (LuaError | StackOverflowError | OutOfMemoryError e) {
                return failed(vm, budget, LuaError.caught(vm, e));
            } finally {
                vm.leaveHandled(outer);
                keepOnStack();
            }
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            if (!(a instanceof LuaFunction function)) {
                return super.call1(vm, a, an);
            }
            int budget = vm.tailBudget;
            boolean outer = vm.enterUnhandled();
            try {
                return succeeded(vm, function.call0(vm));
            } catch (LuaError | StackOverflowError | OutOfMemoryError e) {
                return failed(vm, budget, LuaError.caught(vm, e));
            } finally {
                vm.leaveHandled(outer);
                keepOnStack();
            }
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            if (!(a instanceof LuaFunction function)) {
                return super.call2(vm, a, an, b, bn);
            }
            int budget = vm.tailBudget;
            boolean outer = vm.enterUnhandled();
            try {
                return succeeded(vm, function.call1(vm, b, bn));
            } catch (LuaError | StackOverflowError | OutOfMemoryError e) {
                return failed(vm, budget, LuaError.caught(vm, e));
            } finally {
                vm.leaveHandled(outer);
                keepOnStack();
            }
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            if (!(a instanceof LuaFunction function)) {
                return super.call3(vm, a, an, b, bn, c, cn);
            }
            int budget = vm.tailBudget;
            boolean outer = vm.enterUnhandled();
            try {
                return succeeded(vm, function.call2(vm, b, bn, c, cn));
            } catch (LuaError | StackOverflowError | OutOfMemoryError e) {
                return failed(vm, budget, LuaError.caught(vm, e));
            } finally {
                vm.leaveHandled(outer);
                keepOnStack();
            }
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
            if (!(a instanceof LuaFunction function)) {
                return super.call4(vm, a, an, b, bn, c, cn, d, dn);
            }
            int budget = vm.tailBudget;
            boolean outer = vm.enterUnhandled();
            try {
                return succeeded(vm, function.call3(vm, b, bn, c, cn, d, dn));
            } catch (LuaError | StackOverflowError | OutOfMemoryError e) {
                return failed(vm, budget, LuaError.caught(vm, e));
            } finally {
                vm.leaveHandled(outer);
                keepOnStack();
            }
        }
    }

    /**
     * true and the results. A tail call that the answer stands for runs here, under the protection.
     */
    private static Object succeeded(LuaVm vm, Object answer) {
        return vm.prefixed(Boolean.TRUE, vm.settle(answer));
    }

    /** The calls that the error has ended give back what they took of the tail calls' budget. */
    private static Object failed(LuaVm vm, int budget, LuaError e) {
        vm.tailBudget = budget;
        return vm.prefixed(Boolean.FALSE, vm.unbox(e.value()));
    }

    private static Object xpcall(Arguments arguments) {
        Object function = arguments.any(1);
        LuaFunction handler = arguments.function(2);
        LuaVm vm = arguments.vm();
        int budget = vm.tailBudget;
        try {
            return succeeded(vm, vm.callHandled(handler, function, arguments.from(3)));
        } catch (LuaError | StackOverflowError | OutOfMemoryError e) {
            vm.tailBudget = budget;
            return handled(vm, handler, LuaError.caught(vm, e));
        }
    }

    /**
     * The handler has run where the error was thrown, or (for what the JVM threw) runs now after
     * unwinding; {@link LuaError#traceback()} keeps what the stack was for debug.traceback.
     */
    private static Object handled(LuaVm vm, LuaFunction handler, LuaError e) {
        if (e.isHandled()) {
            return vm.many(Boolean.FALSE, e.handledValue());
        }
        try {
            return vm.many(Boolean.FALSE, vm.handle(handler, e));
        } catch (LuaError | StackOverflowError | OutOfMemoryError inHandler) {
            return vm.many(Boolean.FALSE, LuaString.of(ErrorText.ERROR_IN_HANDLER));
        }
    }
}
