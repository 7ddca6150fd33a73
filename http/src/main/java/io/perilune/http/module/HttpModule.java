// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.module;

import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.http.io.WorkerScope;
import java.util.List;

/**
 * A module of the HTTP server. The methods are called in the order in which they stand here. One
 * object serves one configuration; a reload makes new ones.
 */
public interface HttpModule {

    /** nginx's name for it, as {@code rewrite}. */
    String name();

    default List<DirectiveSpec<ConfScope>> directives() {
        return List.of();
    }

    default List<ModuleConfig<?>> configs() {
        return List.of();
    }

    /** Before any directive is read: defines variables. */
    default void prepare(HttpRegistry registry) {}

    /** After all levels are merged: adds phase handlers and filters, checks the whole. */
    default void install(HttpRegistry registry) {}

    /** Once, before the workers start; not for a mere test of the configuration. */
    default void startMaster(HttpCycle cycle) {}

    /** On each worker, before it accepts connections. */
    default void startWorker(HttpCycle cycle, WorkerScope worker) {}

    /** On each worker, when it begins to end gracefully: it waits until no timer is left. */
    default void retireWorker(HttpCycle cycle, WorkerScope worker) {}

    /** On each worker, when it ends. */
    default void stopWorker(HttpCycle cycle, WorkerScope worker) {}
}
