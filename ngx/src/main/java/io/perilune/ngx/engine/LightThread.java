// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.engine;

import io.perilune.lua.runtime.Coroutine;
import io.perilune.lua.runtime.Fiber;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaVm;

/**
 * A light thread: the entry thread of a handler, or one that ngx.thread.spawn made. Confined to its
 * worker.
 *
 * <p>Lua sees it as a value of type thread, its face: a coroutine object that is never resumed
 * itself and has this as its attachment. The entry thread gets one when somebody asks for it.
 */
public final class LightThread {
    /**
     * A running one may well be waiting for an event; a zombie has ended and nobody has fetched its
     * results.
     */
    public enum Status {
        RUNNING,
        ZOMBIE,
        DEAD
    }

    private final PhaseRun run;
    private final Object parent;
    private final LuaFunction body;
    private final Object[] arguments;
    private final Fiber fiber;
    private Coroutine face;
    private Runnable cleanup;

    Status status = Status.RUNNING;
    boolean yielded;
    boolean awaitsSubrequests;
    Object[] results;
    LuaError failure;
    ExitSignal signal;

    /** The children that this thread waits for, or null. */
    LightThread[] waitingFor;

    /** The child that has ended while this thread waited. */
    LightThread ended;

    LightThread(PhaseRun run, Object parent, LuaFunction body, Object[] arguments) {
        this.run = run;
        this.parent = parent;
        this.body = body;
        this.arguments = arguments;
        this.fiber = Fiber.create(run.vm(), this::execute);
        this.fiber.attachment(this);
    }

    private void execute() {
        LuaVm vm = run.vm();
        vm.enterHandled();
        try {
            Object answer = arguments.length == 0 ? body.call0(vm) : body.callN(vm, arguments);
            results = vm.all(answer);
        } catch (ExitSignal left) {
            signal = left;
        } catch (LuaError | StackOverflowError | OutOfMemoryError e) {
            failure = LuaError.of(e);
        }
    }

    /** Runs it until it waits or ends; true at its end. */
    boolean step() {
        return fiber.run();
    }

    /**
     * Suspends the running light thread until {@link #resume}.
     *
     * @param cancel ends what it waits for, when it is killed or cannot be suspended here
     */
    public void suspend(Runnable cancel) {
        cleanup = cancel;
        try {
            Fiber.suspend(run.vm());
        } catch (LuaError pinned) {
            cancel();
            throw pinned;
        }
        cleanup = null;
    }

    /**
     * What it waited for has come: goes on, from an event. Does nothing when it has been killed
     * meanwhile.
     */
    public void resume() {
        run.resume(this);
    }

    /** Ends the operation it waits for. */
    void cancel() {
        Runnable action = cleanup;
        cleanup = null;
        if (action != null) {
            action.run();
        }
    }

    public boolean isEntry() {
        return parent == null;
    }

    /**
     * What was running when it was spawned: a light thread or a coroutine in one; null for an entry
     * thread.
     */
    Object parent() {
        return parent;
    }

    /** The light thread whose code spawned it, with the coroutine that it was in. */
    record Parent(LightThread thread, Coroutine coroutine) {
        boolean isAlive() {
            return thread.status == Status.RUNNING
                    && (coroutine == null || coroutine.status() != Coroutine.Status.DEAD);
        }
    }

    public Status status() {
        return status;
    }

    /** Whether it waits for subrequests: it cannot be killed meanwhile. */
    public boolean awaitsSubrequests() {
        return awaitsSubrequests;
    }

    /** What ngx.thread.wait answers for it: true and the results, or false and the error. */
    public Object[] answer() {
        if (failure != null) {
            return new Object[] {false, failure.value()};
        }
        Object[] all = new Object[results.length + 1];
        all[0] = true;
        System.arraycopy(results, 0, all, 1, results.length);
        return all;
    }

    PhaseRun run() {
        return run;
    }

    /** The thread value that Lua sees. */
    public Coroutine face() {
        if (face == null) {
            face = Coroutine.create(run.vm(), body);
            face.attachment(this);
        }
        return face;
    }

    /** The light thread behind a thread value, or null when it is an ordinary coroutine. */
    public static LightThread of(Coroutine value) {
        return value.attachment() instanceof LightThread thread ? thread : null;
    }
}
