// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;

/**
 * What `collectgarbage "count"` tells: what the collector has left, and what this thread has made
 * since. Confined to its machine.
 *
 * <p>The heap is the process's; what it held when the machine was made is taken off.
 */
final class HeapCount {
    /** What an empty machine tells at least. */
    private static final int LEAST = 32 * 1024;

    private static final int SMALLEST_OBJECT = 16;

    private long outside = heap();
    private long left;
    private long madeBefore;
    private long questions;
    private WeakReference<Object> garbage = new WeakReference<>(null);

    /** Asked for only when somebody counts: it takes some time to load. */
    private static final class Threads {
        static final ThreadMXBean BEAN = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    }

    double kilobytes() {
        if (garbage.refersTo(null)) {
            collected();
        }
        // Who asks in a loop until it is more must get there, even if the compiler does without
        // the objects
        questions++;
        long bytes = left + made() - madeBefore + questions * SMALLEST_OBJECT;
        return Math.max(bytes, left) / 1024.0;
    }

    /** The collector has just run. */
    void collected() {
        // First: loading what tells it makes objects
        madeBefore = made();
        long all = heap();
        outside = Math.min(outside, all - LEAST);
        left = all - outside;
        questions = 0;
        garbage = new WeakReference<>(new Object());
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** By this thread; not known of a virtual one. */
    private static long made() {
        return Math.max(0, Threads.BEAN.getCurrentThreadAllocatedBytes());
    }
}
