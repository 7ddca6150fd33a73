// SPDX-License-Identifier: Apache-2.0
package io.perilune.server;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for file work that would hold up an event loop: few, and gone when there is nothing to
 * do. Thread-safe.
 */
final class Offload {

    private static final int THREADS = 4;

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    THREADS,
                    THREADS,
                    10,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    task -> {
                        Thread thread = new Thread(null, task, "files", 256 << 10);
                        thread.setDaemon(true);
                        return thread;
                    });

    Offload() {
        threads.allowCoreThreadTimeOut(true);
    }

    /** Runs the work, then {@code done}, whatever became of the work; both on another thread. */
    void run(Runnable work, Runnable done) {
        threads.execute(
                () -> {
                    try {
                        work.run();
                    } finally {
                        done.run();
                    }
                });
    }
}
