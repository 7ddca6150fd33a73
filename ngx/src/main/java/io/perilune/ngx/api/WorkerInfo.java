// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import static io.perilune.ngx.engine.ApiTable.entry;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.Tag;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiTable;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.engine.WorkerOptions;
import io.perilune.ngx.phase.LuaPhase;
import io.perilune.ngx.phase.Phases;
import java.nio.charset.StandardCharsets;

/** ngx.worker, ngx.config, the module ngx.process, os.getenv. Stateless. */
public final class WorkerInfo {
    private static final ApiTable WORKER =
            ApiTable.of(
                    entry("exiting", call -> call.worker().port().exiting(), Phases.ANY),
                    entry("pid", call -> (double) call.worker().port().pid(), Phases.ANY),
                    entry("pids", WorkerInfo::pids, Phases.ANY),
                    entry("id", WorkerInfo::id, Phases.ANY),
                    entry("count", call -> (double) call.worker().port().count(), Phases.ANY));

    private static final ApiTable CONFIG =
            ApiTable.of(
                    entry(
                            "prefix",
                            call -> LuaString.ofLatin1(call.worker().options().prefix()),
                            Phases.ANY),
                    entry(
                            "nginx_configure",
                            call ->
                                    LuaString.ofLatin1(
                                            call.worker().options().configureArguments()),
                            Phases.ANY));

    private static final ApiTable PROCESS =
            ApiTable.of(
                    entry(
                            "type",
                            call -> LuaString.ofLatin1(call.worker().port().processType()),
                            Phases.ANY),
                    entry(
                            "get_master_pid",
                            call -> (double) call.worker().port().masterPid(),
                            Phases.ANY),
                    ApiTable.unsupported(
                            "signal_graceful_exit", WorkerInfo::exitGracefully, Phases.ANY),
                    ApiTable.unsupported(
                            "enable_privileged_agent", WorkerInfo::privilegedAgent, Phases.ANY));

    private static final ApiTable OS = ApiTable.of(entry("getenv", WorkerInfo::getenv, Phases.ANY));

    private WorkerInfo() {}

    public static void install(LuaWorker worker, LuaTable ngx) {
        WORKER.install(worker, LuaWorker.child(ngx, "worker"));
        LuaTable config = LuaWorker.child(ngx, "config");
        CONFIG.install(worker, config);
        WorkerOptions options = worker.options();
        config.put("debug", false);
        config.put("subsystem", LuaString.of("http"));
        config.setField(LuaString.constant("nginx_version"), Tag.NUM, options.nginxVersion());
        config.setField(LuaString.constant("ngx_lua_version"), Tag.NUM, options.luaModuleVersion());
        OS.install(worker, (LuaTable) worker.vm().globals().get("os"));
        worker.module(
                "ngx.process",
                w -> {
                    LuaTable module = new LuaTable();
                    PROCESS.install(w, module);
                    return module;
                });
    }

    private static Object pids(ApiCall call) {
        LuaPhase phase = call.worker().phase();
        long[] pids = call.worker().port().pids();
        if (phase == LuaPhase.INIT || phase == LuaPhase.INIT_WORKER || pids == null) {
            return call.failed("API disabled in the current context");
        }
        LuaTable table = new LuaTable(pids.length, 0);
        for (int i = 0; i < pids.length; i++) {
            table.setInt(i + 1, Tag.NUM, pids[i]);
        }
        return table;
    }

    private static Object id(ApiCall call) {
        int id = call.worker().port().id();
        return id < 0 ? null : (Object) (double) id;
    }

    private static Object exitGracefully(ApiCall call) {
        call.worker().port().exitGracefully();
        return call.none();
    }

    private static Object privilegedAgent(ApiCall call) {
        if (call.worker().phase() != LuaPhase.INIT) {
            return call.failed("API disabled in the current context");
        }
        throw call.error("ngx.process.enable_privileged_agent() is not supported yet");
    }

    /**
     * Without a request, that is in init_by_lua, the process's whole environment is still there, as
     * in nginx's master.
     */
    private static Object getenv(ApiCall call) {
        String value =
                call.worker()
                        .options()
                        .environmentValue(call.string(1).toString(), call.request() == null);
        return value == null ? null : LuaString.ofOwned(value.getBytes(StandardCharsets.UTF_8));
    }
}
