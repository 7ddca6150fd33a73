// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.util.List;
import java.util.Set;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;

/** A carrier on the JVM's continuations. Confined to its machine. */
final class ContinuationCarrier extends Carrier {
    private static final ContinuationScope COROUTINES = new ContinuationScope("lua coroutine");
    private static final ContinuationScope FIBERS = new ContinuationScope("lua fiber");

    private final ContinuationScope scope;
    private final Continuation continuation;

    private ContinuationCarrier(ContinuationScope scope, Runnable body) {
        this.scope = scope;
        this.continuation = new Suspendable(scope, body);
    }

    static Carrier of(Kind kind, Runnable body) {
        return new ContinuationCarrier(kind == Kind.COROUTINE ? COROUTINES : FIBERS, body);
    }

    @Override
    void run() {
        continuation.run();
    }

    @Override
    void suspend() {
        Continuation.yield(scope);
    }

    @Override
    boolean isPinned() {
        return Continuation.isPinned(scope);
    }

    @Override
    List<Activation> activations(int wanted) {
        if (continuation.isDone()) {
            return List.of();
        }
        StackWalker walker =
                continuation.stackWalker(Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE));
        return Frames.of(walker, wanted);
    }

    private static final class Suspendable extends Continuation {
        Suspendable(ContinuationScope scope, Runnable body) {
            super(scope, body);
        }

        @Override
        protected void onPinned(Pinned reason) {
            throw new LuaError(ErrorText.YIELD_ACROSS);
        }
    }
}
