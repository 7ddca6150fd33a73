// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.port;

/** The worker's clock and its timers. */
public interface TimerPort {
    /** The cached time, milliseconds since 1970: as of the current turn of the event loop. */
    long nowMillis();

    /** Reads the clock anew. */
    void updateTime();

    /**
     * Runs an action on the worker's thread after a delay; with 0 in a later turn of the event
     * loop, never at once.
     */
    Pending schedule(long delayMillis, Runnable action);

    /** A timer that has not fired yet. */
    interface Pending {
        /** Harmless when it has fired. */
        void cancel();
    }
}
