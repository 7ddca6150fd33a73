// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import static io.perilune.ngx.engine.ApiTable.entry;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaUserdata;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiTable;
import io.perilune.ngx.engine.LightThread;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.engine.RequestState;
import io.perilune.ngx.phase.Phases;
import io.perilune.ngx.port.TimerPort;
import java.util.ArrayDeque;

/** The module ngx.semaphore. Stateless; each semaphore is confined to its worker. */
public final class Semaphores {
    private static final ApiTable METHODS =
            ApiTable.of(
                    entry("wait", Semaphores::await, Phases.ANY),
                    entry("post", Semaphores::post, Phases.ANY),
                    entry("count", Semaphores::count, Phases.ANY));

    private static final LuaString SEM = LuaString.constant("sem");

    private Semaphores() {}

    public static void install(LuaWorker worker, LuaTable ngx) {
        worker.module("ngx.semaphore", Semaphores::module);
    }

    private static LuaTable module(LuaWorker worker) {
        LuaTable methods = new LuaTable();
        METHODS.install(worker, methods);
        LuaTable metatable = new LuaTable();
        metatable.put("__index", methods);
        LuaTable module = new LuaTable();
        module.put("version", LuaString.of("0.1.33"));
        ApiTable.of(entry("new", call -> create(call, metatable), Phases.ANY))
                .install(worker, module);
        return module;
    }

    /** Resources, and those who wait for one, in order. */
    private static final class Semaphore {
        private int resources;
        private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();

        Semaphore(int resources) {
            this.resources = resources;
        }
    }

    private static final class Waiter {
        private final LightThread thread;
        private TimerPort.Pending timer;
        private boolean acquired;
        private boolean woken;

        Waiter(LightThread thread) {
            this.thread = thread;
        }
    }

    private static Object create(ApiCall call, LuaTable metatable) {
        double count = call.get(1) == null ? 0 : call.toNumber(1) == null ? 0 : call.toNumber(1);
        if (count < 0) {
            throw call.error("no negative number");
        }
        LuaTable object = new LuaTable();
        object.setField(SEM, new LuaUserdata(new Semaphore((int) count), null), 0);
        object.metatable(metatable);
        return object;
    }

    private static Semaphore self(ApiCall call) {
        if (call.get(1) instanceof LuaTable object
                && object.get(SEM) instanceof LuaUserdata data
                && data.content() instanceof Semaphore semaphore) {
            return semaphore;
        }
        throw call.error("not a semaphore instance");
    }

    private static Object await(ApiCall call) {
        Semaphore semaphore = self(call);
        RequestState request = call.request();
        if (request == null) {
            throw call.error("no request found");
        }
        Double seconds = call.toNumber(2);
        if (seconds == null || seconds < 0) {
            throw call.error("no negative number");
        }
        if (!request.isIn(Phases.YIELDABLE)) {
            return call.failed("API disabled in the context of " + request.phase().errorName());
        }
        if (semaphore.resources > 0 && semaphore.waiters.isEmpty()) {
            semaphore.resources--;
            return true;
        }
        long millis = (long) (seconds * 1000);
        return millis == 0 ? call.failed("timeout") : suspended(call, semaphore, millis);
    }

    private static Object suspended(ApiCall call, Semaphore semaphore, long millis) {
        Waiter waiter = new Waiter(call.request().thread());
        semaphore.waiters.add(waiter);
        waiter.timer =
                call.worker().port().timers().schedule(millis, () -> timedOut(semaphore, waiter));
        waiter.thread.suspend(() -> cancel(semaphore, waiter));
        return waiter.acquired
                ? call.results(true, null)
                : call.results(false, LuaString.of("timeout"));
    }

    private static void timedOut(Semaphore semaphore, Waiter waiter) {
        if (!waiter.woken) {
            waiter.woken = true;
            semaphore.waiters.remove(waiter);
            waiter.thread.resume();
        }
    }

    /** Killed while it waited: what it may have got goes to the next one. */
    private static void cancel(Semaphore semaphore, Waiter waiter) {
        waiter.timer.cancel();
        if (waiter.acquired) {
            semaphore.resources++;
        }
        waiter.woken = true;
        semaphore.waiters.remove(waiter);
    }

    private static Object post(ApiCall call) {
        Semaphore semaphore = self(call);
        Double count = call.get(2) == null ? (Double) 1.0 : call.toNumber(2);
        if (count == null || count < 1) {
            throw call.error("positive number required");
        }
        semaphore.resources += (int) (double) count;
        if (!semaphore.waiters.isEmpty()) {
            call.worker().port().timers().schedule(0, () -> wake(semaphore));
        }
        return true;
    }

    /** In a later turn, as nginx's posted events do it. */
    private static void wake(Semaphore semaphore) {
        while (semaphore.resources > 0 && !semaphore.waiters.isEmpty()) {
            Waiter waiter = semaphore.waiters.poll();
            semaphore.resources--;
            waiter.acquired = true;
            waiter.woken = true;
            waiter.timer.cancel();
            waiter.thread.resume();
        }
    }

    private static Object count(ApiCall call) {
        Semaphore semaphore = self(call);
        return (double) (semaphore.resources - semaphore.waiters.size());
    }
}
