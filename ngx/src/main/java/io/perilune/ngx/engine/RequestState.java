// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.engine;

import io.perilune.lua.runtime.Conversion;
import io.perilune.lua.runtime.Coroutine;
import io.perilune.lua.runtime.LuaClosure;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.ngx.phase.LuaPhase;
import io.perilune.ngx.port.BodyPort;
import io.perilune.ngx.port.ChunkPort;
import io.perilune.ngx.port.LogPort;
import io.perilune.ngx.port.Outcome;
import io.perilune.ngx.port.RequestPort;
import io.perilune.ngx.port.ResponsePort;
import java.util.function.Consumer;

/**
 * One request, or timer, with all that Lua code has of it: ngx.ctx, globals of its own, the running
 * handler. Confined to its worker.
 *
 * <p>The host makes one by {@link LuaWorker#request} when the first Lua handler is due, runs the
 * handlers of all phases on it, and calls {@link #close} at the end. An internal redirect starts
 * with a new one.
 */
public final class RequestState {
    private static final int CLIENT_CLOSED_REQUEST = 499;
    private static final int INTERNAL_SERVER_ERROR = 500;

    private final LuaWorker worker;
    private final RequestPort port;
    private final LogPort log;
    private final ResponseStream response;
    private LuaPhase phase;
    private int phaseBit;
    private LuaTable globals;
    private LuaTable ctx;
    private PhaseRun run;
    private LightThread onAbort;
    private ChunkPort chunk;
    private NewBody newBody;
    private String[] setArguments;
    private boolean enteredContent;
    private int lateExit;
    private boolean lateExited;
    private boolean closed;
    private int pendingSubrequests;

    RequestState(LuaWorker worker, RequestPort port, LogPort log) {
        this.worker = worker;
        this.port = port;
        this.log = log;
        this.response = port == null ? null : new ResponseStream(this, port);
    }

    // --- handlers, for the host
    // --------------------------------------------------------------------

    /**
     * Runs the handler of a phase that may be suspended; {@link RequestPort#resumed} follows after
     * SUSPENDED.
     */
    public Outcome run(LuaPhase handlerPhase, LuaCode code) {
        enter(handlerPhase);
        enteredContent = handlerPhase == LuaPhase.CONTENT;
        LuaFunction handler;
        try {
            handler = bound(worker.codes().load(code, log));
        } catch (CodeCache.LoadFailure failure) {
            return new Outcome.Finish(failure.status());
        }
        return start(handler, LuaVm.NO_VALUES, port::resumed);
    }

    /** Runs a handler for a fake request, such as a timer's. */
    Outcome start(
            LuaPhase handlerPhase,
            LuaFunction handler,
            Object[] arguments,
            Consumer<Outcome> whenDone) {
        enter(handlerPhase);
        return start(handler, arguments, whenDone);
    }

    private Outcome start(LuaFunction handler, Object[] arguments, Consumer<Outcome> whenDone) {
        run = new PhaseRun(this, handler, arguments, whenDone);
        watchClient();
        return run.start();
    }

    private void watchClient() {
        if (port != null && port.settings().checkClientAbort()) {
            port.watchClient(true);
        }
    }

    /**
     * header_filter_by_lua.
     *
     * @return 0, -1, or the status of an ngx.exit with which the response is to be replaced
     */
    public int headerFilter(LuaCode code) {
        lateExited = false;
        if (!runPlain(LuaPhase.HEADER_FILTER, code)) {
            return ResponsePort.ERROR;
        }
        return lateExited ? lateExit : ResponsePort.OK;
    }

    /** body_filter_by_lua. Returns 0, or -1 to abort the response. */
    public int bodyFilter(LuaCode code, ChunkPort data) {
        chunk = data;
        try {
            Object result = null;
            LuaVm vm = worker.vm();
            if (!runPlain(LuaPhase.BODY_FILTER, code)) {
                return ResponsePort.ERROR;
            }
            result = plainResult;
            plainResult = null;
            Double number = Conversion.toNumber(result);
            int rc = number == null ? 0 : (int) (double) number;
            return rc == ResponsePort.ERROR || rc >= 300 ? ResponsePort.ERROR : ResponsePort.OK;
        } finally {
            chunk = null;
        }
    }

    /**
     * set_by_lua.
     *
     * @param arguments what ngx.arg gives
     * @return the value; empty for nil; null when it failed, which is a 500
     */
    public String set(LuaCode code, String... arguments) {
        String[] outer = setArguments;
        setArguments = arguments;
        try {
            if (!runPlain(LuaPhase.SET, code)) {
                return null;
            }
            Object result = plainResult;
            plainResult = null;
            return result instanceof LuaString || result instanceof Double
                    ? worker.vm().tostring(result).toLatin1()
                    : "";
        } finally {
            setArguments = outer;
        }
    }

    /** log_by_lua; errors are in the log. */
    public void log(LuaCode code) {
        runPlain(LuaPhase.LOG, code);
    }

    private Object plainResult;

    /** A handler that cannot be suspended. False when it failed, which has been logged. */
    boolean runPlain(LuaPhase handlerPhase, LuaCode code) {
        LuaPhase outerPhase = phase;
        RequestState outer = worker.enter(this);
        LuaVm vm = worker.vm();
        boolean outerHandled = vm.enterHandled();
        enter(handlerPhase);
        try {
            LuaClosure handler = bound(worker.codes().load(code, log));
            plainResult = vm.first(handler.call0(vm));
            return true;
        } catch (CodeCache.LoadFailure failure) {
            return false;
        } catch (LuaError | StackOverflowError | OutOfMemoryError e) {
            log.log(
                    LogPort.ERROR,
                    "failed to run "
                            + handlerPhase.errorName()
                            + ": "
                            + ErrorReport.plain(vm, LuaError.of(e)));
            return false;
        } finally {
            vm.leaveHandled(outerHandled);
            worker.enter(outer);
            if (outerPhase != null) {
                enter(outerPhase);
            }
        }
    }

    /**
     * The client has left (`lua_check_client_abort`): runs the callback of ngx.on_abort, or ends
     * the handler with 499.
     */
    public void clientAborted() {
        if (run == null || closed || run.isOver()) {
            return;
        }
        LightThread callback = onAbort;
        if (callback != null) {
            onAbort = null;
            run.startPrepared(callback);
            return;
        }
        run.killAll();
        port.resumed(new Outcome.Finish(CLIENT_CLOSED_REQUEST));
    }

    /** The request is over: ends everything that still waits. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (run != null) {
            run.killAll();
        }
        if (ctx != null && log.level() >= LogPort.DEBUG) {
            log.log(LogPort.DEBUG, "lua release ngx.ctx at ref " + worker.vm().address(ctx));
        }
        worker.forget(this);
    }

    // --- how handlers end
    // --------------------------------------------------------------------------

    /** All threads have ended. */
    Outcome completed() {
        if (port == null) {
            return Outcome.Plain.OK;
        }
        boolean answered =
                port.response().headersSent()
                        || response.isRefused()
                        || port.response().status() != 0 && response.hasBuffered();
        if (!enteredContent && !answered) {
            return Outcome.Plain.OK;
        }
        // An earlier phase that has begun to answer must not go on to others that would answer too.
        int rc = response.finish();
        if (rc == ResponsePort.ERROR || rc >= 300) {
            return Outcome.of(rc);
        }
        return enteredContent ? Outcome.Plain.OK : new Outcome.Finish(200);
    }

    /** ngx.exit(code). */
    Outcome exited(int code) {
        if (port == null) {
            return Outcome.of(code);
        }
        if (!response.headersSent() && port.response().status() == 0 && code >= 200) {
            port.response().status(code);
        }
        boolean fatal = code == ResponsePort.ERROR || isConnectionEnd(code);
        boolean complete =
                response.isBuffering() && port.response().status() != 0 && !fatal
                        || code == 0 && enteredContent
                        || code >= 200 && code < 300 && code != 204;
        if (complete) {
            int rc = response.finish();
            if (rc == ResponsePort.ERROR || rc >= 300) {
                return Outcome.of(rc);
            }
        }
        if (code > 0 && !fatal && response.headersSent()) {
            return enteredContent ? Outcome.Plain.OK : new Outcome.Finish(200);
        }
        if (code == 0 && !enteredContent) {
            return completed();
        }
        return Outcome.of(code);
    }

    /** Statuses that only say how the connection ends. */
    public static boolean isConnectionEnd(int status) {
        return status == 408 || status == 444 || status == CLIENT_CLOSED_REQUEST;
    }

    /** The entry thread has failed. */
    Outcome aborted() {
        return port == null || response.headersSent()
                ? Outcome.Plain.ERROR
                : new Outcome.Finish(INTERNAL_SERVER_ERROR);
    }

    // --- what API functions need
    // ---------------------------------------------------------------------

    public LuaWorker worker() {
        return worker;
    }

    /** Null for a fake request. */
    public RequestPort port() {
        return port;
    }

    public BodyPort body() {
        return port.body();
    }

    public ResponseStream response() {
        return response;
    }

    public LogPort log() {
        return log;
    }

    public LuaPhase phase() {
        return phase;
    }

    /** Whether the current phase is in a set of {@link io.perilune.ngx.phase.Phases}. */
    public boolean isIn(int phases) {
        return (phaseBit & phases) != 0;
    }

    /** The phase for code that runs from now on. */
    public void enter(LuaPhase next) {
        phase = next;
        phaseBit = next.bit();
    }

    void enter(PhaseRun next) {
        run = next;
    }

    PhaseRun run() {
        return run;
    }

    /** The light thread that runs now, or null in a phase without. */
    public LightThread thread() {
        return run == null || !phase.isYieldable() ? null : run.running();
    }

    /** ngx.thread.spawn: the new thread runs now; returns when the running one goes on. */
    public LightThread spawn(LuaFunction body, Object[] arguments) {
        return run.spawn(body, arguments);
    }

    /** coroutine.yield() outside of coroutines: lets other light threads run first. */
    public void yieldToOthers() {
        run.yieldToOthers();
    }

    /** Whether a thread was spawned by the code that runs now. */
    public boolean isParentOf(LightThread child) {
        return run.isParent(child);
    }

    /** Whether a thread belongs to the handler that runs now. */
    public boolean owns(LightThread thread) {
        return thread.run() == run;
    }

    /** Waits for the first of some running children to end. */
    public LightThread await(LightThread[] children) {
        return run.await(children);
    }

    /** Ends a child: a zombie whose results are taken, or one that is killed. */
    public void reap(LightThread child) {
        run.reap(child);
    }

    /** An error passes from a coroutine into the one that has resumed it. */
    public void passedOn(LuaError error) {
        if (thread() != null) {
            run.passedOn(error);
        }
    }

    /**
     * The thread value of the running coroutine or light thread; null in a handler without threads.
     */
    public Coroutine currentCoroutine() {
        return thread() == null ? null : run.current();
    }

    /**
     * Suspends the running thread while it waits for subrequests.
     *
     * @param cancel ends them
     */
    public void awaitSubrequests(Runnable cancel) {
        LightThread thread = run.running();
        pendingSubrequests++;
        thread.awaitsSubrequests = true;
        thread.suspend(
                () -> {
                    subrequestsEnd(thread);
                    cancel.run();
                });
        subrequestsEnd(thread);
    }

    private void subrequestsEnd(LightThread thread) {
        if (thread.awaitsSubrequests) {
            thread.awaitsSubrequests = false;
            pendingSubrequests--;
        }
    }

    /** Whether a light thread waits for subrequests. */
    public boolean hasPendingSubrequests() {
        return pendingSubrequests > 0;
    }

    /** ngx.ctx, or null while nobody has asked for it. */
    public LuaTable ctx() {
        return ctx;
    }

    public void ctx(LuaTable table) {
        ctx = table;
    }

    /** A body between ngx.req.init_body and finish_body. */
    public interface NewBody {
        void append(LuaString text);

        byte[] bytes();

        int length();
    }

    /** The body that is being made, or null. */
    public NewBody newBody() {
        return newBody;
    }

    public void newBody(NewBody body) {
        newBody = body;
    }

    /** What body_filter_by_lua works on, or null. */
    public ChunkPort chunk() {
        return chunk;
    }

    /** The arguments of set_by_lua, or null. */
    public String[] setArguments() {
        return setArguments;
    }

    /** ngx.exit where it returns and takes effect later. */
    public void exitLater(int status) {
        lateExit = status;
        lateExited = true;
    }

    /** ngx.on_abort. */
    public LightThread onAbort() {
        return onAbort;
    }

    public void onAbort(LuaFunction callback) {
        onAbort = run.prepare(callback);
    }

    /**
     * The globals of this request's code: what it writes there is gone with the request, what it
     * does not find there is looked up in those of the machine.
     */
    public LuaTable globals() {
        if (globals == null) {
            globals = worker.newGlobals();
        }
        return globals;
    }

    private LuaClosure bound(LuaClosure code) {
        LuaClosure handler = code.copy();
        handler.environment(globals());
        return handler;
    }
}
