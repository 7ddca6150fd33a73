// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.exchange;

import io.netty.buffer.ByteBuf;
import io.perilune.http.io.ClientAddress;
import io.perilune.http.io.ExchangeIo;
import io.perilune.http.io.IoEvents;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.WorkerScope;
import io.perilune.http.message.ResponseHead;
import io.perilune.regex.RegexMatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One request on its way through the phases, and its answer.
 *
 * <p>It is a set of parts ({@link #request}, {@link #response}, {@link #body}) with what binds
 * them: the configuration that applies now, the modules' notes, the place in the phase table, and
 * the ways to go on: {@link #resume}, {@link #finalizeRequest}, {@link #internalRedirect}, {@link
 * #namedLocation}. Its life is a line of states, {@link ExchangeState}; there is no reference
 * count: whoever suspends keeps the one right to resume. Single use, confined to its worker.
 */
public final class Exchange implements IoEvents {

    /** A result: all is well. */
    public static final int OK = 0;

    /** A result: the connection is of no more use. */
    public static final int ERROR = -1;

    /** {@link #write}: these bytes end the response. */
    public static final int LAST = 1;

    /** {@link #write}: send at once, do not wait for more. */
    public static final int FLUSH = 2;

    private static final Object[] NO_NOTES = {};
    private static final int[] NO_BOUNDS = {};

    private final Pipeline pipeline;
    private final ExchangeIo io;
    private final Request request;
    private final ResponseHead response = new ResponseHead();
    private final RequestBody body = new RequestBody(this);
    private final Progress progress = new Progress();
    private final Object[] mainConf;
    private final Subrequest subrequest;
    private Object[] serverConf;
    private Object[] locationConf;
    private Object[] notes = NO_NOTES;
    private String[] variables;
    private Cleanup cleanups;
    private RegexMatch captures;
    private String subject;
    private byte[] subjectBytes;
    private int[] bounds = NO_BOUNDS;
    private LogContext log;
    private ClientAddress client;
    private List<Subrequest> children;

    /** Whose variables are this request's too; null: it has its own. */
    private Exchange sharedVariables;

    public Exchange(Pipeline pipeline, ExchangeIo io, Request request, Object[] mainConf) {
        this.pipeline = pipeline;
        this.io = io;
        this.request = request;
        this.mainConf = mainConf;
        this.subrequest = null;
    }

    /** A subrequest's. */
    Exchange(Exchange parent, Subrequest subrequest, Request request) {
        this.pipeline = parent.pipeline;
        this.io = new SubrequestIo(parent.main().io);
        this.request = request;
        this.mainConf = parent.mainConf;
        this.subrequest = subrequest;
        this.serverConf = parent.serverConf;
        this.locationConf = parent.locationConf;
        this.client = parent.client();
        progress.internal = true;
        progress.expectTested = true;
        body.complete(null, null, false, 0);
    }

    public ExchangeIo io() {
        return io;
    }

    /**
     * Whom the request comes from: the connection's other end, unless a trusted proxy names
     * another.
     */
    public ClientAddress client() {
        return client == null ? io : client;
    }

    /** Puts another client in the place of the connection's other end. */
    public void client(ClientAddress newClient) {
        client = newClient;
    }

    public WorkerScope worker() {
        return io.worker();
    }

    public Pipeline pipeline() {
        return pipeline;
    }

    public Request request() {
        return request;
    }

    public ResponseHead response() {
        return response;
    }

    public RequestBody body() {
        return body;
    }

    /** State, place in the phases, counters: what the engine and the log want to know. */
    public Progress progress() {
        return progress;
    }

    /** The request the client sent: this one, unless it is a subrequest. */
    public Exchange main() {
        return subrequest == null ? this : subrequest.parent().main();
    }

    /** The request that started this subrequest; null for the client's. */
    public Exchange parent() {
        return subrequest == null ? null : subrequest.parent();
    }

    public boolean isSubrequest() {
        return subrequest != null;
    }

    /** What makes this a subrequest; null for the client's request. */
    public Subrequest subrequest() {
        return subrequest;
    }

    void addChild(Subrequest child) {
        if (children == null) {
            children = new ArrayList<>(2);
        }
        children.add(child);
    }

    boolean removeChild(Subrequest child) {
        return children != null && children.remove(child);
    }

    // ---- configuration

    public <T> T mainConf(ModuleKey<T> key) {
        return key.in(mainConf);
    }

    public <T> T serverConf(ModuleKey<T> key) {
        return key.in(serverConf);
    }

    /** The record of the location (or server) that applies now. */
    public <T> T conf(ModuleKey<T> key) {
        return key.in(locationConf);
    }

    /** Makes a server's configuration apply. */
    public void bindServer(Object[] serverLevel, Object[] locationLevel) {
        serverConf = serverLevel;
        locationConf = locationLevel;
    }

    /** Makes a location's configuration apply. */
    public void bindLocation(Object[] locationLevel) {
        locationConf = locationLevel;
    }

    // ---- notes, variables, captures

    /** A module's note, or null. */
    @SuppressWarnings("unchecked")
    public <T> T context(ContextKey<T> key) {
        return key.index < notes.length ? (T) notes[key.index] : null;
    }

    public <T> void setContext(ContextKey<T> key, T note) {
        if (key.index >= notes.length) {
            notes = Arrays.copyOf(notes, key.index + 4);
        }
        notes[key.index] = note;
    }

    /** Clears the modules' notes, but for the lasting ones, as an internal redirect does. */
    public void clearContexts() {
        for (int i = 0; i < notes.length; i++) {
            if (notes[i] != null && !ContextKey.isLasting(i)) {
                notes[i] = null;
            }
        }
    }

    /** Cached variable values by index; see {@code VariableTable}. */
    public String[] variableValues(int size) {
        if (variables == null) {
            variables =
                    sharedVariables == null
                            ? new String[size]
                            : sharedVariables.variableValues(size);
        }
        return variables;
    }

    /** For a subrequest: the parent's variables are its own, values assigned later among them. */
    public void shareVariables() {
        sharedVariables = parent();
        variables = null;
    }

    /** For a subrequest: begins with the values that the parent's variables have now. */
    public void copyVariables() {
        Exchange owner = parent();
        while (owner.variables == null && owner.sharedVariables != null) {
            owner = owner.sharedVariables;
        }
        variables = owner.variables == null ? null : owner.variables.clone();
    }

    /** The last successful match of a rewrite, location or server name: {@code $1}; or null. */
    public RegexMatch captures() {
        return captures;
    }

    public void captures(RegexMatch match) {
        captures = match;
    }

    /**
     * A text's bytes, one of each char, to match a pattern against. The last text's are kept: many
     * patterns are tried on one text.
     */
    public byte[] subject(String text) {
        if (text != subject) {
            subject = text;
            subjectBytes = text.getBytes(StandardCharsets.ISO_8859_1);
        }
        return subjectBytes;
    }

    /** Room for a match of so many bounds or more, which the next match uses again. */
    public int[] bounds(int size) {
        if (bounds.length < size) {
            bounds = new int[size];
        }
        return bounds;
    }

    // ---- the answer

    /**
     * Sends the head, once, through the header filters. Before it set {@link #response}.
     *
     * @return {@link #OK}; {@link #ERROR}; or a status from 300 on with which a filter wants the
     *     request to be answered instead: pass it to {@link #finalizeRequest}
     */
    public int sendHeader() {
        return pipeline.sendHeader(this);
    }

    /** Whether the head has gone through the filters. */
    public boolean headerSent() {
        return progress.headerSent;
    }

    /** Whether the answer has no body: HEAD, 204, 304, or by a handler's decision. */
    public boolean headerOnly() {
        return progress.headerOnly;
    }

    /**
     * Sends part of the body through the body filters; takes over the buffer, which may be empty.
     *
     * @param flags {@link #LAST} and {@link #FLUSH}, or 0
     * @return {@link #OK} or {@link #ERROR}
     */
    public int write(ByteBuf data, int flags) {
        return pipeline.write(this, data, flags);
    }

    // ---- ways to go on

    /** Goes on after {@link Verdict#SUSPENDED}, calling the same handler again. */
    public void resume() {
        pipeline.resume(this, null);
    }

    /** Goes on after {@link Verdict#SUSPENDED}, as if the handler now answered this. */
    public void resume(Verdict verdict) {
        pipeline.resume(this, verdict);
    }

    /**
     * Ends the request: with {@link #OK} the response is completed, with a status from 300 on (or
     * 201, 204) it is answered by an error page or a special response, with {@link #ERROR} the
     * connection is closed. A second call does nothing.
     */
    public void finalizeRequest(int status) {
        pipeline.finalizeRequest(this, status);
    }

    /** Starts over with another path, which may match an {@code internal} location. */
    public void internalRedirect(String uri, String args) {
        pipeline.internalRedirect(this, uri, args);
    }

    /** Goes on in a named location; {@code name} begins with '@'. */
    public void namedLocation(String name) {
        pipeline.namedLocation(this, name);
    }

    /** Runs an action when the request is over, after the log phase; the last registered first. */
    public void onCleanup(Runnable action) {
        cleanups = new Cleanup(action, cleanups);
    }

    @Override
    public void clientClosed(Throwable reason) {
        Runnable handler = progress.onAbort;
        if (handler != null && progress.state.compareTo(ExchangeState.FINISHING) < 0) {
            progress.onAbort = null;
            handler.run();
            return;
        }
        pipeline.connectionFailed(this, reason == null ? null : reason.getMessage(), 499);
    }

    @Override
    public void sendTimedOut() {
        pipeline.connectionFailed(this, "client timed out (110: Connection timed out)", 408);
    }

    // ---- log

    /** Writes to the error log that applies now, with client, server, request and host. */
    public void log(LogLevel level, String message) {
        logContext().log(level, message);
    }

    /** Whether {@link #log} would write a line of this level. */
    public boolean logs(LogLevel level) {
        return logContext().enabled(level);
    }

    public LogContext logContext() {
        if (log == null) {
            log = new LogContext(this);
            log.action(progress.state == ExchangeState.LOGGING ? LogContext.LOGGING : null);
        }
        return log;
    }

    /** For the lifecycle: log lines tell from now on that the log phase runs. */
    public void beginLogging() {
        progress.state = ExchangeState.LOGGING;
        if (log != null) {
            log.action(LogContext.LOGGING);
        }
    }

    /** For the lifecycle: runs the cleanups and gives back what the exchange owns. */
    public void release() {
        body.forgetReader();
        endChildren();
        for (Cleanup c = cleanups; c != null; c = c.next) {
            c.action.run();
        }
        cleanups = null;
        body.release();
    }

    private void endChildren() {
        List<Subrequest> left = children;
        children = null;
        if (left != null) {
            left.forEach(Subrequest::parentEnded);
        }
    }

    /** For a subrequest that nobody waits for any more: ends it without an answer. */
    void abandon() {
        progress.finalized = true;
        progress.broken = true;
        if (progress.state != ExchangeState.DONE) {
            progress.state = ExchangeState.DONE;
            release();
        }
    }

    private record Cleanup(Runnable action, Cleanup next) {}
}
