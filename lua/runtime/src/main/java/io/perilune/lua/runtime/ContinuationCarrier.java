// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Set;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;

/**
 * A carrier on the JVM's continuations. Confined to its machine.
 *
 * <p>{@link Continuation#run} and {@code yield} keep books for continuations of several owners on
 * one thread, and cost as much again as the switch itself. Where the package is open, a platform
 * thread switches by the two native methods below them: then Java's part of the books is not kept,
 * and only this class may suspend what it has started. On a virtual thread, which is a continuation
 * itself, and without access both go through the front door.
 */
final class ContinuationCarrier extends Continuation implements Carrier {
    private static final ContinuationScope COROUTINES = new ContinuationScope("lua coroutine");
    private static final ContinuationScope FIBERS = new ContinuationScope("lua fiber");
    private static final MethodHandle ENTER =
            find(
                    "enterSpecial",
                    MethodType.methodType(
                            void.class, Continuation.class, boolean.class, boolean.class));
    private static final MethodHandle YIELD = find("doYield", MethodType.methodType(int.class));
    private static final boolean OPEN = ENTER != null && YIELD != null;

    private final ContinuationScope scope;
    private boolean started;

    private ContinuationCarrier(ContinuationScope scope, Runnable body) {
        super(scope, body);
        this.scope = scope;
    }

    static Carrier of(Kind kind, Runnable body) {
        return new ContinuationCarrier(kind == Kind.COROUTINE ? COROUTINES : FIBERS, body);
    }

    private static MethodHandle find(String name, MethodType type) {
        try {
            return MethodHandles.privateLookupIn(Continuation.class, MethodHandles.lookup())
                    .findStatic(Continuation.class, name, type);
        } catch (ReflectiveOperationException notOpen) {
            // Also when another JVM has other methods there.
            return null;
        }
    }

    /** Whether the running thread switches directly: one carrier at a time is suspended then. */
    static boolean isDirect() {
        return OPEN && !Thread.currentThread().isVirtual();
    }

    @Override
    public void proceed() {
        if (isDirect()) {
            boolean again = started;
            started = true;
            enter(again);
        } else {
            started = true;
            run();
        }
    }

    private void enter(boolean again) {
        try {
            ENTER.invokeExact((Continuation) this, again, false);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
        VarHandle.releaseFence();
    }

    @Override
    public boolean suspend() {
        return isDirect() ? leave() : Continuation.yield(scope);
    }

    private static boolean leave() {
        int refused;
        try {
            refused = (int) YIELD.invokeExact();
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
        VarHandle.releaseFence();
        return refused == 0;
    }

    /** Does nothing: the one who suspends is told. */
    @Override
    protected void onPinned(Pinned reason) {}

    @Override
    public List<Activation> activations(int wanted) {
        if (isDone()) {
            return List.of();
        }
        StackWalker live = LiveFrames.of(scope, this);
        return Frames.of(
                live == null
                        ? stackWalker(Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE))
                        : live,
                wanted);
    }
}
