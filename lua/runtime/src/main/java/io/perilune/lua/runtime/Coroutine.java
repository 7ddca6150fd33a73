// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.util.List;

/**
 * A Lua value of type thread. Confined to its machine.
 *
 * <p>An abandoned one is garbage: nothing has to be closed.
 */
public final class Coroutine {
    public enum Status {
        SUSPENDED,
        RUNNING,
        NORMAL,
        DEAD
    }

    private static final int SUSPENDED = 0;
    private static final int RUNNING = 1;
    private static final int NORMAL = 2;
    private static final int DEAD = 3;
    private static final Status[] STATUSES = Status.values();

    private final LuaVm vm;
    private LuaFunction body;
    private Carrier carrier;

    /** One of those below. A number: it changes with every switch. */
    private int state;

    private Throwable failure;

    /** Where an error has ended this, or null. */
    private KeptStack lastStack;

    private Object attachment;
    private LuaTable environment;

    /** How many coroutines are running or wait for one that runs, this included; while it runs. */
    private int depth;

    /** The innermost traced function while it is suspended or waits for another, or null. */
    private TraceFrame trace;

    private Coroutine(LuaVm vm, LuaFunction body) {
        this.vm = vm;
        this.body = body;
        this.carrier = Carrier.create(Carrier.Kind.COROUTINE, this::runBody);
        this.state = SUSPENDED;
        MemoryLimit.counted(this, MemoryLimit.COROUTINE_BYTES);
    }

    private Coroutine(LuaVm vm) {
        this.vm = vm;
        this.carrier = null;
        this.state = RUNNING;
    }

    /** The object that stands for the main thread; it is never resumed. */
    static Coroutine main(LuaVm vm) {
        return new Coroutine(vm);
    }

    public static Coroutine create(LuaVm vm, LuaFunction body) {
        return new Coroutine(vm, body);
    }

    public Status status() {
        return STATUSES[state];
    }

    /**
     * Runs until the next yield or the end, and returns the yielded or returned boxed values.
     *
     * @throws LuaError what the body threw (it is dead then), or "cannot resume dead coroutine"
     */
    public Object[] resume(Object... values) {
        return vm.all(proceed(vm.answer(values)));
    }

    /**
     * As {@link #resume}; what is sent, and what comes back, is in the form of a call's answer,
     * with its values in the machine.
     */
    public Object proceed(Object sent) {
        if (state != SUSPENDED) {
            throw new LuaError(refusal());
        }
        LuaVm machine = vm;
        Coroutine outer = machine.running;
        depth = outer == null ? 1 : outer.depth + 1;
        if (depth > machine.limits().nestedCoroutines()) {
            throw new LuaError(ErrorText.C_STACK_OVERFLOW);
        }
        return switched(machine, outer, sent);
    }

    /**
     * What belongs to the outer stack is in local variables meanwhile; numbers stay in the machine.
     */
    private Object switched(LuaVm machine, Coroutine outer, Object sent) {
        int tailBudget = machine.tailBudget;
        boolean handled = machine.handled;
        LuaFunction handler = machine.handler;
        TraceFrame outerTrace = machine.trace;
        if (outer != null) {
            outer.state = NORMAL;
            if (outer.trace != outerTrace) {
                outer.trace = outerTrace;
            }
        }
        machine.running = this;
        state = RUNNING;
        machine.transfer = sent;
        try {
            carrier.proceed();
            if (state != SUSPENDED) {
                endOrLeave(machine, outer);
            }
        } finally {
            machine.running = outer;
            if (outer != null) {
                outer.state = RUNNING;
            }
            machine.enterStack(tailBudget, handled, handler, outerTrace);
        }
        return machine.transfer;
    }

    private void endOrLeave(LuaVm machine, Coroutine outer) {
        while (state == RUNNING || state == NORMAL) {
            // The fiber is to be suspended from further in.
            if (outer == null) {
                machine.fiber.suspendLast();
            } else {
                outer.leave();
            }
            carrier.proceed();
        }
        if (state == DEAD) {
            carrier = null;
        }
        if (failure != null) {
            throw takeFailure();
        }
    }

    /**
     * Suspends the fiber in which this runs, by suspending first this and then all that wait for
     * it; or leaves it to the fiber to say why not.
     */
    void leave() {
        if (!carrier.suspend()) {
            vm.fiber.refuse();
        }
    }

    private String refusal() {
        return switch (state) {
            case DEAD -> ErrorText.DEAD_COROUTINE;
            case RUNNING -> ErrorText.RUNNING_COROUTINE;
            case NORMAL -> ErrorText.BUSY_COROUTINE;
            default -> throw new IllegalStateException();
        };
    }

    private LuaError takeFailure() {
        Throwable thrown = failure;
        failure = null;
        return LuaError.of(thrown);
    }

    /** Frames knows this method by name: a coroutine's stack ends here. */
    private void runBody() {
        Object sent = vm.transfer;
        try {
            // Handled: an error that ends the coroutine leaves its stack for debug.traceback
            vm.enterStack(vm.limits().plainTailCalls(), true, null, null);
            Object answer =
                    sent == Tag.MANY ? body.callN(vm, vm.all(sent)) : body.call1(vm, sent, vm.num);
            vm.transfer = vm.settle(answer);
        } catch (Throwable thrown) {
            // Whatever it is belongs to the one who resumed, on the other stack.
            failure = thrown;
            lastStack = thrown instanceof LuaError error ? error.stack() : null;
        }
        body = null;
        state = DEAD;
    }

    /** Suspends the running coroutine of the machine and returns what it is resumed with. */
    public static Object[] yield(LuaVm vm, Object... values) {
        Coroutine running = vm.running;
        if (running == null) {
            throw new LuaError(ErrorText.YIELD_ACROSS);
        }
        return vm.all(running.yield(vm.answer(values)));
    }

    /**
     * As {@link #yield(LuaVm, Object...)}; what is sent, and what comes back, is in the form of a
     * call's answer, with its values in the machine.
     */
    public static Object hand(LuaVm vm, Object sent) {
        Coroutine running = vm.running;
        if (running == null) {
            throw new LuaError(ErrorText.YIELD_ACROSS);
        }
        return running.yield(sent);
    }

    private Object yield(Object sent) {
        LuaVm machine = vm;
        int tailBudget = machine.tailBudget;
        boolean handled = machine.handled;
        LuaFunction handler = machine.handler;
        TraceFrame innermost = machine.trace;
        if (trace != innermost) {
            trace = innermost;
        }
        machine.transfer = sent;
        state = SUSPENDED;
        if (!carrier.suspend()) {
            state = RUNNING;
            throw new LuaError(ErrorText.YIELD_ACROSS);
        }
        machine.enterStack(tailBudget, handled, handler, innermost);
        return machine.transfer;
    }

    /**
     * The functions of a coroutine that does not run, innermost first: where it waits, or where an
     * error has ended it. Of one that waits for another, none when coroutines are threads.
     */
    List<Activation> activations(int wanted) {
        return switch (state) {
            case SUSPENDED -> carrier.activations(wanted);
            case DEAD -> lastStack == null ? List.of() : lastStack.innermost(wanted);
            default -> Frames.outside(vm.running.depth - depth, wanted);
        };
    }

    /** The innermost traced function while it waits, or null. */
    TraceFrame trace() {
        return state == SUSPENDED || state == NORMAL ? trace : null;
    }

    /** The body, until it has ended. */
    public LuaFunction body() {
        return body;
    }

    /** The host's own thing that belongs to this coroutine. */
    public Object attachment() {
        return attachment;
    }

    public void attachment(Object value) {
        attachment = value;
    }

    /** Its environment as `getfenv` tells it, or null for the machine's globals. */
    public LuaTable environment() {
        return environment;
    }

    public void environment(LuaTable table) {
        environment = table;
    }
}
