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
final class ThreadCarrier implements Carrier {
    private final Thread own;
    private volatile Thread turn;
    private Thread outside;
    private Thread inside;
    private boolean started;

    /** How many functions of its stack the suspended thread is asked for; 0 when it may go on. */
    private int question;

    private List<Activation> answer = List.of();

    ThreadCarrier(Runnable body) {
        MemoryLimit memory = MemoryLimit.current();
        own =
                Thread.ofVirtual()
                        .unstarted(
                                () -> {
                                    MemoryLimit.enter(memory);
                                    try {
                                        body.run();
                                    } finally {
                                        pass(outside);
                                    }
                                });
        inside = own;
    }

    @Override
    public void proceed() {
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
    public boolean suspend() {
        inside = Thread.currentThread();
        do {
            pass(outside);
            awaitTurn();
        } while (isAsked());
        return true;
    }

    private boolean isAsked() {
        int wanted = question;
        if (wanted != 0) {
            question = 0;
            answer = Frames.runningWithSelf(wanted);
        }
        return wanted != 0;
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

    /** Only the thread itself can read its frames with their classes: it has a turn for that. */
    @Override
    public List<Activation> activations(int wanted) {
        if (!started || !inside.isAlive()) {
            return List.of();
        }
        outside = Thread.currentThread();
        question = wanted;
        pass(inside);
        awaitTurn();
        List<Activation> found = answer;
        answer = List.of();
        return found;
    }
}
