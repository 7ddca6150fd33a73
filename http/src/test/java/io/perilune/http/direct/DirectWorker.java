// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.direct;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.perilune.http.io.LogFile;
import io.perilune.http.io.LogFiles;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;
import io.perilune.http.io.Timer;
import io.perilune.http.io.WorkerScope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/** A worker on the test's thread, with a clock that only moves when told, and logs in memory. */
public final class DirectWorker implements WorkerScope, LogSink, LogFiles {

    private final Queue<Runnable> actions = new ArrayDeque<>();
    private final PriorityQueue<Scheduled> timers =
            new PriorityQueue<>(Comparator.comparingLong(Scheduled::at));
    private final Map<Object, Object> slots = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private final Map<String, StringBuilder> files = new HashMap<>();
    private long now = 784_111_777_000L;

    private record Scheduled(long at, Runnable action, boolean[] cancelled) {}

    /** Lines of the error log so far, as {@code [level] text}. */
    public List<String> logLines() {
        return log;
    }

    /** What was appended to a log file. */
    public String file(String path) {
        StringBuilder text = files.get(path);
        return text == null ? "" : text.toString();
    }

    /** Runs what was put off. */
    public void runActions() {
        for (Runnable action = actions.poll(); action != null; action = actions.poll()) {
            action.run();
        }
    }

    /** Moves the clock, running timers on the way. */
    public void pass(long millis) {
        long end = now + millis;
        while (!timers.isEmpty() && timers.peek().at <= end) {
            Scheduled timer = timers.poll();
            now = Math.max(now, timer.at);
            if (!timer.cancelled[0]) {
                timer.action.run();
            }
            runActions();
        }
        now = end;
    }

    @Override
    public void execute(Runnable action) {
        actions.add(action);
    }

    @Override
    public Timer schedule(long delayMillis, Runnable action) {
        boolean[] cancelled = new boolean[1];
        timers.add(new Scheduled(now + delayMillis, action, cancelled));
        return () -> cancelled[0] = true;
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
        return 4711;
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
    public Map<Object, Object> slots() {
        return slots;
    }

    @Override
    public void offload(Runnable work, Runnable done) {
        work.run();
        execute(done);
    }

    @Override
    public boolean enabled(LogLevel level) {
        return level != LogLevel.DEBUG;
    }

    @Override
    public void log(LogLevel level, long connection, String message) {
        if (enabled(level)) {
            log.add("[" + level.text() + "] " + message);
        }
    }

    @Override
    public LogFile open(String path) {
        StringBuilder text = files.computeIfAbsent(path, p -> new StringBuilder());
        return new LogFile() {
            @Override
            public String path() {
                return path;
            }

            @Override
            public void write(String line) {
                text.append(line);
            }
        };
    }

    @Override
    public LogSink errorLog(String path, LogLevel level) {
        return this;
    }
}
