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
            LuaVm vm = arguments.vm();
            return resumed(vm, coroutine(arguments), vm.answer(arguments.from(2)));
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return a instanceof Coroutine coroutine
                    ? resumed(vm, coroutine, vm.many(LuaVm.NO_VALUES))
                    : super.call1(vm, a, an);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            if (!(a instanceof Coroutine coroutine)) {
                return super.call2(vm, a, an, b, bn);
            }
            vm.num = bn;
            return resumed(vm, coroutine, b);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            return a instanceof Coroutine coroutine
                    ? resumed(vm, coroutine, vm.two(b, bn, c, cn))
                    : super.call3(vm, a, an, b, bn, c, cn);
        }

        private static Object resumed(LuaVm vm, Coroutine coroutine, Object sent) {
            Object answer;
            try {
                answer = coroutine.proceed(sent);
            } catch (LuaError e) {
                return vm.prefixed(Boolean.FALSE, vm.unbox(e.value()));
            }
            return vm.prefixed(Boolean.TRUE, answer);
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
            LuaVm vm = arguments.vm();
            return Coroutine.hand(vm, vm.answer(arguments.from(1)));
        }

        @Override
        public Object call0(LuaVm vm) {
            if (vm.running() == null) {
                return super.call0(vm);
            }
            Object received = Coroutine.hand(vm, vm.many(LuaVm.NO_VALUES));
            keepOnStack();
            return received;
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            if (vm.running() == null) {
                return super.call1(vm, a, an);
            }
            vm.num = an;
            Object received = Coroutine.hand(vm, a);
            keepOnStack();
            return received;
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            if (vm.running() == null) {
                return super.call2(vm, a, an, b, bn);
            }
            Object received = Coroutine.hand(vm, vm.two(a, an, b, bn));
            keepOnStack();
            return received;
        }
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
            LuaVm vm = arguments.vm();
            return resumed(vm, vm.answer(arguments.from(1)));
        }

        @Override
        public Object call0(LuaVm vm) {
            return coroutine.status() == Coroutine.Status.SUSPENDED
                    ? resumed(vm, vm.many(LuaVm.NO_VALUES))
                    : super.call0(vm);
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            if (coroutine.status() != Coroutine.Status.SUSPENDED) {
                return super.call1(vm, a, an);
            }
            vm.num = an;
            return resumed(vm, a);
        }

        private Object resumed(LuaVm vm, Object sent) {
            try {
                return coroutine.proceed(sent);
            } catch (LuaError e) {
                throw inCaller(vm, e);
            }
        }

        /**
         * LuaJIT puts the position of the one who resumed in front of a message, which to it ends
         * with a zero byte, and throws it there: message handlers and tracebacks see that stack.
         */
        private static LuaError inCaller(LuaVm vm, LuaError e) {
            if (!(e.value() instanceof LuaString message)) {
                return vm.thrown(new LuaError(e.value()));
            }
            LuaString where = LuaString.ofLatin1(Traceback.where(vm, 1));
            int zero = ByteSearch.indexOf(message.bytes(), 0, message.length(), 0);
            LuaString shown = zero < 0 ? message : message.substring(0, zero);
            return vm.thrown(
                    new LuaError((Object) new ByteText().put(where).put(shown).toLuaString()));
        }
    }
}
