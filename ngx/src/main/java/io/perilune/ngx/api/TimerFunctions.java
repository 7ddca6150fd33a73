// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import static io.perilune.ngx.engine.ApiTable.entry;

import io.perilune.lua.runtime.LuaClosure;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiTable;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.phase.LuaPhase;
import io.perilune.ngx.phase.Phases;

/** ngx.timer. Stateless. */
public final class TimerFunctions {
    private static final ApiTable TABLE =
            ApiTable.of(
                    entry("at", call -> start(call, false), Phases.ANY),
                    entry("every", call -> start(call, true), Phases.ANY),
                    entry(
                            "running_count",
                            call -> (double) call.worker().timers().running(),
                            Phases.ANY),
                    entry(
                            "pending_count",
                            call -> (double) call.worker().timers().pending(),
                            Phases.ANY));

    private TimerFunctions() {}

    public static void install(LuaWorker worker, LuaTable ngx) {
        TABLE.install(worker, LuaWorker.child(ngx, "timer"));
    }

    private static Object start(ApiCall call, boolean every) {
        if (call.count() < 2) {
            throw call.error("expecting at least 2 arguments but got " + call.count());
        }
        long delay = (long) (call.number(1) * 1000);
        if (every && delay == 0) {
            throw call.error("delay cannot be zero");
        }
        if (!(call.get(2) instanceof LuaClosure callback)) {
            throw call.error(2, "Lua function expected");
        }
        if (call.request() == null) {
            throw call.error("no request");
        }
        if (call.request().phase() == LuaPhase.EXIT_WORKER) {
            throw call.error("API disabled in the context of " + LuaPhase.EXIT_WORKER.errorName());
        }
        if (call.worker().port().exiting() && delay > 0) {
            return call.failed("process exiting");
        }
        if (call.worker().timers().isFull()) {
            return call.failed("too many pending timers");
        }
        call.worker().timers().start(delay, every, callback, call.from(3), call.port());
        return 1.0;
    }
}
