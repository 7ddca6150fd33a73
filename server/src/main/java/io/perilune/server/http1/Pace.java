// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import io.perilune.http.io.Timer;
import io.perilune.http.io.WorkerScope;
import java.util.ArrayDeque;

/**
 * Output of one answer that waits for its turn under {@code limit_rate}, in nginx's way: so many
 * bytes for each second begun since the request's start, and after each step a pause as long as its
 * bytes are worth. Single use, confined to its worker.
 */
final class Pace {

    /** A producer may go on below so many waiting bytes. */
    private static final int ENOUGH = 64 * 1024;

    private final ConnectionOutput output;
    private final WorkerScope worker;
    private final ArrayDeque<ByteBuf> queue = new ArrayDeque<>(4);
    private long rate;
    private long free;
    private long startSecond;
    private long waiting;
    private long sent;
    private Timer timer;

    Pace(ConnectionOutput output, WorkerScope worker) {
        this.output = output;
        this.worker = worker;
    }

    void limit(long bytesPerSecond, long freeBytes, long sinceMillis) {
        rate = bytesPerSecond;
        free = freeBytes;
        startSecond = sinceMillis / 1000;
    }

    void add(ByteBuf bytes) {
        waiting += bytes.readableBytes();
        queue.add(bytes);
    }

    /** Bytes that wait. */
    long waiting() {
        return waiting;
    }

    boolean hasEnough() {
        return waiting >= ENOUGH;
    }

    /** Whether nothing may be sent for the moment. */
    boolean pauses() {
        return timer != null;
    }

    /** Hands over to the output what may go out now. */
    void send() {
        if (timer != null || queue.isEmpty()) {
            return;
        }
        if (rate == 0) {
            handOver(Long.MAX_VALUE);
            return;
        }
        long now = worker.nowMillis() / 1000;
        long allowed = rate * (Math.max(0, now - startSecond) + 1) - (sent - free);
        if (allowed <= 0) {
            pause(-allowed * 1000 / rate + 1);
            return;
        }
        long before = Math.max(0, sent - free);
        handOver(allowed);
        long counted = Math.max(0, sent - free) - before;
        long delay = counted * 1000 / rate;
        if (delay > 0) {
            pause(delay);
        }
    }

    private void handOver(long allowed) {
        long left = allowed;
        while (left > 0 && !queue.isEmpty()) {
            ByteBuf first = queue.peek();
            int length = first.readableBytes();
            if (length <= left) {
                queue.remove();
                output.stage(first);
            } else {
                length = (int) left;
                output.stage(first.readRetainedSlice(length));
            }
            left -= length;
            sent += length;
            waiting -= length;
        }
    }

    private void pause(long millis) {
        timer = worker.schedule(millis, this::goOn);
    }

    private void goOn() {
        timer = null;
        output.flush();
        output.paceWentOn();
    }

    /** Drops what waits. */
    void end() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        queue.forEach(ReferenceCountUtil::release);
        queue.clear();
        waiting = 0;
    }
}
