// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.util.List;

/**
 * Something that runs a body which can be suspended from anywhere inside and continued later: what
 * coroutines and fibers stand on. Confined to its machine.
 *
 * <p>The JVM's own continuations when this process allows it, else threads that hand over to one
 * another.
 */
interface Carrier {
    /** Two scopes: suspending a fiber suspends the coroutines inside with it. */
    enum Kind {
        COROUTINE,
        FIBER
    }

    boolean CONTINUATIONS = areContinuationsOpen();

    static Carrier create(Kind kind, Runnable body) {
        return CONTINUATIONS ? ContinuationCarrier.of(kind, body) : new ThreadCarrier(body);
    }

    private static boolean areContinuationsOpen() {
        boolean open =
                Object.class.getModule().isExported("jdk.internal.vm", Carrier.class.getModule())
                        && !Boolean.getBoolean("perilune.threads");
        if (!open) {
            System.getLogger("io.perilune.lua")
                    .log(
                            System.Logger.Level.INFO,
                            "coroutines run on threads, which is slower; start Java with {0} to let them run on continuations",
                            "--add-exports java.base/jdk.internal.vm=ALL-UNNAMED");
        }
        return open;
    }

    /**
     * Whether suspending takes away only the innermost of the running carriers, so that one who
     * wants to suspend an outer one must suspend them one after another.
     */
    static boolean isInnermostOnly() {
        return CONTINUATIONS && ContinuationCarrier.isDirect();
    }

    /** Starts or continues the body; returns when it is suspended or has ended. */
    void proceed();

    /**
     * Suspends this carrier, in which the caller runs.
     *
     * @return false when a native frame is in between, so that it goes on
     */
    boolean suspend();

    /** The functions of a suspended body. */
    List<Activation> activations(int wanted);
}
