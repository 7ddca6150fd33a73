// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import static io.perilune.ngx.engine.ApiTable.entry;

import io.perilune.lua.runtime.Coroutine;
import io.perilune.lua.runtime.LuaClosure;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiTable;
import io.perilune.ngx.engine.LightThread;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.engine.RequestState;
import io.perilune.ngx.phase.Phases;
import java.util.ArrayList;
import java.util.List;

/** ngx.thread. Stateless. */
public final class Threads {
    private static final ApiTable TABLE =
            ApiTable.of(
                    entry("spawn", Threads::spawn, Phases.YIELDABLE),
                    entry("wait", Threads::await, Phases.YIELDABLE),
                    entry("kill", Threads::kill, Phases.YIELDABLE));

    private Threads() {}

    public static void install(LuaWorker worker, LuaTable ngx) {
        TABLE.install(worker, LuaWorker.child(ngx, "thread"));
    }

    private static Object spawn(ApiCall call) {
        if (!(call.get(1) instanceof LuaClosure body)) {
            throw call.error(1, "Lua function expected");
        }
        return call.request().spawn(body, call.from(2)).face();
    }

    private static Object await(ApiCall call) {
        RequestState request = call.request();
        if (call.count() == 0) {
            throw call.error("at least one coroutine should be specified");
        }
        List<LightThread> alive = new ArrayList<>();
        for (int i = 1; i <= call.count(); i++) {
            LightThread thread = userThread(call, i);
            if (thread == null) {
                throw call.error("attempt to wait on a coroutine that is not a user thread");
            }
            if (!request.isParentOf(thread)) {
                throw call.error("only the parent coroutine can wait on the thread");
            }
            switch (thread.status()) {
                case ZOMBIE -> {
                    request.reap(thread);
                    return call.results(thread.answer());
                }
                case RUNNING -> alive.add(thread);
                case DEAD -> {
                    // As OpenResty does it: a dead thread is passed over unless it is the last one.
                    if (i == call.count()) {
                        return call.failed("already waited or killed");
                    }
                }
            }
        }
        return call.results(request.await(alive.toArray(LightThread[]::new)).answer());
    }

    /** The light thread in an argument, or null for an ordinary coroutine or an entry thread. */
    private static LightThread userThread(ApiCall call, int index) {
        if (!(call.get(index) instanceof Coroutine coroutine)) {
            throw call.error(index, "lua thread expected");
        }
        LightThread thread = LightThread.of(coroutine);
        if (thread != null && !call.request().owns(thread)) {
            throw call.error("no co ctx found");
        }
        return thread == null || thread.isEntry() ? null : thread;
    }

    private static Object kill(ApiCall call) {
        LightThread thread = userThread(call, 1);
        if (thread == null) {
            return call.failed("not user thread");
        }
        if (!call.request().isParentOf(thread)) {
            return call.failed("killer not parent");
        }
        return switch (thread.status()) {
            case ZOMBIE -> {
                call.request().reap(thread);
                yield call.failed("already terminated");
            }
            case DEAD -> call.failed("already waited or killed");
            case RUNNING -> {
                if (thread.awaitsSubrequests()) {
                    yield call.failed("pending subrequests");
                }
                call.request().reap(thread);
                yield 1.0;
            }
        };
    }
}
