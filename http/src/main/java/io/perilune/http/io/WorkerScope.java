// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.io;

import io.netty.buffer.ByteBufAllocator;
import java.util.Map;

/**
 * One worker: an event loop and what hangs on it. Confined to its worker, but for {@link #execute},
 * which any thread may call.
 */
public interface WorkerScope {

    /** Runs an action on this worker, later than the caller's current step. */
    void execute(Runnable action);

    Timer schedule(long delayMillis, Runnable action);

    /** Whether the calling thread is this worker's. */
    boolean isCurrent();

    /** Milliseconds since the epoch, as cached at the start of the current event-loop step. */
    long nowMillis();

    /** Renews the cached time and answers it. */
    long updateTime();

    ByteBufAllocator allocator();

    /** Number of the worker, from 0. */
    int id();

    int count();

    long pid();

    /** Whether the worker is winding down: no new connections, timers end early. */
    boolean exiting();

    LogSink log();

    /** Places for modules to keep what lives as long as the worker, by a key of their own. */
    Map<Object, Object> slots();

    /** Runs long file work on another thread, then {@code done} on this worker. */
    void offload(Runnable work, Runnable done);
}
