// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A carrier on a virtual thread of its own. At any time one thread has the turn and all others
 * wait, so that the machine is still used by one thread at a time.
 *
 * <p>Suspending a fiber from inside one of its coroutines parks that coroutine's thread; it is the
 * one that gets the turn when the fiber goes on.
 */
final class ThreadCarrier extends Carrier {
    private final Thread own;
    private volatile Thread turn;
    private Thread outside;
    private Thread inside;
    private boolean started;

    ThreadCarrier(Runnable body) {
        own =
                Thread.ofVirtual()
                        .unstarted(
                                () -> {
                                    try {
                                        body.run();
                                    } finally {
                                        pass(outside);
                                    }
                                });
        inside = own;
    }

    @Override
    void run() {
        outside = Thread.currentThread();
        turn = inside;
        if (started) {
            LockSupport.unpark(inside);
        } else {
            started = true;
            own.start();
        }
        awaitTurn();
    }

    @Override
    void suspend() {
        inside = Thread.currentThread();
        pass(outside);
        awaitTurn();
    }

    private void pass(Thread next) {
        turn = next;
        LockSupport.unpark(next);
    }

    private void awaitTurn() {
        Thread me = Thread.currentThread();
        boolean interrupted = false;
        while (turn != me) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            me.interrupt();
        }
    }

    @Override
    boolean isPinned() {
        return false;
    }

    /** Another thread's frames come without classes, so there is nothing to read. */
    @Override
    List<Activation> activations(int wanted) {
        return List.of();
    }
}
