// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.time;

import io.netty.channel.EventLoop;
import io.perilune.http.io.Timer;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The timers of one worker: a binary heap of deadlines (milliseconds of the monotonic clock), first
 * in first out among equal ones, so that ten thousand sleeping requests cost a heap entry each and
 * nothing per tick.
 *
 * <p>The event loop is asked to wake us for the earliest deadline only, and asked again when an
 * earlier one comes. When the earliest timer is cancelled the wake-up stays and finds nothing due,
 * which is cheaper than taking it back. A cancelled timer leaves the heap at once, so nothing it
 * refers to is kept.
 *
 * <p>Confined to its worker.
 */
public final class TimerHeap {

    private static final long NONE = Long.MAX_VALUE;

    private final EventLoop loop;
    private final Runnable beforeTimers;
    private final Runnable wakeUp = this::runDue;
    private Entry[] heap = new Entry[16];
    private int size;
    private long sequence;
    private long wakeUpAt = NONE;
    private Future<?> asked;

    /**
     * @param loop the worker's event loop
     * @param beforeTimers runs before due timers do: renews the cached time
     */
    public TimerHeap(EventLoop loop, Runnable beforeTimers) {
        this.loop = loop;
        this.beforeTimers = beforeTimers;
    }

    /** The clock that deadlines are on, in milliseconds. */
    public static long monotonicMillis() {
        return System.nanoTime() / 1_000_000;
    }

    /**
     * Runs the action once, after so many milliseconds (0 or less: in the next round of the event
     * loop).
     */
    public Timer schedule(long delayMillis, Runnable action) {
        Entry entry =
                new Entry(this, monotonicMillis() + Math.max(0, delayMillis), sequence++, action);
        push(entry);
        if (entry.deadline < wakeUpAt) {
            askWakeUp(entry.deadline);
        }
        return entry;
    }

    /** Timers that have not run and are not cancelled. */
    public int size() {
        return size;
    }

    /** Forgets everything: nothing runs any more, and the event loop keeps no reference. */
    public void close() {
        if (asked != null) {
            asked.cancel(false);
        }
        for (; size > 0; size--) {
            heap[size - 1].index = -1;
            heap[size - 1] = null;
        }
    }

    private void askWakeUp(long deadline) {
        if (asked != null) {
            asked.cancel(false);
        }
        wakeUpAt = deadline;
        asked =
                loop.schedule(
                        wakeUp, Math.max(0, deadline - monotonicMillis()), TimeUnit.MILLISECONDS);
    }

    private void runDue() {
        long now = monotonicMillis();
        asked = null;
        wakeUpAt = NONE;
        beforeTimers.run();
        long last = sequence;
        while (size > 0 && heap[0].deadline <= now && heap[0].sequence < last) {
            Entry entry = heap[0];
            remove(entry);
            entry.action.run();
        }
        if (size > 0 && heap[0].deadline < wakeUpAt) {
            askWakeUp(heap[0].deadline);
        }
    }

    private void push(Entry entry) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        siftUp(size++, entry);
    }

    private void remove(Entry entry) {
        int at = entry.index;
        entry.index = -1;
        Entry last = heap[--size];
        heap[size] = null;
        if (last == entry) {
            return;
        }
        siftDown(at, last);
        if (heap[at] == last) {
            siftUp(at, last);
        }
    }

    private void siftUp(int from, Entry entry) {
        int at = from;
        while (at > 0 && entry.before(heap[(at - 1) >> 1])) {
            put(at, heap[(at - 1) >> 1]);
            at = (at - 1) >> 1;
        }
        put(at, entry);
    }

    private void siftDown(int from, Entry entry) {
        int at = from;
        for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && heap[child + 1].before(heap[child])) {
                child++;
            }
            if (!heap[child].before(entry)) {
                break;
            }
            put(at, heap[child]);
            at = child;
        }
        put(at, entry);
    }

    private void put(int at, Entry entry) {
        heap[at] = entry;
        entry.index = at;
    }

    private static final class Entry implements Timer {

        private final TimerHeap owner;
        private final long deadline;
        private final long sequence;
        private final Runnable action;
        private int index;

        Entry(TimerHeap owner, long deadline, long sequence, Runnable action) {
            this.owner = owner;
            this.deadline = deadline;
            this.sequence = sequence;
            this.action = action;
        }

        boolean before(Entry other) {
            return deadline < other.deadline
                    || (deadline == other.deadline && sequence < other.sequence);
        }

        @Override
        public void cancel() {
            if (index >= 0) {
                owner.remove(this);
            }
        }
    }
}
