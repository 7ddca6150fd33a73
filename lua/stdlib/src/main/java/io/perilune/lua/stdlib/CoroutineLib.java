// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import static io.perilune.lua.runtime.lib.FunctionTable.entry;

import io.perilune.lua.runtime.Coroutine;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Traceback;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.runtime.lib.FunctionTable;

/** The coroutine library. Stateless. */
final class CoroutineLib {
    static final FunctionTable TABLE =
            FunctionTable.of(
                    entry("create", CoroutineLib::create),
                    entry("isyieldable", CoroutineLib::isyieldable),
                    entry("resume", new Resume()),
                    entry("status", CoroutineLib::status),
                    entry("wrap", CoroutineLib::wrap),
                    entry("yield", new Yield()));

    private CoroutineLib() {}

    static LuaTable open(boolean lua52) {
        LuaTable library = new LuaTable();
        TABLE.installInto(library);
        FunctionTable.of(entry("running", arguments -> running(arguments, lua52)))
                .installInto(library);
        return library;
    }

    private static Coroutine create(Arguments arguments) {
        LuaVm vm = arguments.vm();
        Coroutine coroutine = Coroutine.create(vm, arguments.function(1));
        if (vm.running() != null) {
            coroutine.environment(vm.running().environment());
        }
        return coroutine;
    }

    private static Coroutine coroutine(Arguments arguments) {
        if (arguments.get(1) instanceof Coroutine coroutine) {
            return coroutine;
        }
        throw arguments.error(1, "coroutine expected");
    }

    private static final class Resume extends FastFunction {
        Resume() {
            super("resume");
        }

        @Override
        Object call(Arguments arguments) {
            return resumed(arguments.vm(), coroutine(arguments), arguments.from(2));
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return a instanceof Coroutine coroutine
                    ? resumed(vm, coroutine, LuaVm.NO_VALUES)
                    : super.call1(vm, a, an);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return a instanceof Coroutine coroutine
                    ? resumed(vm, coroutine, new Object[] {box(b, bn)})
                    : super.call2(vm, a, an, b, bn);
        }

        private static Object resumed(LuaVm vm, Coroutine coroutine, Object[] sent) {
            Object[] results;
            try {
                results = coroutine.resume(sent);
            } catch (LuaError e) {
                return vm.many(Boolean.FALSE, e.value());
            }
            Object[] values = new Object[results.length + 1];
            values[0] = Boolean.TRUE;
            System.arraycopy(results, 0, values, 1, results.length);
            return vm.many(values);
        }
    }

    private static final class Yield extends FastFunction {
        Yield() {
            super("yield");
        }

        @Override
        Object call(Arguments arguments) {
            if (arguments.vm().running() == null) {
                throw arguments.error("attempt to yield across C-call boundary");
            }
            return answer(arguments.vm(), Coroutine.yield(arguments.vm(), arguments.from(1)));
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return vm.running() == null
                    ? super.call1(vm, a, an)
                    : answer(vm, Coroutine.yield(vm, box(a, an)));
        }
    }

    /** One value needs no array. */
    private static Object answer(LuaVm vm, Object[] values) {
        return values.length == 1 ? vm.unbox(values[0]) : vm.many(values);
    }

    private static Object status(Arguments arguments) {
        return switch (coroutine(arguments).status()) {
            case SUSPENDED -> LuaString.of("suspended");
            case RUNNING -> LuaString.of("running");
            case NORMAL -> LuaString.of("normal");
            case DEAD -> LuaString.of("dead");
        };
    }

    /** Under Lua 5.2's rules the main thread has an object too. */
    private static Object running(Arguments arguments, boolean lua52) {
        LuaVm vm = arguments.vm();
        Coroutine running = vm.running();
        if (!lua52) {
            return running;
        }
        return running == null
                ? arguments.results(vm.mainThread(), true)
                : arguments.results(running, false);
    }

    private static Object isyieldable(Arguments arguments) {
        return FastFunction.truth(arguments.vm().running() != null);
    }

    private static Object wrap(Arguments arguments) {
        return new Wrapped(create(arguments));
    }

    /** What coroutine.wrap gives. Confined to its machine. */
    private static final class Wrapped extends FastFunction {
        private final Coroutine coroutine;

        Wrapped(Coroutine coroutine) {
            super("wrap");
            this.coroutine = coroutine;
        }

        @Override
        Object call(Arguments arguments) {
            Coroutine.Status status = coroutine.status();
            if (status != Coroutine.Status.SUSPENDED) {
                String state = status == Coroutine.Status.DEAD ? "dead" : "running";
                throw arguments.error("cannot resume " + state + " coroutine");
            }
            return resumed(arguments.vm(), arguments.from(1));
        }

        @Override
        public Object call0(LuaVm vm) {
            return coroutine.status() == Coroutine.Status.SUSPENDED
                    ? resumed(vm, LuaVm.NO_VALUES)
                    : super.call0(vm);
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return coroutine.status() == Coroutine.Status.SUSPENDED
                    ? resumed(vm, new Object[] {box(a, an)})
                    : super.call1(vm, a, an);
        }

        private Object resumed(LuaVm vm, Object[] sent) {
            try {
                return answer(vm, coroutine.resume(sent));
            } catch (LuaError e) {
                throw inCaller(vm, e);
            }
        }

        /** LuaJIT puts the position of the one who resumed in front of a message. */
        private static LuaError inCaller(LuaVm vm, LuaError e) {
            if (!(e.value() instanceof LuaString message)) {
                return e;
            }
            LuaString where = LuaString.ofLatin1(Traceback.where(vm, 1));
            LuaError thrown =
                    new LuaError((Object) new ByteText().put(where).put(message).toLuaString());
            thrown.traceback(e.traceback());
            return thrown;
        }
    }
}
