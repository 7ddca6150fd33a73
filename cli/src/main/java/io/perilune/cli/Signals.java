// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import sun.misc.Signal;

/**
 * The signals the process gets, one after the other.
 *
 * <p>Java keeps QUIT for itself and refuses others under {@code -Xrs}; so {@code bin/perilune}
 * starts it with all of them blocked, and a thread takes them with sigwaitinfo(2). Where they are
 * not blocked (Java was started by hand), Java's own handling gives those it can: not QUIT and not
 * USR2.
 *
 * <p>A blocked signal waits until somebody waits for it, so there is no hurry to begin, and calling
 * C takes Java a while the first time. Thread-safe.
 */
final class Signals {

    /** A signal and its sender, 0 where that is not known. */
    record Arrival(ProcessSignal signal, long sender) {}

    /** No signal: {@link #wake} was called. */
    static final Arrival WOKEN = new Arrival(null, 0);

    private final BlockingQueue<Arrival> arrived = new LinkedBlockingQueue<>();

    /**
     * Starts to take signals.
     *
     * @param first runs before the first is waited for, on the thread that waits
     */
    static Signals take(Runnable first) {
        Signals signals = new Signals();
        Thread thread = new Thread(null, () -> signals.run(first), "signals", 256 << 10);
        thread.setDaemon(true);
        thread.start();
        return signals;
    }

    private void run(Runnable first) {
        first.run();
        if (areBlocked()) {
            waitForever();
        } else {
            handleByJava();
        }
    }

    /** Asked of HUP: QUIT is blocked in most of Java's threads anyway. */
    private static boolean areBlocked() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/thread-self/status"))) {
                if (line.startsWith("SigBlk:")) {
                    long mask = Long.parseUnsignedLong(line.substring(7).strip(), 16);
                    return (mask & 1L << ProcessSignal.RELOAD.number() - 1) != 0;
                }
            }
        } catch (IOException noProc) {
            return false;
        }
        return false;
    }

    private void waitForever() {
        Native.SignalWait wait = new Native.SignalWait(ProcessSignal.numbers());
        while (true) {
            Native.Arrival arrival = wait.next();
            arrived.add(new Arrival(ProcessSignal.of(arrival.signal()), arrival.sender()));
        }
    }

    private void handleByJava() {
        for (ProcessSignal signal : ProcessSignal.values()) {
            if (signal == ProcessSignal.QUIT || signal == ProcessSignal.UPGRADE) {
                continue;
            }
            try {
                Signal.handle(
                        new Signal(signal.shortName()),
                        taken -> arrived.add(new Arrival(signal, 0)));
            } catch (IllegalArgumentException taken) {
                // The JVM has it (-Xrs): it does what the system does by default
                continue;
            }
        }
    }

    /** Lets {@link #next} return {@link #WOKEN}. */
    void wake() {
        arrived.add(WOKEN);
    }

    /** The next signal; waits for it. */
    Arrival next() throws InterruptedException {
        return arrived.take();
    }
}
