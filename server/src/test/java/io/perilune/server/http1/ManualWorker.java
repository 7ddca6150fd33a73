// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;
import io.perilune.http.io.Timer;
import io.perilune.http.io.WorkerScope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A worker on the test's thread whose clock moves when told. */
final class ManualWorker implements WorkerScope, LogSink {

    private record Scheduled(long at, Runnable action) {}

    private final List<Scheduled> timers = new ArrayList<>();
    private final Map<Object, Object> slots = new HashMap<>();
    private long now = 784_111_777_000L;

    /** Moves the clock, running timers on the way. */
    void pass(long millis) {
        long end = now + millis;
        while (true) {
            Scheduled first =
                    timers.stream()
                            .filter(timer -> timer.at <= end)
                            .min(Comparator.comparingLong(Scheduled::at))
                            .orElse(null);
            if (first == null) {
                now = end;
                return;
            }
            timers.remove(first);
            now = first.at;
            first.action.run();
        }
    }

    /** How many timers are set. */
    int timers() {
        return timers.size();
    }

    @Override
    public Timer schedule(long delayMillis, Runnable action) {
        Scheduled timer = new Scheduled(now + delayMillis, action);
        timers.add(timer);
        return () -> timers.removeIf(other -> other == timer);
    }

    @Override
    public void execute(Runnable action) {
        schedule(0, action);
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public long nowMillis() {
        return now;
    }

    @Override
    public long updateTime() {
        return now;
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
        return 1;
    }

    @Override
    public boolean exiting() {
        return false;
    }

    @Override
    public LogSink log() {
        return this;
    }

    @Override
    public boolean enabled(LogLevel level) {
        return true;
    }

    @Override
    public void log(LogLevel level, long connection, String message) {
        throw new AssertionError(message);
    }

    @Override
    public Map<Object, Object> slots() {
        return slots;
    }

    @Override
    public void offload(Runnable work, Runnable done) {
        work.run();
        execute(done);
    }
}
