// SPDX-License-Identifier: Apache-2.0
package io.perilune.server;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.perilune.http.HttpConfig;
import io.perilune.http.core.Listen;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;
import io.perilune.server.http1.Http1Connection;
import io.perilune.server.listen.ListenException;
import io.perilune.server.listen.Listener;
import io.perilune.server.listen.Transport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The running server: listening sockets, event loops, and on them the workers of the current
 * configuration and of earlier ones that have requests left.
 *
 * <p>Starting, reloading and stopping are called by one thread, the one that takes signals; it
 * waits for the event loops. Connections are accepted on the first worker's loop, or on a loop of
 * their own when there are several, and dealt out in turn.
 */
public final class Server {

    /** As nginx: an address in use is tried so often, with a pause between. */
    private static final int BIND_TRIES = 5;

    private static final long BIND_PAUSE = 500;

    private final Transport transport;
    private final long pid;
    private final Offload offload = new Offload();
    private final AtomicLong connectionIds = new AtomicLong();
    private final Map<String, Listener> listeners = new LinkedHashMap<>();

    /** Workers of earlier configurations; guards itself and {@link #whenGone}. */
    private final List<Worker> retiring = new ArrayList<>();

    private Runnable whenGone;
    private volatile WorkerLoop[] loops = {};
    private EventLoopGroup acceptor;

    /** How many of the loops have a worker of the current configuration: the first ones. */
    private volatile int serving;

    private int nextLoop;
    private HttpConfig config;

    /**
     * @param pid the process id that workers tell
     */
    public Server(long pid) {
        this(pid, Transport.best());
    }

    public Server(long pid, Transport transport) {
        this.pid = pid;
        this.transport = transport;
    }

    public Transport transport() {
        return transport;
    }

    /**
     * Binds all addresses and starts the workers of the first configuration.
     *
     * @throws ListenException if an address cannot be bound; nothing is left open then
     */
    public void start(HttpConfig first, LogSink log) {
        serve(first, log);
    }

    /**
     * Puts another configuration in the place of the current one: new workers start, get all new
     * connections and requests, and the old ones finish what they have.
     *
     * @throws ListenException if an address cannot be bound; the current configuration stays then
     */
    public void reload(HttpConfig next, LogSink log) {
        serve(next, log);
    }

    private void serve(HttpConfig next, LogSink log) {
        SiteMap sites = new SiteMap(next);
        int wanted = next.core().workerCount();
        growTo(wanted);
        List<Listener> opened = open(sites, log);
        Worker.Process process =
                new Worker.Process(pid, wanted, offload, next.core().workerConnections);
        SystemLimits.applyToProcess(next.core(), log);
        List<Worker> fresh = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            fresh.add(new Worker(loops[i], next, sites, process));
        }
        onLoops(fresh, Worker::start);
        switchTo(fresh);
        closeListeners(sites);
        for (Listener listener : opened) {
            listeners.put(listener.listen().text, listener);
            listener.accept();
        }
        config = next;
    }

    private void growTo(int wanted) {
        if (loops.length >= wanted) {
            return;
        }
        WorkerLoop[] more = Arrays.copyOf(loops, wanted);
        for (int i = loops.length; i < wanted; i++) {
            more[i] = new WorkerLoop(i, transport);
        }
        loops = more;
    }

    private EventLoop acceptorLoop() {
        if (loops.length == 1) {
            return loops[0].loop();
        }
        if (acceptor == null) {
            acceptor =
                    transport.newLoop(
                            task -> new FastThreadLocalThread(null, task, "acceptor", 256 << 10));
        }
        return acceptor.next();
    }

    /** Opens what is to be listened on and is not yet. */
    private List<Listener> open(SiteMap sites, LogSink log) {
        List<Listener> opened = new ArrayList<>();
        try {
            for (Listen listen : sites.listens()) {
                if (!listeners.containsKey(listen.text)) {
                    opened.add(openPatiently(listen, log));
                }
            }
        } catch (ListenException failed) {
            opened.forEach(Listener::close);
            throw failed;
        }
        return opened;
    }

    private Listener openPatiently(Listen listen, LogSink log) {
        for (int tries = 1; ; tries++) {
            try {
                return Listener.open(transport, listen, acceptorLoop(), this::accepted, log);
            } catch (ListenException failed) {
                log.log(LogLevel.EMERG, failed.getMessage());
                if (!failed.isInUse()) {
                    throw failed;
                }
                if (tries == BIND_TRIES) {
                    log.log(LogLevel.EMERG, "still could not bind()");
                    throw failed;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BIND_PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void accepted(Channel channel, Listen listen) {
        int count = serving;
        nextLoop = count == 0 ? 0 : (nextLoop + 1) % count;
        WorkerLoop place = loops[nextLoop];
        Worker worker = place.current();
        if (worker == null || !worker.hasRoom()) {
            channel.unsafe().closeForcibly();
            return;
        }
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.config().setOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT);
        if (!listen.isUnix()) {
            channel.config().setOption(ChannelOption.TCP_NODELAY, true);
            if (listen.soKeepalive != null && !listen.soKeepalive.equals("off")) {
                channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
            }
        }
        if (listen.sendBuffer > 0) {
            channel.config().setOption(ChannelOption.SO_SNDBUF, listen.sendBuffer);
        }
        channel.pipeline()
                .addLast(new Http1Connection(connectionIds.incrementAndGet(), listen.text, worker));
        place.loop().register(channel);
    }

    /** Makes these the current workers; those before retire. */
    private void switchTo(List<Worker> fresh) {
        List<Worker> old = currentWorkers();
        for (int i = 0; i < loops.length; i++) {
            loops[i].current(i < fresh.size() ? fresh.get(i) : null);
        }
        serving = fresh.size();
        synchronized (retiring) {
            retiring.addAll(old);
        }
        onLoops(old, worker -> worker.retire(() -> gone(worker)));
    }

    private void closeListeners(SiteMap sites) {
        listeners
                .values()
                .removeIf(
                        listener -> {
                            boolean needless = !sites.has(listener.listen().text);
                            if (needless) {
                                listener.close();
                            }
                            return needless;
                        });
    }

    @FunctionalInterface
    private interface Step {
        void run(Worker worker);
    }

    /** Runs a step of each worker on its own loop and waits for all. */
    private void onLoops(List<Worker> workers, Step step) {
        CountDownLatch done = new CountDownLatch(workers.size());
        for (Worker worker : workers) {
            worker.execute(
                    () -> {
                        try {
                            step.run(worker);
                        } finally {
                            done.countDown();
                        }
                    });
        }
        try {
            done.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Begins to end gracefully: no new connections, running requests finish. A reload may follow
     * all the same.
     *
     * @param whenGone runs once, when the last worker is gone; on any thread
     */
    public void quit(Runnable whenGone) {
        closeAllListeners();
        synchronized (retiring) {
            this.whenGone = whenGone;
        }
        switchTo(List.of());
        tellIfGone();
    }

    private void gone(Worker worker) {
        synchronized (retiring) {
            retiring.remove(worker);
        }
        tellIfGone();
    }

    private void tellIfGone() {
        Runnable told = null;
        synchronized (retiring) {
            if (retiring.isEmpty()) {
                told = whenGone;
                whenGone = null;
            }
        }
        if (told != null) {
            told.run();
        }
    }

    /** Ends at once: what runs is lost; modules may still say good-bye. */
    public void stop() {
        closeAllListeners();
        List<Worker> all = currentWorkers();
        synchronized (retiring) {
            all.addAll(retiring);
        }
        onLoops(all, Worker::stop);
    }

    private List<Worker> currentWorkers() {
        List<Worker> workers = new ArrayList<>();
        for (WorkerLoop loop : loops) {
            Worker worker = loop.current();
            if (worker != null) {
                workers.add(worker);
            }
        }
        return workers;
    }

    private void closeAllListeners() {
        listeners.values().forEach(Listener::close);
        listeners.clear();
    }

    /** Ends the threads; for tests and embedding, where the process goes on. */
    public void close() {
        for (WorkerLoop loop : loops) {
            loop.end();
        }
        if (acceptor != null) {
            acceptor.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
        }
    }

    /** The configuration that is served. */
    public HttpConfig config() {
        return config;
    }
}
