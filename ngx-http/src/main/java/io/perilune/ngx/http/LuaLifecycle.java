// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.perilune.conf.tree.ConfException;
import io.perilune.http.core.CoreModule;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.WorkerScope;
import io.perilune.http.module.HttpCycle;
import io.perilune.http.variable.VariableTable;
import io.perilune.lua.runtime.UncopyableException;
import io.perilune.ngx.Ngx;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.engine.WorkerOptions;
import io.perilune.ngx.port.LogPort;
import io.perilune.ngx.shm.DictZones;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The Lua machines of one configuration: init_by_lua in the master, a machine for each worker,
 * init_worker_by_lua and exit_worker_by_lua. Thread-safe: after {@link #startMaster} workers only
 * share what does not change.
 *
 * <p>init_by_lua runs once, in a machine that the first worker takes over. Each further worker gets
 * a copy of it, as a forked process would. Only when there is something that cannot be copied does
 * init_by_lua run again in each of them, without log lines, which the first run has written
 * already.
 */
final class LuaLifecycle {

    private static final long SPECIMEN_DICT = 65_536;

    private final LuaHost host;
    private final Queue<LuaWorker> machines = new ConcurrentLinkedQueue<>();
    private WorkerOptions options;

    LuaLifecycle(LuaHost host) {
        this.host = host;
    }

    /** The machine that runs this request's handlers. */
    static LuaWorker machine(Exchange x) {
        LuaWorker worker = (LuaWorker) x.worker().slots().get(x.mainConf(LuaMainConfig.KEY));
        return x.conf(LuaLocationConfig.KEY).codeCache ? worker : worker.fresh();
    }

    /**
     * Makes the shared dictionaries and runs init_by_lua; its failure has been logged and ends the
     * start.
     */
    void startMaster(HttpCycle cycle, Set<String> environment) {
        LuaMainConfig config = cycle.main(LuaMainConfig.KEY);
        options = options(cycle, config, environment);
        LuaWorker machine =
                Ngx.worker(
                        options, new MasterPort(new WorkerLogPort(cycle.log()), cycle.variables()));
        int workers = config.init == null ? 1 : cycle.main(CoreModule.PROCESS).workerCount();
        if (workers > 1) {
            machine.prepareCopy();
        }
        if (config.init != null && !machine.init(config.init)) {
            throw new ConfException("init_by_lua failed", null);
        }
        host.zones(options.zones());
        machines.add(machine);
        copy(machine, workers - 1, cycle);
    }

    private void copy(LuaWorker machine, int times, HttpCycle cycle) {
        try {
            for (int i = 0; i < times; i++) {
                machines.add(machine.copy());
            }
        } catch (UncopyableException hindrance) {
            cycle.log().log(
                    LogLevel.WARN,
                    "init_by_lua runs again in each further worker: it leaves "
                            + hindrance.getMessage()
                            + ", which cannot be copied");
        }
    }

    void startWorker(HttpCycle cycle, WorkerScope scope, boolean single) {
        LuaMainConfig config = cycle.main(LuaMainConfig.KEY);
        LuaWorker machine = machines.poll();
        if (machine == null) {
            machine = Ngx.worker(options, new MasterPort(new SilentLog(), cycle.variables()));
            if (config.init != null) {
                machine.init(config.init);
            }
        }
        machine.adopt(new WorkerScopePort(scope, cycle.variables(), single));
        scope.slots().put(config, machine);
        if (config.initWorker != null) {
            machine.initWorker(config.initWorker);
        }
    }

    /** Pending timers run now, as premature ones: the worker waits for no timer. */
    void retireWorker(HttpCycle cycle, WorkerScope scope) {
        LuaWorker machine = (LuaWorker) scope.slots().get(cycle.main(LuaMainConfig.KEY));
        if (machine != null) {
            machine.abortTimers();
        }
    }

    void stopWorker(HttpCycle cycle, WorkerScope scope) {
        LuaMainConfig config = cycle.main(LuaMainConfig.KEY);
        LuaWorker machine = (LuaWorker) scope.slots().remove(config);
        if (machine == null) {
            return;
        }
        if (config.exitWorker != null) {
            machine.exitWorker(config.exitWorker);
        }
        machine.close();
    }

    private WorkerOptions options(HttpCycle cycle, LuaMainConfig config, Set<String> environment) {
        DictZones zones = new DictZones();
        for (Map.Entry<String, Long> dict : config.sharedDicts.entrySet()) {
            zones.add(dict.getKey(), dict.getValue(), host.zones());
        }
        return new WorkerOptions(
                cycle.prefix(),
                withPrefix(config.packagePath, cycle.prefix()),
                withPrefix(config.packageCpath, cycle.prefix()),
                zones,
                config.init,
                config.number("lua_regex_cache_max_entries", 1024),
                config.number("lua_regex_match_limit", 0),
                config.number("lua_max_pending_timers", 1024),
                config.number("lua_max_running_timers", 256),
                host.nginxVersion(),
                host.luaModuleVersion(),
                host.configureArguments(),
                environment);
    }

    /** A machine without a configuration, with one shared dictionary. */
    static LuaWorker specimen(String dictionary) {
        DictZones zones = new DictZones();
        zones.add(dictionary, SPECIMEN_DICT, null);
        return Ngx.worker(
                WorkerOptions.defaults("").withZones(zones),
                new MasterPort(new SilentLog(), new VariableTable()));
    }

    private static String withPrefix(String path, String prefix) {
        return path == null ? null : path.replace("$prefix", prefix).replace("${prefix}", prefix);
    }

    /** Takes no lines: of an init_by_lua that has been logged already. */
    private record SilentLog() implements LogPort {

        @Override
        public int level() {
            return STDERR;
        }

        @Override
        public void log(int level, String text) {
            // nothing: see the class comment
        }
    }
}
