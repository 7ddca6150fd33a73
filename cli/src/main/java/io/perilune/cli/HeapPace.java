// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

/**
 * Collects the whole heap when it has doubled since that was done last, as Lua's collector does.
 *
 * <p>Left alone, the JVM's serial collector lets old garbage pile up until the heap is as large as
 * it may ever get, a quarter of the machine's memory, before it looks at any of it; and memory that
 * is new to the process costs more than memory used again.
 *
 * <p>It looks at a clock, as no reference tells it of collections: one that is moved to the old
 * generation together with what it refers to stays there until all of the heap is collected.
 */
final class HeapPace implements Runnable {
    /** A heap below this is left to the JVM, in bytes. */
    private static final long SMALLEST = 96L << 20;

    private static final int GROWTH = 2;

    /** Between two looks, in milliseconds; a program makes some 50 MB at the most meanwhile. */
    private static final int PERIOD = 50;

    private long limit = SMALLEST;

    private HeapPace() {}

    /**
     * Keeps watch from now on, in a thread that lets the process end, if the launcher has chosen
     * the collector.
     */
    static void keep() {
        if ("paced".equals(System.getProperty("perilune.heap"))) {
            Thread.ofPlatform().name("heap pace").daemon().start(new HeapPace());
        }
    }

    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(PERIOD);
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
