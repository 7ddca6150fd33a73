// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of the heap a machine's values may take. Confined to its machine.
 *
 * <p>The JVM does not tell which machine an object belongs to, nor when it is gone. So tables,
 * strings, functions and coroutines that are made while a limited machine runs are sampled: one in
 * so many bytes is kept in a weak reference and stands for all of them. When the samples that are
 * left say that the limit is passed, the collector runs, and if they still do, there is Lua's error
 * `not enough memory`, which may be caught. A single large array is asked for before it is made.
 * What is measured is a few percent inexact and may pass the limit by a quarter before it is
 * noticed, so that the collector does not run all the time.
 *
 * <p>Machines without a limit pay one test of a static field.
 */
public final class MemoryLimit {
    /** Whether any machine of this process has ever had a limit. */
    static boolean metering;

    static final int TABLE_BYTES = 96;
    static final int STRING_BYTES = 40;
    static final int CLOSURE_BYTES = 32;
    static final int COROUTINE_BYTES = 1024;

    /** Class, prototype and constants of a chunk; bytes of the text count besides. */
    static final int CHUNK_BYTES = 8192;

    private static final ThreadLocal<MemoryLimit> CURRENT = new ThreadLocal<>();
    private static final int SAMPLES = 4096;
    private static final int LARGE = 16 * 1024;

    private final LuaVm vm;
    private long limit = Long.MAX_VALUE;
    private int interval;
    private long countdown;
    private int random = 0x2545_F491;
    private final List<Sample> samples = new ArrayList<>();
    private long estimate;

    /** The estimate that the collector is to run at. */
    private long trigger;

    private boolean asking;

    MemoryLimit(LuaVm vm) {
        this.vm = vm;
    }

    private static final class Sample extends WeakReference<Object> {
        private final long weight;

        Sample(Object object, long weight) {
            super(object);
            this.weight = weight;
        }
    }

    /** From now on values made between {@link #enter} and {@link #leave} may take so many bytes. */
    public void limit(long bytes) {
        limit = bytes;
        trigger = bytes;
        interval = Integer.highestOneBit(Math.clamp(bytes / SAMPLES, 256, LARGE));
        metering = true;
    }

    public boolean isLimited() {
        return limit != Long.MAX_VALUE;
    }

    /** This machine runs on the current thread from now on. Returns what to give {@link #leave}. */
    public MemoryLimit enter() {
        if (!metering) {
            return null;
        }
        MemoryLimit outer = CURRENT.get();
        enter(isLimited() ? this : null);
        return outer;
    }

    /**
     * Nothing counts from now on: for what could not be repeated when it failed. Returns what to
     * give {@link #leave}.
     */
    public static MemoryLimit pause() {
        MemoryLimit outer = current();
        if (outer != null) {
            enter(null);
        }
        return outer;
    }

    public static void leave(MemoryLimit outer) {
        if (metering) {
            enter(outer);
        }
    }

    /** That of the machine that runs on this thread, or null. */
    static MemoryLimit current() {
        return metering ? CURRENT.get() : null;
    }

    static void enter(MemoryLimit current) {
        if (current == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(current);
        }
    }

    /** Tells of an object just made that keeps so many bytes alive by itself. */
    static void made(Object object, long bytes) {
        MemoryLimit current = CURRENT.get();
        if (current != null && (current.countdown -= bytes) < 0) {
            current.sample(object);
        }
    }

    /**
     * Asks for room for something large before it is made; for anything if there is no limit.
     *
     * @throws LuaError `not enough memory`
     */
    public static void require(long bytes) {
        if (metering && bytes >= LARGE) {
            MemoryLimit current = CURRENT.get();
            if (current != null) {
                current.ask(bytes);
            }
        }
    }

    /** As {@link #made} for arrays of libraries. */
    public static void counted(Object object, long bytes) {
        if (metering) {
            made(object, bytes);
        }
    }

    private void sample(Object object) {
        long weight = (-countdown / interval + 1) * interval;
        random ^= random << 13;
        random ^= random >>> 17;
        random ^= random << 5;
        // Not the same distance every time: objects come in a rhythm
        countdown += weight + (random & interval - 1) - interval / 2;
        samples.add(new Sample(object, weight));
        estimate += weight;
        if (estimate > trigger) {
            ask(0);
        }
    }

    private void ask(long more) {
        if (estimate + more <= trigger || asking) {
            return;
        }
        if (more <= limit) {
            sweep();
            if (estimate + more <= limit) {
                return;
            }
            System.gc();
            sweep();
        }
        trigger = Math.max(limit, estimate + limit / 4);
        if (estimate + more > limit) {
            // A message handler gets some room, but not again and again
            trigger = Math.min(trigger, limit + limit / 16);
            asking = true;
            try {
                throw vm.thrown(new LuaError(ErrorText.NO_MEMORY));
            } finally {
                asking = false;
            }
        }
    }

    private void sweep() {
        samples.removeIf(sample -> sample.refersTo(null));
        estimate = 0;
        for (Sample sample : samples) {
            estimate += sample.weight;
        }
    }
}
