// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/**
 * Collects the whole heap when it has doubled since that was done last, as Lua's collector does.
 *
 * <p>Left alone, the JVM's serial collector lets old garbage pile up until the heap is as large as
 * it may ever get, a quarter of the machine's memory, before it looks at any of it; and memory that
 * is new to the process costs more than memory used again.
 */
final class HeapPace implements Runnable {
    /** A heap below this is left to the JVM, in bytes. */
    private static final long SMALLEST = 96L << 20;

    private static final int GROWTH = 2;

    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
    private long limit = SMALLEST;

    /** Goes to the queue with the next collection, whichever. */
    private WeakReference<Object> witness;

    private HeapPace() {}

    /**
     * Keeps watch from now on, in a thread that lets the process end, if the launcher has chosen
     * the collector.
     */
    static void keep() {
        if (!"paced".equals(System.getProperty("perilune.heap"))) {
            return;
        }
        Thread.ofPlatform().name("heap pace").daemon().start(new HeapPace());
    }

    @Override
    public void run() {
        try {
            while (true) {
                witness = new WeakReference<>(new Object(), collected);
                collected.remove();
                if (used() > limit) {
                    System.gc();
                    limit = Math.max(SMALLEST, used() * GROWTH);
                }
            }
        } catch (InterruptedException nobodyDoesThis) {
            Thread.currentThread().interrupt();
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
