// SPDX-License-Identifier: Apache-2.0
package io.perilune.server;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.perilune.server.listen.Transport;
import java.util.concurrent.TimeUnit;

/**
 * A thread with an event loop. It lives as long as the server wants so many workers; the {@link
 * Worker}s on it follow one another, one a configuration, and during a reload an old one finishes
 * its requests beside the new one.
 */
final class WorkerLoop {

    /** Lua recursion runs on this stack; pages are only used when touched. */
    private static final long STACK = 16L << 20;

    private final int id;
    private final EventLoopGroup group;
    private volatile Worker current;

    WorkerLoop(int id, Transport transport) {
        this.id = id;
        this.group =
                transport.newLoop(
                        task -> new FastThreadLocalThread(null, task, "worker " + id, STACK));
    }

    int id() {
        return id;
    }

    EventLoop loop() {
        return group.next();
    }

    /** The worker that serves new connections; null before the first is started. */
    Worker current() {
        return current;
    }

    void current(Worker worker) {
        current = worker;
    }

    /** Ends the thread; its workers must be gone. */
    void end() {
        group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
    }
}
