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

    private final LuaVm vm;
    private LuaFunction body;
    private final Carrier carrier;
    private Status status;

    /** What is handed over in a switch, in the form of a call's answer; its double beside it. */
    private Object transfer;

    private double transferNumber;
    private Throwable failure;
    private LuaString lastStack;
    private Object attachment;
    private LuaTable environment;

    /** How many coroutines are running or wait for one that runs, this included; while it runs. */
    private int depth;

    /** While it is suspended. */
    private StackState suspended;

    private Coroutine(LuaVm vm, LuaFunction body) {
        this.vm = vm;
        this.body = body;
        this.carrier = Carrier.create(Carrier.Kind.COROUTINE, this::runBody);
        this.status = Status.SUSPENDED;
        MemoryLimit.counted(this, MemoryLimit.COROUTINE_BYTES);
    }

    private Coroutine(LuaVm vm) {
        this.vm = vm;
        this.carrier = null;
        this.status = Status.RUNNING;
    }

    /** The object that stands for the main thread; it is never resumed. */
    static Coroutine main(LuaVm vm) {
        return new Coroutine(vm);
    }

    public static Coroutine create(LuaVm vm, LuaFunction body) {
        return new Coroutine(vm, body);
    }

    public Status status() {
        return status;
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
        if (status != Status.SUSPENDED) {
            throw new LuaError(refusal());
        }
        LuaVm machine = vm;
        Coroutine outer = machine.running;
        depth = outer == null ? 1 : outer.depth + 1;
        if (depth > machine.limits().nestedCoroutines()) {
            throw new LuaError(ErrorText.C_STACK_OVERFLOW);
        }
        StackState outerState = StackState.of(machine);
        if (outer != null) {
            outer.status = Status.NORMAL;
        }
        machine.running = this;
        status = Status.RUNNING;
        transfer = sent;
        transferNumber = machine.num;
        try {
            carrier.run();
        } finally {
            outerState.restore(machine);
            machine.running = outer;
            if (outer != null) {
                outer.status = Status.RUNNING;
            }
        }
        if (failure != null) {
            throw takeFailure();
        }
        return received();
    }

    private Object received() {
        Object answer = transfer;
        transfer = null;
        vm.num = transferNumber;
        return answer;
    }

    private String refusal() {
        return switch (status) {
            case DEAD -> ErrorText.DEAD_COROUTINE;
            case RUNNING -> ErrorText.RUNNING_COROUTINE;
            case NORMAL -> ErrorText.BUSY_COROUTINE;
            case SUSPENDED -> throw new IllegalStateException();
        };
    }

    private LuaError takeFailure() {
        Throwable thrown = failure;
        failure = null;
        return LuaError.of(thrown);
    }

    /** Frames knows this method by name: a coroutine's stack ends here. */
    private void runBody() {
        Object sent = received();
        try {
            new StackState(vm).restore(vm);
            // An error that ends the coroutine leaves its stack for debug.traceback
            vm.handled = true;
            Object answer =
                    sent == Tag.MANY
                            ? body.callN(vm, vm.all(sent))
                            : body.call1(vm, sent, transferNumber);
            transfer = vm.settle(answer);
            transferNumber = vm.num;
        } catch (Throwable thrown) {
            // Whatever it is belongs to the one who resumed, on the other stack.
            failure = thrown;
            lastStack = thrown instanceof LuaError error ? error.traceback() : null;
        }
        body = null;
        status = Status.DEAD;
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
        transfer = sent;
        transferNumber = vm.num;
        status = Status.SUSPENDED;
        StackState state = StackState.of(vm);
        suspended = state;
        try {
            carrier.suspend();
        } catch (LuaError pinned) {
            status = Status.RUNNING;
            throw pinned;
        }
        suspended = null;
        state.restore(vm);
        return received();
    }

    /** The traceback of where an error has ended this, or null. */
    LuaString lastStack() {
        return lastStack;
    }

    /** Whether the running coroutine could yield here. */
    public static boolean canYield(LuaVm vm) {
        return vm.running != null && !vm.running.carrier.isPinned();
    }

    /** The functions of a suspended coroutine, innermost first. */
    List<Activation> activations(int wanted) {
        return status == Status.SUSPENDED && carrier != null
                ? carrier.activations(wanted)
                : List.of();
    }

    /** The innermost traced function of a suspended coroutine, or null. */
    TraceFrame trace() {
        return suspended == null ? null : suspended.trace();
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
