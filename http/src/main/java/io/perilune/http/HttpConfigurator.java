// SPDX-License-Identifier: Apache-2.0
package io.perilune.http;

import io.perilune.conf.tree.Block;
import io.perilune.http.io.LogFiles;
import io.perilune.http.io.LogSink;
import io.perilune.http.module.HttpModule;
import java.util.List;

/** Turns a configuration's tree into a frozen {@link HttpConfig}. Single use. */
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
    public HttpConfigurator(List<HttpModule> modules, String prefix, String confPrefix,
            LogSink log, LogFiles logFiles) {
        this.modules = List.copyOf(modules);
        this.prefix = prefix;
        this.confPrefix = confPrefix;
        this.log = log;
        this.logFiles = logFiles;
    }

    /**
     * Reads the main file's block.
     *
     * @throws io.perilune.conf.tree.ConfException the first complaint
     */
    public HttpConfig configure(Block main) {
        throw new UnsupportedOperationException("to follow");
    }
}
