// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.module;

import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.schema.Schema;
import io.perilune.http.exchange.ModuleKey;
import io.perilune.http.io.LogFiles;
import io.perilune.http.io.LogSink;
import io.perilune.http.variable.VariableTable;
import java.util.ArrayList;
import java.util.List;

/** The reading of one configuration: what all its scopes share. Used by one thread. */
public final class ConfSession {

    private final List<HttpModule> modules;
    private final List<ModuleConfig<?>> configs = new ArrayList<>();
    private final Schema<ConfScope> schema;
    private final VariableTable variables = new VariableTable();
    private final Object[] mainLevel;
    private final String prefix;
    private final String confPrefix;
    private final LogSink log;
    private final LogFiles logFiles;

    /**
     * @param prefix the server's prefix, with '/' at the end
     * @param confPrefix the folder of the configuration file, with '/' at the end
     * @param log for complaints that do not stop the start
     * @param logFiles opens the logs that directives name
     */
    public ConfSession(
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
        List<DirectiveSpec<ConfScope>> directives = new ArrayList<>();
        for (HttpModule module : modules) {
            directives.addAll(module.directives());
            configs.addAll(module.configs());
        }
        schema = Schema.of(directives);
        mainLevel = create(ConfigLevel.MAIN);
    }

    public List<HttpModule> modules() {
        return modules;
    }

    public List<ModuleConfig<?>> configs() {
        return configs;
    }

    public Schema<ConfScope> schema() {
        return schema;
    }

    public VariableTable variables() {
        return variables;
    }

    public Object[] mainLevel() {
        return mainLevel;
    }

    public String prefix() {
        return prefix;
    }

    public String confPrefix() {
        return confPrefix;
    }

    public LogSink log() {
        return log;
    }

    public LogFiles logFiles() {
        return logFiles;
    }

    /** Fresh records of one level. */
    Object[] create(ConfigLevel level) {
        Object[] records = new Object[ModuleKey.count()];
        for (ModuleConfig<?> config : configs) {
            if (config.level() == level) {
                fill(config, records);
            }
        }
        return records;
    }

    private static <T> void fill(ModuleConfig<T> config, Object[] records) {
        config.key().put(records, config.create().get());
    }
}
