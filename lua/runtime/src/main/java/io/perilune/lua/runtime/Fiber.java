// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * A run of Lua that its host can suspend from anywhere inside: a request's handler, a light thread,
 * a timer.
 *
 * <p>Coroutines that Lua creates nest inside a fiber: suspending the fiber from deep inside one of
 * them suspends all of them, and {@link #run} goes on exactly there. Confined to the machine's
 * thread.
 */
public final class Fiber {
    private final LuaVm vm;
    private final Runnable body;
    private final Carrier carrier;
    private boolean running;
    private boolean refused;
    private boolean done;
    private Throwable failure;
    private Coroutine innermost;
    private final StackState state;
    private Object attachment;

    private Fiber(LuaVm vm, Runnable body) {
        this.vm = vm;
        this.body = body;
        this.carrier = Carrier.create(Carrier.Kind.FIBER, this::runBody);
        this.state = new StackState(vm);
    }

    /** Does not start it. */
    public static Fiber create(LuaVm vm, Runnable body) {
        return new Fiber(vm, body);
    }

    /**
     * Starts or continues.
     *
     * @return true when the body has ended, false when it is suspended
     * @throws RuntimeException what the body threw; the fiber is done then
     */
    public boolean run() {
        if (running || done) {
            throw new IllegalStateException(done ? "the fiber has ended" : "the fiber is running");
        }
        LuaVm machine = vm;
        Fiber outerFiber = machine.fiber;
        Coroutine outerCoroutine = machine.running;
        StackState outerState = StackState.of(machine);
        machine.fiber = this;
        machine.running = innermost;
        state.restore(machine);
        running = true;
        try {
            carrier.proceed();
        } finally {
            running = false;
            state.save(machine);
            innermost = machine.running;
            machine.fiber = outerFiber;
            machine.running = outerCoroutine;
            outerState.restore(machine);
        }
        if (failure != null) {
            rethrow();
        }
        return done;
    }

    private void rethrow() {
        Throwable thrown = failure;
        failure = null;
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        } else if (thrown instanceof Error error) {
            throw error;
        } else {
            throw new IllegalStateException(thrown);
        }
    }

    /** Frames knows this method by name: a fiber's stack ends here. */
    private void runBody() {
        try {
            body.run();
        } catch (Throwable thrown) {
            // Whatever it is belongs to the one who called run(), on the other stack.
            failure = thrown;
        }
        done = true;
    }

    public boolean isDone() {
        return done;
    }

    /** Suspends the running fiber; returns when {@link #run} is called again. */
    public static void suspend(LuaVm vm) {
        Fiber current = vm.fiber;
        if (current == null) {
            throw new LuaError(ErrorText.YIELD_ACROSS);
        }
        if (vm.running != null && Carrier.isInnermostOnly()) {
            vm.running.leave();
        } else if (!current.carrier.suspend()) {
            current.refuse();
        }
        if (current.refused) {
            current.refused = false;
            throw new LuaError(ErrorText.YIELD_ACROSS);
        }
    }

    /** Suspends it when the coroutines inside are suspended. */
    void suspendLast() {
        if (!carrier.suspend()) {
            refuse();
        }
    }

    /** Lets it go on where it was to be suspended, with an error there. */
    void refuse() {
        refused = true;
    }

    /** The fiber that runs now on this machine, or null. */
    public static Fiber running(LuaVm vm) {
        return vm.fiber;
    }

    /** The host's own thing that belongs to this fiber (a light thread, say). */
    public Object attachment() {
        return attachment;
    }

    public void attachment(Object value) {
        attachment = value;
    }
}
