// SPDX-License-Identifier: Apache-2.0
package io.perilune.server;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.perilune.http.HttpConfig;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;
import io.perilune.http.io.Timer;
import io.perilune.http.io.WorkerScope;
import io.perilune.server.http1.ConnectionHost;
import io.perilune.server.http1.HeadParser;
import io.perilune.server.http1.Http1Connection;
import io.perilune.server.http1.Site;
import io.perilune.server.http1.StackText;
import io.perilune.server.time.TimerHeap;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One configuration on one event loop: what nginx has a worker process for.
 *
 * <p>It is started before it gets connections. When it is told to {@link #retire} its idle
 * connections move to the worker of the next configuration, or close if there is none; when the
 * last request is over and the last timer has run it stops its modules and is gone.
 *
 * <p>Confined to its event loop, but for {@link #execute} and what is said otherwise.
 */
final class Worker implements WorkerScope, ConnectionHost {

    private static final int SPARE_PARSERS = 64;

    private final WorkerLoop place;
    private final EventLoop loop;
    private final HttpConfig config;
    private final SiteMap sites;
    private final Process process;
    private final TimerHeap timers;
    private final LogSink log;
    private final Map<Object, Object> slots = new HashMap<>();
    private final ArrayDeque<HeadParser> spareParsers = new ArrayDeque<>();

    private long nowMillis = System.currentTimeMillis();
    private long tick = TimerHeap.monotonicMillis();
    private Http1Connection connections;
    private int connectionCount;
    private boolean exiting;
    private boolean stopped;
    private Runnable whenGone;

    /** What all workers of a process share. */
    record Process(long pid, int workers, Offload offload, int connectionLimit) {}

    Worker(WorkerLoop place, HttpConfig config, SiteMap sites, Process process) {
        this.place = place;
        this.loop = place.loop();
        this.config = config;
        this.sites = sites;
        this.process = process;
        this.log = config.cycle().log();
        this.timers = new TimerHeap(loop, this::renewClocks);
    }

    // life

    /** Lets the modules start; then the worker is ready for connections. */
    void start() {
        renewClocks();
        SystemLimits.applyToWorker(config.core(), id(), log);
        config.startWorker(this);
    }

    /**
     * No new connections and requests any more; {@code gone} runs when the last request is over.
     * What takes longer than {@code worker_shutdown_timeout} is broken off.
     *
     * @param gone runs once, on this worker
     */
    void retire(Runnable gone) {
        if (exiting) {
            return;
        }
        exiting = true;
        whenGone = gone;
        renewClocks();
        config.retireWorker(this);
        long patience = config.core().workerShutdownTimeout;
        if (patience > 0) {
            // Not one of the worker's own timers, for which it would wait
            loop.schedule(this::abortConnections, patience, TimeUnit.MILLISECONDS);
        }
        for (Http1Connection c = connections; c != null; ) {
            Http1Connection following = c.next;
            c.hostChanged();
            c = following;
        }
        endIfIdle();
    }

    /** Breaks all connections off: the time for a graceful end is over. */
    private void abortConnections() {
        for (Http1Connection c = connections; c != null; ) {
            Http1Connection following = c.next;
            c.abort();
            c = following;
        }
    }

    /** Stops the modules, whatever still runs. */
    void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        exiting = true;
        config.stopWorker(this);
        timers.close();
    }

    private void endIfIdle() {
        if (exiting && !stopped && connectionCount == 0 && timers.size() == 0) {
            // Later: whatever closed the last connection may not have finished its own work.
            loop.execute(this::end);
        }
    }

    private void end() {
        if (stopped || connectionCount > 0 || timers.size() > 0) {
            return;
        }
        stop();
        whenGone.run();
    }

    // ConnectionHost

    @Override
    public WorkerScope worker() {
        return this;
    }

    @Override
    public long tick() {
        return tick;
    }

    @Override
    public void renewClocks() {
        nowMillis = System.currentTimeMillis();
        tick = TimerHeap.monotonicMillis();
    }

    @Override
    public HeadParser borrowParser() {
        HeadParser spare = spareParsers.pollLast();
        return spare == null ? new HeadParser() : spare;
    }

    @Override
    public void giveBack(HeadParser parser) {
        if (spareParsers.size() < SPARE_PARSERS) {
            spareParsers.addLast(parser);
        }
    }

    @Override
    public ConnectionHost successor() {
        Worker now = place.current();
        return exiting && now != null ? now : this;
    }

    @Override
    public Site site(String socket, String local) {
        return sites.site(socket, local);
    }

    @Override
    public void joined(Http1Connection connection) {
        connection.next = connections;
        if (connections != null) {
            connections.previous = connection;
        }
        connections = connection;
        connectionCount++;
    }

    @Override
    public void left(Http1Connection connection) {
        if (connection.previous != null) {
            connection.previous.next = connection.next;
        } else {
            connections = connection.next;
        }
        if (connection.next != null) {
            connection.next.previous = connection.previous;
        }
        connection.previous = null;
        connection.next = null;
        connectionCount--;
        endIfIdle();
    }

    @Override
    public boolean closing() {
        return exiting;
    }

    /** Whether another connection is allowed; says in the log if not. Any thread may ask. */
    boolean hasRoom() {
        if (connectionCount < process.connectionLimit()) {
            return true;
        }
        log.log(LogLevel.ALERT, process.connectionLimit() + " worker_connections are not enough");
        return false;
    }

    // WorkerScope

    @Override
    public void execute(Runnable action) {
        loop.execute(
                () -> {
                    renewClocks();
                    guarded(action);
                });
    }

    @Override
    public Timer schedule(long delayMillis, Runnable action) {
        return timers.schedule(
                delayMillis,
                () -> {
                    guarded(action);
                    endIfIdle();
                });
    }

    /** The boundary for our own mistakes in what runs by itself. */
    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error failure) {
            log.log(LogLevel.ALERT, "unexpected failure: " + StackText.of(failure));
        }
    }

    @Override
    public boolean isCurrent() {
        return loop.inEventLoop();
    }

    @Override
    public long nowMillis() {
        return nowMillis;
    }

    @Override
    public long updateTime() {
        renewClocks();
        return nowMillis;
    }

    @Override
    public ByteBufAllocator allocator() {
        return PooledByteBufAllocator.DEFAULT;
    }

    @Override
    public int id() {
        return place.id();
    }

    @Override
    public int count() {
        return process.workers();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean exiting() {
        return exiting;
    }

    @Override
    public LogSink log() {
        return log;
    }

    @Override
    public Map<Object, Object> slots() {
        return slots;
    }

    @Override
    public void offload(Runnable work, Runnable done) {
        process.offload().run(work, () -> execute(done));
    }
}
