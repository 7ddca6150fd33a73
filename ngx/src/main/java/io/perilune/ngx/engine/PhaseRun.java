// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.engine;

import io.perilune.lua.runtime.Coroutine;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.ngx.port.LogPort;
import io.perilune.ngx.port.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One run of a handler: its entry thread, the light threads spawned from it, and the order in which
 * they run. Single use, confined to its worker.
 *
 * <p>The order is OpenResty's. A spawned thread runs at once, its parent is posted to the end of a
 * queue; a thread that yields is posted unless nobody else is; a thread that ends while its parent
 * waits for it lets the parent go on at once. When nobody can go on the run waits for events. It
 * ends when all threads have ended, with an error of the entry thread, or when any thread exits;
 * all others are killed then.
 */
final class PhaseRun {
    /** How many of the coroutines that an error passes through are shown, but for the first. */
    private static final int MOST_COROUTINES = 4;

    private final RequestState request;
    private final LuaVm vm;
    private final Consumer<Outcome> whenDone;
    private final LightThread entry;
    private ArrayDeque<LightThread> posted;
    private List<LightThread> userThreads;
    private int alive = 1;
    private LightThread running;
    private LightThread next;
    private boolean over;
    private LuaError passing;
    private final List<String> parents = new ArrayList<>(0);

    PhaseRun(
            RequestState request,
            LuaFunction handler,
            Object[] arguments,
            Consumer<Outcome> whenDone) {
        this.request = request;
        this.vm = request.worker().vm();
        this.whenDone = whenDone;
        this.entry = new LightThread(this, null, handler, arguments);
    }

    LuaVm vm() {
        return vm;
    }

    RequestState request() {
        return request;
    }

    /** Whether it has ended, in whatever way. */
    boolean isOver() {
        return over;
    }

    LightThread running() {
        return running;
    }

    // --- the loop --------------------------------------------------------------------------------

    /** Runs the handler until it ends or waits. */
    Outcome start() {
        request.worker().threadBegins(request.log());
        return loop(entry);
    }

    /** An event lets a thread go on. */
    void resume(LightThread thread) {
        if (over || thread.status != LightThread.Status.RUNNING) {
            return;
        }
        Outcome outcome = loop(thread);
        if (outcome != Outcome.Plain.SUSPENDED) {
            whenDone.accept(outcome);
        }
    }

    private Outcome loop(LightThread first) {
        LuaWorker worker = request.worker();
        RequestState outer = worker.enter(request);
        request.enter(this);
        LightThread thread = first;
        try {
            while (thread != null) {
                Outcome outcome = runChain(thread);
                if (outcome != Outcome.Plain.SUSPENDED) {
                    return end(outcome);
                }
                thread = nextPosted();
            }
            return Outcome.Plain.SUSPENDED;
        } finally {
            running = null;
            worker.enter(outer);
        }
    }

    private LightThread nextPosted() {
        while (posted != null && !posted.isEmpty()) {
            LightThread thread = posted.poll();
            if (thread.status == LightThread.Status.RUNNING) {
                return thread;
            }
        }
        return null;
    }

    /** Runs a thread and those that it hands over to, until one of them waits or the run ends. */
    private Outcome runChain(LightThread first) {
        LightThread thread = first;
        while (thread != null) {
            running = thread;
            if (thread.step()) {
                if (thread.signal != null) {
                    return leave(thread.signal);
                }
                if (thread.failure != null && thread.isEntry()) {
                    return aborted(thread);
                }
                thread = ended(thread);
                if (alive == 0) {
                    return request.completed();
                }
            } else {
                thread = handedOver(thread);
            }
        }
        return Outcome.Plain.SUSPENDED;
    }

    /** Who goes on after a thread that has been suspended: one just spawned, itself, or nobody. */
    private LightThread handedOver(LightThread thread) {
        LightThread spawned = next;
        next = null;
        if (spawned != null) {
            return spawned;
        }
        if (!thread.yielded) {
            return null;
        }
        thread.yielded = false;
        if (posted == null || posted.isEmpty()) {
            return thread;
        }
        post(thread);
        return null;
    }

    /** Buries a thread; returns the parent when it has waited for this. */
    private LightThread ended(LightThread thread) {
        if (thread.failure != null) {
            log(
                    LogPort.ERROR,
                    "lua user thread aborted: "
                            + ErrorReport.withThreads(
                                    vm, thread.failure, parentsOf(thread.failure)));
        }
        if (thread.isEntry()) {
            bury(thread);
            return null;
        }
        LightThread.Parent parent = (LightThread.Parent) thread.parent();
        if (!parent.isAlive()) {
            bury(thread);
            return null;
        }
        if (isAwaited(parent.thread(), thread)) {
            bury(thread);
            parent.thread().waitingFor = null;
            parent.thread().ended = thread;
            return parent.thread();
        }
        thread.status = LightThread.Status.ZOMBIE;
        return null;
    }

    private static boolean isAwaited(LightThread parent, LightThread child) {
        if (parent.waitingFor != null) {
            for (LightThread awaited : parent.waitingFor) {
                if (awaited == child) {
                    return true;
                }
            }
        }
        return false;
    }

    private void bury(LightThread thread) {
        thread.status = LightThread.Status.DEAD;
        alive--;
        buryZombieChildren(thread);
    }

    private void buryZombieChildren(LightThread parent) {
        if (userThreads == null) {
            return;
        }
        for (LightThread child : userThreads) {
            if (child.status == LightThread.Status.ZOMBIE
                    && ((LightThread.Parent) child.parent()).thread() == parent) {
                child.status = LightThread.Status.DEAD;
                alive--;
            }
        }
    }

    private Outcome leave(ExitSignal signal) {
        killAll();
        return signal.redirect() != null ? signal.redirect() : request.exited(signal.status());
    }

    private Outcome aborted(LightThread thread) {
        log(
                LogPort.ERROR,
                "lua entry thread aborted: "
                        + ErrorReport.withThreads(vm, thread.failure, parentsOf(thread.failure)));
        killAll();
        return request.aborted();
    }

    private Outcome end(Outcome outcome) {
        over = true;
        request.worker().threadEnds(request.log());
        killAll();
        return outcome;
    }

    /** Ends all threads and what they wait for. */
    void killAll() {
        over = true;
        kill(entry);
        if (userThreads != null) {
            userThreads.forEach(PhaseRun::kill);
        }
    }

    private static void kill(LightThread thread) {
        if (thread.status != LightThread.Status.DEAD) {
            thread.status = LightThread.Status.DEAD;
            thread.cancel();
        }
    }

    /**
     * An error passes from a coroutine into the one that has resumed it: notes where that is, for
     * the log.
     */
    void passedOn(LuaError error) {
        if (error != passing) {
            passing = error;
            parents.clear();
        }
        if (parents.size() < MOST_COROUTINES) {
            parents.add(ErrorReport.running(vm));
        }
    }

    private List<String> parentsOf(LuaError error) {
        return error == passing ? parents : List.of();
    }

    private void log(int level, String text) {
        request.log().log(level, text);
    }

    private void post(LightThread thread) {
        if (posted == null) {
            posted = new ArrayDeque<>();
        }
        posted.add(thread);
    }

    // --- what the running thread asks for
    // ----------------------------------------------------------

    /**
     * ngx.thread.spawn: the new thread runs now; returns when the running one is its turn again.
     */
    LightThread spawn(LuaFunction body, Object[] arguments) {
        LightThread current = running;
        LightThread child = child(current, body, arguments);
        adopt(child);
        post(current);
        next = child;
        current.suspend(() -> {});
        return child;
    }

    private LightThread child(LightThread parent, LuaFunction body, Object[] arguments) {
        return new LightThread(this, new LightThread.Parent(parent, vm.running()), body, arguments);
    }

    private void adopt(LightThread child) {
        if (userThreads == null) {
            userThreads = new ArrayList<>();
        }
        userThreads.removeIf(thread -> thread.status == LightThread.Status.DEAD);
        userThreads.add(child);
        alive++;
    }

    /**
     * A thread for {@link #startPrepared}, which the run does not wait for: the callback of
     * ngx.on_abort.
     */
    LightThread prepare(LuaFunction body) {
        return child(running, body, LuaVm.NO_VALUES);
    }

    /** Runs a prepared thread, from an event. */
    void startPrepared(LightThread thread) {
        if (!over) {
            adopt(thread);
            resume(thread);
        }
    }

    /** coroutine.yield() in a light thread: lets the others run first. */
    void yieldToOthers() {
        LightThread current = running;
        current.yielded = true;
        current.suspend(() -> {});
    }

    /** Whether the code that runs now has spawned this thread. */
    boolean isParent(LightThread child) {
        return child.parent() instanceof LightThread.Parent parent
                && parent.thread() == running
                && parent.coroutine() == vm.running();
    }

    /** Waits for the first of some running children to end, which is then dead. */
    LightThread await(LightThread[] children) {
        LightThread current = running;
        current.waitingFor = children;
        current.suspend(() -> current.waitingFor = null);
        LightThread first = current.ended;
        current.ended = null;
        return first;
    }

    /** A zombie's results are fetched, or a thread is killed by its parent. */
    void reap(LightThread thread) {
        thread.cancel();
        bury(thread);
    }

    /** The coroutine that runs now, as a Lua value. */
    Coroutine current() {
        Coroutine coroutine = vm.running();
        return coroutine != null ? coroutine : running.face();
    }
}
