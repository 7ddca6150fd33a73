// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.perilune.conf.parse.RawBodies;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.http.core.CoreModule;
import io.perilune.http.io.WorkerScope;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpCycle;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.HttpRegistry;
import io.perilune.http.module.ModuleConfig;
import io.perilune.http.phase.Phase;
import io.perilune.lua.compiler.syntax.LuaBlockScanner;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.phase.LuaPhase;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * lua-nginx-module: all {@code *_by_lua*} and {@code lua_*} directives, their places in the phases
 * and among the filters, and the life of the Lua machines. One object serves one configuration.
 */
public final class LuaModule implements HttpModule {

    /** How the configuration's reader finds the end of {@code *_by_lua_block {...}}. */
    public static final RawBodies BLOCKS =
            new RawBodies() {
                @Override
                public boolean isRaw(String directive) {
                    return LuaDirectives.isLuaBlock(directive);
                }

                @Override
                public int end(byte[] text, int from) {
                    try {
                        return LuaBlockScanner.end(text, from);
                    } catch (LuaBlockScanner.BlockError e) {
                        throw new Unterminated(e.getMessage(), e.offset());
                    }
                }
            };

    /** Handlers that run behind those of all other modules, unless a directive says otherwise. */
    private static final Map<LuaPhase, LuaPhaseHandler> POSTPONED =
            Map.of(
                    LuaPhase.REWRITE, LuaPhaseHandler.REWRITE,
                    LuaPhase.ACCESS, LuaPhaseHandler.ACCESS,
                    LuaPhase.PRECONTENT, LuaPhaseHandler.PRECONTENT);

    private final LuaLifecycle lifecycle;

    public LuaModule(LuaHost host) {
        this.lifecycle = new LuaLifecycle(host);
    }

    /**
     * A machine with the whole API in it and no configuration behind it: to look at, not to serve
     * requests.
     *
     * @param dictionary name of a shared dictionary that it has
     */
    public static LuaWorker specimen(String dictionary) {
        return LuaLifecycle.specimen(dictionary);
    }

    @Override
    public String name() {
        return "lua";
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        return LuaDirectives.TABLE;
    }

    @Override
    public List<ModuleConfig<?>> configs() {
        return List.of(
                ModuleConfig.main(LuaMainConfig.KEY, LuaMainConfig::new),
                ModuleConfig.server(
                        LuaServerConfig.KEY,
                        LuaServerConfig::new,
                        (scope, outer, inner) -> LuaServerConfig.merge(outer, inner)),
                ModuleConfig.location(
                        LuaLocationConfig.KEY,
                        LuaLocationConfig::new,
                        (scope, outer, inner) -> LuaLocationConfig.merge(outer, inner)));
    }

    @Override
    public void install(HttpRegistry registry) {
        LuaMainConfig main = registry.main(LuaMainConfig.KEY);
        Set<LuaPhase> used = main.used;
        if (used.contains(LuaPhase.SERVER_REWRITE)) {
            registry.handler(Phase.SERVER_REWRITE, LuaPhaseHandler.SERVER_REWRITE);
        }
        POSTPONED.forEach(
                (phase, handler) -> {
                    if (used.contains(phase)) {
                        install(registry, phase, handler, main.notPostponed.contains(phase));
                    }
                });
        if (used.contains(LuaPhase.LOG)) {
            registry.handler(Phase.LOG, new LuaLogHandler());
        }
        if (used.contains(LuaPhase.HEADER_FILTER)) {
            registry.headerFilter(new LuaHeaderFilter());
        }
        if (used.contains(LuaPhase.BODY_FILTER)) {
            registry.bodyFilter(new LuaBodyFilter());
        }
    }

    private static void install(
            HttpRegistry registry, LuaPhase phase, LuaPhaseHandler handler, boolean early) {
        Phase place = Phase.valueOf(phase.name());
        if (early) {
            registry.handler(place, handler);
        } else {
            registry.lastHandler(place, handler);
        }
    }

    @Override
    public void startMaster(HttpCycle cycle) {
        lifecycle.startMaster(cycle, Set.copyOf(cycle.main(CoreModule.PROCESS).env));
    }

    @Override
    public void startWorker(HttpCycle cycle, WorkerScope worker) {
        lifecycle.startWorker(cycle, worker, !cycle.main(CoreModule.PROCESS).masterProcess);
    }

    @Override
    public void retireWorker(HttpCycle cycle, WorkerScope worker) {
        lifecycle.retireWorker(cycle, worker);
    }

    @Override
    public void stopWorker(HttpCycle cycle, WorkerScope worker) {
        lifecycle.stopWorker(cycle, worker);
    }
}
