// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Userdata whose `__gc` is to be called. When the collector has found one unreachable it waits here
 * for a moment that suits the machine. Confined to its machine, but for the collector's thread,
 * which brings them.
 *
 * <p>Java's finalizers do it, out of fashion as they are: they alone give an unreachable object
 * back, with all that only it refers to. A reference object would have to keep the metatable, and
 * whatever its `__gc` knows usually refers to the object itself.
 */
public final class Finalizers {
    /** When the machine is closed a `__gc` may make an object with `__gc`: not for ever. */
    private static final int ROUNDS_AT_END = 10;

    private static final int PATIENCE_MILLIS = 200;

    private final Queue<Watched> arriving = new ConcurrentLinkedQueue<>();
    private final List<Watched> unreachable = new ArrayList<>();
    private final Set<WeakReference<Watched>> watched = new HashSet<>();
    private long made;
    private CountDownLatch sentinel;

    Finalizers() {}

    private static final class Watched extends LuaUserdata {
        private final Queue<Watched> home;
        private final long number;
        private final WeakReference<Watched> reference = new WeakReference<>(this);

        Watched(Object content, LuaTable metatable, Queue<Watched> home, long number) {
            super(content, metatable);
            this.home = home;
            this.number = number;
        }

        @Override
        @SuppressWarnings("removal")
        protected void finalize() {
            home.add(this);
        }
    }

    boolean isEmpty() {
        return watched.isEmpty();
    }

    /** A new userdata; its metatable may get its `__gc` later. */
    public LuaUserdata create(Object content, LuaTable metatable) {
        Watched object = new Watched(content, metatable, arriving, made++);
        watched.add(object.reference);
        return object;
    }

    /** Calls `__gc` for all that have been found unreachable. Errors in it are lost. */
    public void runPending(LuaVm vm) {
        takeIn();
        while (!unreachable.isEmpty()) {
            finishQuietly(vm, unreachable.removeLast());
        }
    }

    /**
     * Waits until all that the collector has found is here, and calls `__gc` for them, the youngest
     * first.
     *
     * @throws LuaError of a `__gc`; the others are called the next time
     */
    @SuppressWarnings("removal")
    public void runCollected(LuaVm vm) {
        if (isEmpty()) {
            return;
        }
        awaitSentinel();
        System.runFinalization();
        takeIn();
        while (!unreachable.isEmpty()) {
            finish(vm, unreachable.removeLast());
        }
    }

    /** To be called before the collector runs for {@link #runCollected}. */
    public void collecting() {
        if (!isEmpty()) {
            sentinel = new Sentinel().gone;
        }
    }

    /** The JVM hands over what it has found in a thread of its own, a little later. */
    private void awaitSentinel() {
        try {
            if (sentinel != null) {
                sentinel.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sentinel = null;
    }

    private static final class Sentinel {
        private final CountDownLatch gone = new CountDownLatch(1);

        @Override
        @SuppressWarnings("removal")
        protected void finalize() {
            gone.countDown();
        }
    }

    private void takeIn() {
        Watched next = arriving.poll();
        if (next == null) {
            return;
        }
        for (; next != null; next = arriving.poll()) {
            unreachable.add(next);
        }
        unreachable.sort(Comparator.comparingLong(object -> object.number));
    }

    /** Calls `__gc` for all that is left, the youngest first: the machine is closed. */
    @SuppressWarnings("removal")
    public void runAll(LuaVm vm) {
        for (int round = 0; round < ROUNDS_AT_END && !isEmpty(); round++) {
            System.runFinalization();
            takeIn();
            for (WeakReference<Watched> reference : watched) {
                Watched object = reference.get();
                if (object != null) {
                    unreachable.add(object);
                }
            }
            if (unreachable.isEmpty()) {
                return;
            }
            unreachable.sort(Comparator.comparingLong(object -> object.number));
            while (!unreachable.isEmpty()) {
                finishQuietly(vm, unreachable.removeLast());
            }
        }
    }

    private void finishQuietly(LuaVm vm, Watched object) {
        try {
            finish(vm, object);
        } catch (LuaError | StackOverflowError | OutOfMemoryError ignored) {
            // Nobody has asked for the collection: there is nobody to tell.
        }
    }

    private void finish(LuaVm vm, Watched object) {
        if (watched.remove(object.reference)
                && Metatables.get(object.metatable(), MetaEvent.GC) instanceof LuaFunction gc) {
            vm.call(gc, object);
        }
    }
}
