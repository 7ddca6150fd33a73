// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

import io.perilune.http.io.Timer;

/**
 * A connection's one time-out, which moves with each request: setting it later or clearing it
 * touches no timer; the timer looks, when it runs out, whether it was meant. Confined to its
 * worker.
 */
final class Deadline implements Runnable {

    private static final long NONE = Long.MAX_VALUE;

    private final Http1Connection connection;
    private long at = NONE;
    private long timerAt;
    private Timer timer;

    Deadline(Http1Connection connection) {
        this.connection = connection;
    }

    void set(long delayMillis) {
        at = connection.host().tick() + delayMillis;
        if (timer == null) {
            arm(delayMillis);
        } else if (at < timerAt) {
            timer.cancel();
            arm(delayMillis);
        }
    }

    void clear() {
        at = NONE;
    }

    /** Lets go of the timer too: the connection is over. */
    void end() {
        at = NONE;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void arm(long delayMillis) {
        timerAt = connection.host().tick() + delayMillis;
        timer = connection.host().worker().schedule(delayMillis, this);
    }

    @Override
    public void run() {
        timer = null;
        if (at == NONE) {
            return;
        }
        long left = at - connection.host().tick();
        if (left > 0) {
            arm(left);
            return;
        }
        at = NONE;
        connection.timedOut();
    }
}
