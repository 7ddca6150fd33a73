// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.lua.runtime.Coroutine;
import io.perilune.lua.runtime.LuaClosure;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiFunction;
import io.perilune.ngx.engine.ApiTable;
import io.perilune.ngx.engine.LightThread;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.engine.RequestState;
import io.perilune.ngx.phase.Phases;

/**
 * Lua's coroutine library as OpenResty changes it: light threads are coroutines too, and may yield.
 * Stateless.
 */
public final class Coroutines {
    private static final ApiTable TABLE =
            ApiTable.of(
                    ApiTable.entry("create", Coroutines::create, Phases.ANY),
                    ApiTable.entry("resume", Coroutines::resume, Phases.ANY),
                    ApiTable.entry("yield", Coroutines::yield, Phases.ANY),
                    ApiTable.entry("status", Coroutines::status, Phases.ANY),
                    ApiTable.entry("running", Coroutines::running, Phases.ANY),
                    ApiTable.entry("wrap", Coroutines::wrap, Phases.ANY));

    private Coroutines() {}

    public static void install(LuaWorker worker, LuaTable ngx) {
        LuaTable library = (LuaTable) worker.vm().globals().get("coroutine");
        for (ApiTable.Entry entry : TABLE.entries()) {
            Object original = library.get(entry.name());
            library.put("_" + entry.name(), original);
        }
        library.put("isyieldable", null);
        TABLE.install(worker, library);
    }

    private static Object create(ApiCall call) {
        return make(call);
    }

    private static Coroutine make(ApiCall call) {
        if (!(call.get(1) instanceof LuaClosure body)) {
            throw call.error(1, "Lua function expected");
        }
        return Coroutine.create(call.vm(), body);
    }

    private static Coroutine coroutine(ApiCall call) {
        if (call.get(1) instanceof Coroutine coroutine) {
            return coroutine;
        }
        throw call.error(1, "coroutine expected");
    }

    private static Object resume(ApiCall call) {
        Coroutine coroutine = coroutine(call);
        if (LightThread.of(coroutine) != null || coroutine.status() != Coroutine.Status.SUSPENDED) {
            return call.results(
                    false,
                    LuaString.ofLatin1("cannot resume " + statusOf(coroutine) + " coroutine"));
        }
        boolean outer = call.vm().enterUnhandled();
        try {
            return succeeded(call, coroutine.resume(call.from(2)));
        } catch (LuaError e) {
            return call.results(false, e.value());
        } finally {
            call.vm().leaveHandled(outer);
        }
    }

    private static Object succeeded(ApiCall call, Object[] results) {
        Object[] all = new Object[results.length + 1];
        all[0] = true;
        System.arraycopy(results, 0, all, 1, results.length);
        return call.results(all);
    }

    private static Object yield(ApiCall call) {
        LuaVm vm = call.vm();
        RequestState request = call.request();
        if (vm.running() == null && request != null && request.thread() != null) {
            request.yieldToOthers();
            return call.none();
        }
        return call.results(Coroutine.yield(vm, call.from(1)));
    }

    private static Object status(ApiCall call) {
        return LuaString.ofLatin1(statusOf(coroutine(call)));
    }

    private static String statusOf(Coroutine coroutine) {
        LightThread thread = LightThread.of(coroutine);
        if (thread != null) {
            return switch (thread.status()) {
                case RUNNING -> "running";
                case ZOMBIE -> "zombie";
                case DEAD -> "dead";
            };
        }
        return switch (coroutine.status()) {
            case SUSPENDED -> "suspended";
            case RUNNING -> "running";
            case NORMAL -> "normal";
            case DEAD -> "dead";
        };
    }

    /** The entry thread of a handler is an ordinary thread, not the main one. */
    private static Object running(ApiCall call) {
        RequestState request = call.request();
        Coroutine current = request == null ? null : request.currentCoroutine();
        if (current == null) {
            Coroutine running = call.vm().running();
            return running == null
                    ? call.results(call.vm().mainThread(), true)
                    : call.results(running, false);
        }
        return call.results(current, false);
    }

    private static Object wrap(ApiCall call) {
        return new Wrapped(call.worker(), make(call));
    }

    private static final class Wrapped extends ApiFunction {
        private final Coroutine coroutine;

        Wrapped(LuaWorker worker, Coroutine coroutine) {
            super(worker, "wrap", Phases.ANY);
            this.coroutine = coroutine;
        }

        @Override
        protected Object run(ApiCall call) {
            if (coroutine.status() != Coroutine.Status.SUSPENDED) {
                throw call.error("cannot resume " + statusOf(coroutine) + " coroutine");
            }
            try {
                return call.results(coroutine.resume(call.from(1)));
            } catch (LuaError e) {
                if (call.request() != null && e.traceback() != null) {
                    call.request().passedOn(e);
                }
                throw e;
            }
        }
    }
}
