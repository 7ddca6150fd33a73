// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.module;

import io.perilune.http.exchange.ModuleKey;
import io.perilune.http.exchange.Pipeline;
import io.perilune.http.io.LogFiles;
import io.perilune.http.io.LogSink;
import io.perilune.http.variable.VariableTable;

/**
 * One life of a configuration, from start or reload to its end: what modules may know when they
 * start. Immutable but for what modules put into their own records.
 *
 * @param prefix the server's prefix, with '/' at the end
 * @param confPrefix the folder of the configuration file, with '/' at the end
 * @param serverLevel the records that directives right in {@code http} filled, servers' part
 * @param locationLevel the same, locations' part: for code that runs outside any request
 */
public record HttpCycle(
        String prefix,
        String confPrefix,
        Object[] mainLevel,
        Object[] serverLevel,
        Object[] locationLevel,
        VariableTable variables,
        LogSink log,
        LogFiles logFiles,
        Pipeline pipeline) {

    public <T> T main(ModuleKey<T> key) {
        return key.in(mainLevel);
    }
}
