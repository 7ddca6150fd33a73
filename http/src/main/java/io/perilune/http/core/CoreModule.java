// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.ModuleKey;
import io.perilune.http.exchange.PhaseHandler;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.HttpRegistry;
import io.perilune.http.module.ModuleConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * nginx's core: the directives of {@code http}, {@code server} and {@code location} themselves, and
 * those outside {@code http}. Stateless.
 */
public final class CoreModule implements HttpModule {

    /** What stands outside {@code http}. */
    public static final ModuleKey<CoreConfig> PROCESS = ModuleKey.of("core.process");

    public static final ModuleKey<CoreMainConfig> MAIN = ModuleKey.of("core.main");
    public static final ModuleKey<CoreServerConfig> SERVER = ModuleKey.of("core.server");
    public static final ModuleKey<CoreLocationConfig> LOCATION = ModuleKey.of("core.location");

    /** What the core says for the location (or server) that applies now. */
    public static CoreLocationConfig location(Exchange x) {
        return x.conf(LOCATION);
    }

    public static CoreServerConfig server(Exchange x) {
        return x.serverConf(SERVER);
    }

    @Override
    public String name() {
        return "core";
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        List<DirectiveSpec<ConfScope>> rows = new ArrayList<>();
        rows.addAll(ProcessDirectives.TABLE);
        rows.addAll(ServerDirectives.TABLE);
        rows.addAll(LocationDirectives.TABLE);
        rows.addAll(SettingDirectives.TABLE);
        return rows;
    }

    @Override
    public List<ModuleConfig<?>> configs() {
        return List.of(
                ModuleConfig.main(PROCESS, CoreConfig::new),
                ModuleConfig.main(MAIN, CoreMainConfig::new),
                ModuleConfig.server(SERVER, CoreServerConfig::new, CoreServerConfig::merge),
                ModuleConfig.location(
                        LOCATION, CoreLocationConfig::new, CoreLocationConfig::merge));
    }

    @Override
    public void prepare(HttpRegistry registry) {
        CoreVariables.define(registry.variables());
    }

    /**
     * Makes the level of an "if" apply; it keeps the location's handler if it has none of its own.
     */
    public static void applyIf(Exchange x, Object[] level) {
        PhaseHandler handler = x.progress().contentHandler;
        FindLocation.bind(x, LOCATION.in(level));
        if (x.progress().contentHandler == null) {
            x.progress().contentHandler = handler;
        }
    }
}
