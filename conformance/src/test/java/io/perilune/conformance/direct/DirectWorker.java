// SPDX-License-Identifier: Apache-2.0
package io.perilune.conformance.direct;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.perilune.http.io.LogSink;
import io.perilune.http.io.Timer;
import io.perilune.http.io.WorkerScope;
import io.perilune.server.http1.ConnectionHost;
import io.perilune.server.http1.HeadParser;
import io.perilune.server.http1.Http1Connection;
import io.perilune.server.http1.Site;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/** A worker whose clock only moves when it is told to. Confined to one thread. */
final class DirectWorker implements WorkerScope, ConnectionHost {

    private final LogSink log;
    private final Site site;
    private final Map<Object, Object> slots = new HashMap<>();
    private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private long millis = System.currentTimeMillis();
    private long serial;

    DirectWorker(LogSink log, Site site) {
        this.log = log;
        this.site = site;
    }

    /** An action at a time; of the same time, the first one scheduled first. */
    private final class Alarm implements Timer, Comparable<Alarm> {

        private final long at;
        private final long number = ++serial;
        private final Runnable action;

        Alarm(long at, Runnable action) {
            this.at = at;
            this.action = action;
        }

        @Override
        public void cancel() {
            alarms.remove(this);
        }

        @Override
        public int compareTo(Alarm other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }

    boolean hasReady() {
        return !ready.isEmpty();
    }

    void runReady() {
        for (Runnable action = ready.poll(); action != null; action = ready.poll()) {
            action.run();
        }
    }

    /** Lets time pass up to the next timer and runs it; false when there is none. */
    boolean advance() {
        Alarm next = alarms.poll();
        if (next == null) {
            return false;
        }
        millis = Math.max(millis, next.at);
        next.action.run();
        return true;
    }

    // --- WorkerScope ----------------------------------------------------------------------------

    @Override
    public void execute(Runnable action) {
        ready.add(action);
    }

    @Override
    public Timer schedule(long delayMillis, Runnable action) {
        Alarm alarm = new Alarm(millis + delayMillis, action);
        alarms.add(alarm);
        return alarm;
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public long nowMillis() {
        return millis;
    }

    @Override
    public long updateTime() {
        return millis;
    }

    @Override
    public ByteBufAllocator allocator() {
        return UnpooledByteBufAllocator.DEFAULT;
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
        return ProcessHandle.current().pid();
    }

    @Override
    public boolean exiting() {
        return false;
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
        work.run();
        ready.add(done);
    }

    // --- ConnectionHost -------------------------------------------------------------------------

    @Override
    public WorkerScope worker() {
        return this;
    }

    @Override
    public long tick() {
        return millis;
    }

    @Override
    public void renewClocks() {
        // the clock moves by advance() only
    }

    @Override
    public HeadParser borrowParser() {
        return new HeadParser();
    }

    @Override
    public void giveBack(HeadParser parser) {
        // each head has a new one
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
        // nobody counts them
    }

    @Override
    public void left(Http1Connection connection) {
        // nobody counts them
    }

    @Override
    public boolean closing() {
        return false;
    }
}
