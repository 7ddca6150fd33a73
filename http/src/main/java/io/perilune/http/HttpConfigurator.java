// SPDX-License-Identifier: Apache-2.0
package io.perilune.http;

import io.perilune.conf.tree.Block;
import io.perilune.conf.tree.ConfException;
import io.perilune.http.core.CoreConfig;
import io.perilune.http.core.CoreHandlers;
import io.perilune.http.core.CoreMainConfig;
import io.perilune.http.core.CoreModule;
import io.perilune.http.core.Listen;
import io.perilune.http.core.ListenTable;
import io.perilune.http.core.RequestPipeline;
import io.perilune.http.exchange.ModuleKey;
import io.perilune.http.exchange.PhaseHandler;
import io.perilune.http.filter.BodyFilter;
import io.perilune.http.filter.FilterChain;
import io.perilune.http.filter.HeaderFilter;
import io.perilune.http.io.BothLogs;
import io.perilune.http.io.LogFiles;
import io.perilune.http.io.LogSink;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.ConfSession;
import io.perilune.http.module.HttpCycle;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.HttpRegistry;
import io.perilune.http.phase.Phase;
import io.perilune.http.phase.PhaseEngine;
import io.perilune.http.phase.PhaseTable;
import io.perilune.http.variable.VariableTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a configuration's tree into a frozen {@link HttpConfig}: sets every directive, merges the
 * levels, lets the modules add their handlers and filters, resolves the variables, lays out the
 * phases. Single use.
 */
public final class HttpConfigurator {

    private final List<HttpModule> modules;
    private final String prefix;
    private final String confPrefix;
    private final LogSink log;
    private final LogFiles logFiles;

    /**
     * @param modules in nginx's order, {@code ModuleOrder.standard()} with others put in
     * @param prefix the server's prefix, with '/' at the end
     * @param confPrefix the folder of the configuration file, with '/' at the end
     */
    public HttpConfigurator(
            List<HttpModule> modules,
            String prefix,
            String confPrefix,
            LogSink log,
            LogFiles logFiles) {
        this.modules = List.copyOf(modules);
        this.prefix = prefix;
        this.confPrefix = confPrefix;
        this.log = log;
        this.logFiles = logFiles;
    }

    /**
     * Reads the main file's block.
     *
     * @throws ConfException the first complaint
     */
    public HttpConfig configure(Block main) {
        return configure(main, null);
    }

    /**
     * Reads the main file's block after the directives of {@code -g}.
     *
     * @param before directives that count as if they stood at the start of the file; or null
     * @throws ConfException the first complaint
     */
    public HttpConfig configure(Block main, Block before) {
        ConfSession session = new ConfSession(modules, prefix, confPrefix, log, logFiles);
        Registry registry = new Registry(session);
        for (HttpModule module : modules) {
            module.prepare(registry);
        }
        ConfScope outermost = ConfScope.outermost(session);
        if (before != null) {
            outermost.apply(before);
        }
        outermost.apply(main);
        CoreConfig core = CoreModule.PROCESS.in(session.mainLevel());
        if (!core.eventsSeen) {
            throw new ConfException("no \"events\" section in configuration", null);
        }
        if (core.pidFile == null) {
            core.pidFile = prefix + "logs/nginx.pid";
        }
        return build(session, registry, outermost, core);
    }

    private HttpConfig build(
            ConfSession session, Registry registry, ConfScope outermost, CoreConfig core) {
        CoreMainConfig main = CoreModule.MAIN.in(session.mainLevel());
        ConfScope http = main.mergeAll(outermost);
        for (HttpModule module : modules) {
            module.install(registry);
        }
        session.variables().freeze();
        main.makeTempFolders();
        RequestPipeline pipeline = registry.pipeline();
        HttpCycle cycle =
                new HttpCycle(
                        prefix,
                        confPrefix,
                        session.mainLevel(),
                        http.serverLevel(),
                        http.locationLevel(),
                        session.variables(),
                        processLog(core),
                        logFiles,
                        pipeline);
        List<Listen> listens = ListenTable.build(main, log);
        RequestAdmission admission = new RequestAdmission(pipeline, session.mainLevel());
        return new HttpConfig(core, listens, cycle, modules, admission);
    }

    /** What {@code error_log} outside {@code http} says; without it the log that the start has. */
    private LogSink processLog(CoreConfig core) {
        LogSink all = null;
        for (CoreConfig.ErrorLog directive : core.errorLogs) {
            try {
                LogSink one = logFiles.errorLog(directive.path(), directive.level());
                all = all == null ? one : new BothLogs(all, one);
            } catch (IOException e) {
                throw new ConfException(
                        "open() \"" + directive.path() + "\" failed (" + e.getMessage() + ')',
                        null);
            }
        }
        return all == null ? log : all;
    }

    /** Collects what modules add. */
    private static final class Registry implements HttpRegistry {

        private final ConfSession session;
        private final Map<Phase, List<PhaseHandler>> handlers = new EnumMap<>(Phase.class);
        private final Map<Phase, List<PhaseHandler>> lastHandlers = new EnumMap<>(Phase.class);
        private final List<HeaderFilter> headerFilters = new ArrayList<>();
        private final List<BodyFilter> bodyFilters = new ArrayList<>();

        Registry(ConfSession session) {
            this.session = session;
        }

        @Override
        public VariableTable variables() {
            return session.variables();
        }

        @Override
        public <T> T main(ModuleKey<T> key) {
            return key.in(session.mainLevel());
        }

        @Override
        public void handler(Phase phase, PhaseHandler handler) {
            handlers.computeIfAbsent(phase, p -> new ArrayList<>()).add(0, handler);
        }

        @Override
        public void lastHandler(Phase phase, PhaseHandler handler) {
            lastHandlers.computeIfAbsent(phase, p -> new ArrayList<>()).add(handler);
        }

        @Override
        public void headerFilter(HeaderFilter filter) {
            headerFilters.add(0, filter);
        }

        @Override
        public void bodyFilter(BodyFilter filter) {
            bodyFilters.add(0, filter);
        }

        RequestPipeline pipeline() {
            lastHandlers.forEach(
                    (phase, added) ->
                            handlers.computeIfAbsent(phase, p -> new ArrayList<>()).addAll(added));
            PhaseTable[] table = new PhaseTable[1];
            CoreHandlers.addTo(handlers, () -> table[0]);
            table[0] = PhaseTable.of(handlers);
            CoreHandlers.addFilters(headerFilters, bodyFilters);
            return new RequestPipeline(
                    new PhaseEngine(table[0]), FilterChain.of(headerFilters, bodyFilters));
        }
    }
}
