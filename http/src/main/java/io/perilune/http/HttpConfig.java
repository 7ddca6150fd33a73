// SPDX-License-Identifier: Apache-2.0
package io.perilune.http;

import io.perilune.http.core.CoreConfig;
import io.perilune.http.core.Listen;
import io.perilune.http.io.WorkerScope;
import io.perilune.http.module.HttpCycle;
import io.perilune.http.module.HttpModule;
import java.util.List;

/**
 * A configuration ready to serve. Immutable and shared by all workers.
 *
 * @param core what stands outside {@code http}
 * @param listens the addresses to listen on
 * @param cycle what modules are started with
 * @param modules in the order in which they are started
 * @param admission where requests come in
 */
public record HttpConfig(
        CoreConfig core,
        List<Listen> listens,
        HttpCycle cycle,
        List<HttpModule> modules,
        RequestAdmission admission) {

    /** Lets the modules start, once, before the workers; not for a mere test. */
    public void startMaster() {
        modules.forEach(module -> module.startMaster(cycle));
    }

    /** Lets the modules start on a worker, on its thread. */
    public void startWorker(WorkerScope worker) {
        modules.forEach(module -> module.startWorker(cycle, worker));
    }

    /** Tells the modules that a worker begins to end gracefully, on its thread. */
    public void retireWorker(WorkerScope worker) {
        modules.forEach(module -> module.retireWorker(cycle, worker));
    }

    /** Lets the modules end on a worker, on its thread. */
    public void stopWorker(WorkerScope worker) {
        modules.forEach(module -> module.stopWorker(cycle, worker));
    }
}
