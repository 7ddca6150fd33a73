// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.perilune.http.core.Listen;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;
import io.perilune.http.io.Timer;
import io.perilune.http.io.WorkerScope;
import io.perilune.server.listen.Listener;
import io.perilune.server.listen.Transport;
import io.perilune.server.time.TimerHeap;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * An event loop on a port of its own with one site on it, for tests of connections without the rest
 * of a server.
 */
final class TestHost implements ConnectionHost, WorkerScope, AutoCloseable {

    final int port;
    final List<String> logged = new CopyOnWriteArrayList<>();
    final AtomicInteger open = new AtomicInteger();

    private final EventLoopGroup group = Transport.best().newLoop(Thread::new);
    private final EventLoop loop = group.next();
    private final TimerHeap timers = new TimerHeap(loop, this::renewClocks);
    private final AtomicLong ids = new AtomicLong();
    private final Map<Object, Object> slots = new HashMap<>();
    private final Site site;
    private final Listener listener;
    private final Set<Http1Connection> known = new HashSet<>();
    private long tick;

    TestHost(Function<TestHost, Site> sites) throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        site = sites.apply(this);
        Listen listen = new Listen("127.0.0.1:" + port, null, "127.0.0.1", port);
        listener = Listener.open(Transport.best(), listen, loop, this::accepted, log());
        listener.accept();
    }

    private void accepted(Channel channel, Listen listen) {
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.pipeline().addLast(new Http1Connection(ids.incrementAndGet(), listen.text, this));
        loop.register(channel);
    }

    @Override
    public void close() {
        listener.close();
        group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }

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
        tick = TimerHeap.monotonicMillis();
    }

    @Override
    public HeadParser borrowParser() {
        return new HeadParser();
    }

    @Override
    public void giveBack(HeadParser parser) {
        // each head gets a new one
    }

    @Override
    public ConnectionHost successor() {
        return this;
    }

    @Override
    public Site site(String socket, String local) {
        return site;
    }

    @Override
    public void joined(Http1Connection connection) {
        if (!known.add(connection)) {
            logged.add("joined twice");
        }
        open.incrementAndGet();
    }

    @Override
    public void left(Http1Connection connection) {
        if (!known.remove(connection)) {
            logged.add("left without having joined");
        }
        open.decrementAndGet();
    }

    @Override
    public boolean closing() {
        return false;
    }

    @Override
    public void execute(Runnable action) {
        loop.execute(action);
    }

    @Override
    public Timer schedule(long delayMillis, Runnable action) {
        return timers.schedule(delayMillis, action);
    }

    @Override
    public boolean isCurrent() {
        return loop.inEventLoop();
    }

    @Override
    public long nowMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public long updateTime() {
        return System.currentTimeMillis();
    }

    @Override
    public ByteBufAllocator allocator() {
        return PooledByteBufAllocator.DEFAULT;
    }

    @Override
    public int id() {
        return 0;
    }

    @Override
    public int count() {
        return 1;
    }

    @Override
    public long pid() {
        return 1;
    }

    @Override
    public boolean exiting() {
        return false;
    }

    @Override
    public LogSink log() {
        return new LogSink() {
            @Override
            public boolean enabled(LogLevel level) {
                return true;
            }

            @Override
            public void log(LogLevel level, long connection, String message) {
                logged.add("[" + level.text() + "] " + message);
            }
        };
    }

    @Override
    public Map<Object, Object> slots() {
        return slots;
    }

    @Override
    public void offload(Runnable work, Runnable done) {
        work.run();
        done.run();
    }
}
