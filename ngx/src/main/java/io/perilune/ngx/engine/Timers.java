// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.engine;

import io.perilune.lua.runtime.LuaClosure;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.Prototype;
import io.perilune.ngx.phase.LuaPhase;
import io.perilune.ngx.port.LogPort;
import io.perilune.ngx.port.Outcome;
import io.perilune.ngx.port.RequestPort;
import io.perilune.ngx.port.TimerPort;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/** The timers of one machine: ngx.timer.at and every. Confined to its worker. */
public final class Timers {
    private final LuaWorker worker;
    private final Set<Timer> pending = new LinkedHashSet<>();
    private int running;

    Timers(LuaWorker worker) {
        this.worker = worker;
    }

    public int pending() {
        return pending.size();
    }

    public int running() {
        return running;
    }

    /** Whether there may be no more. */
    public boolean isFull() {
        return pending.size() >= worker.options().maxPendingTimers();
    }

    /**
     * Starts one.
     *
     * @param origin the request whose client and server its log lines name, or null
     */
    public void start(
            long delay,
            boolean every,
            LuaFunction callback,
            Object[] arguments,
            RequestPort origin) {
        String context = ", context: ngx.timer";
        if (origin != null) {
            context += origin.clientAddress() == null ? "" : ", client: " + origin.clientAddress();
            context += origin.serverAddress() == null ? "" : ", server: " + origin.serverAddress();
        }
        schedule(new Timer(delay, every, callback, arguments, context));
    }

    private void schedule(Timer timer) {
        pending.add(timer);
        timer.pending = worker.port().timers().schedule(timer.delay, () -> expired(timer));
    }

    private void expired(Timer timer) {
        debug("lua ngx.timer expired");
        if (pending.remove(timer)) {
            fire(timer, worker.port().exiting());
        }
    }

    /** The worker exits: all that wait run now, told that they are premature. */
    void abortPending() {
        debug("lua abort pending timers");
        for (Timer timer : new ArrayList<>(pending)) {
            timer.pending.cancel();
            pending.remove(timer);
            fire(timer, true);
        }
    }

    private void fire(Timer timer, boolean premature) {
        if (timer.every && !worker.port().exiting()) {
            schedule(new Timer(timer.delay, true, timer.callback, timer.arguments, timer.context));
        }
        int most = worker.options().maxRunningTimers();
        if (running >= most) {
            worker.port()
                    .log()
                    .log(
                            LogPort.ALERT,
                            "lua failed to run timer with function defined at "
                                    + definition(timer.callback)
                                    + ": "
                                    + most
                                    + " lua_max_running_timers are not enough");
            return;
        }
        running++;
        Object[] all = new Object[timer.arguments.length + 1];
        all[0] = premature;
        System.arraycopy(timer.arguments, 0, all, 1, timer.arguments.length);
        RequestState state =
                new RequestState(worker, null, new TimerLog(worker.port().log(), timer.context));
        Outcome outcome = state.start(LuaPhase.TIMER, timer.callback, all, done -> ended(state));
        if (outcome != Outcome.Plain.SUSPENDED) {
            ended(state);
        }
    }

    private void ended(RequestState state) {
        running--;
        state.close();
        debug("http lua close fake request");
        debug("http lua close fake http connection");
    }

    private static String definition(LuaFunction callback) {
        if (callback instanceof LuaClosure closure) {
            Prototype prototype = closure.prototype();
            return "=" + prototype.source() + ":" + prototype.lineDefined();
        }
        return "(unknown):0";
    }

    private void debug(String text) {
        LogPort log = worker.port().log();
        if (log.level() >= LogPort.DEBUG) {
            log.log(LogPort.DEBUG, text);
        }
    }

    private static final class Timer {
        private final long delay;
        private final boolean every;
        private final LuaFunction callback;
        private final Object[] arguments;
        private final String context;
        private TimerPort.Pending pending;

        Timer(long delay, boolean every, LuaFunction callback, Object[] arguments, String context) {
            this.delay = delay;
            this.every = every;
            this.callback = callback;
            this.arguments = arguments;
            this.context = context;
        }
    }

    /** The worker's log with the timer's context behind each line. */
    private record TimerLog(LogPort log, String context) implements LogPort {
        @Override
        public int level() {
            return log.level();
        }

        @Override
        public void log(int level, String text) {
            log.log(level, text + context);
        }
    }
}
