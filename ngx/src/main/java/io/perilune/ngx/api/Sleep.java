// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import static io.perilune.ngx.engine.ApiTable.entry;

import io.perilune.lua.runtime.LuaTable;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiTable;
import io.perilune.ngx.engine.LightThread;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.engine.RequestState;
import io.perilune.ngx.phase.Phases;
import io.perilune.ngx.port.LogPort;
import io.perilune.ngx.port.TimerPort;

/** ngx.sleep. Stateless. */
public final class Sleep {
    private static final ApiTable TABLE =
            ApiTable.of(entry("sleep", Sleep::sleep, Phases.YIELDABLE));

    private Sleep() {}

    public static void install(LuaWorker worker, LuaTable ngx) {
        TABLE.install(worker, ngx);
    }

    private static Object sleep(ApiCall call) {
        if (call.count() != 1) {
            throw call.error("attempt to pass " + call.count() + " arguments, but accepted 1");
        }
        double seconds = call.number(1);
        long millis = (long) (seconds * 1000);
        if (millis < 0) {
            throw call.error("invalid sleep duration \"" + millis + "\"");
        }
        RequestState request = call.request();
        LightThread thread = request.thread();
        boolean debug = request.log().level() >= LogPort.DEBUG;
        if (debug) {
            request.log().log(LogPort.DEBUG, "lua ready to sleep for " + millis + " ms");
        }
        TimerPort.Pending timer = call.worker().port().timers().schedule(millis, thread::resume);
        thread.suspend(
                () -> {
                    timer.cancel();
                    Output.debug(request, "lua clean up the timer for pending ngx.sleep");
                });
        if (debug) {
            request.log().log(LogPort.DEBUG, "lua sleep timer expired: \"" + request.port() + "\"");
        }
        return call.none();
    }
}
