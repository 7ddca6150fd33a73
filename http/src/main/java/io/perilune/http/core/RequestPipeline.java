// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.perilune.http.core.CoreLocationConfig.LingeringClose;
import io.perilune.http.exchange.ContextKey;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.ExchangeState;
import io.perilune.http.exchange.Pipeline;
import io.perilune.http.exchange.Progress;
import io.perilune.http.exchange.RequestBody;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.filter.FilterChain;
import io.perilune.http.io.Ending;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;
import io.perilune.http.message.HttpStatus;
import io.perilune.http.message.HttpVersion;
import io.perilune.http.message.ResponseHead;
import io.perilune.http.phase.Phase;
import io.perilune.http.phase.PhaseEngine;

/**
 * Carries exchanges on: ends them, starts them over, sends what they answer.
 *
 * <p>The end of a request, in order: {@link #finalizeRequest} decides how it ends (once); the
 * response is completed; what is left of the request's body is dropped; queued output is waited
 * for; then the log phase runs, the exchange gives back what it owns, and the connection is told
 * what becomes of it. A broken connection goes straight to the log phase. Immutable; an exchange's
 * calls come on its worker.
 */
public final class RequestPipeline implements Pipeline {

    private static final ContextKey<BodyDrain> DRAIN = ContextKey.lasting("core.drain");

    private final PhaseEngine engine;
    private final FilterChain filters;
    private final BodyWriter writer = new BodyWriter();

    public RequestPipeline(PhaseEngine engine, FilterChain filters) {
        this.engine = engine;
        this.filters = filters;
    }

    /** Starts a fresh exchange at the first phase. */
    public void start(Exchange x) {
        x.progress().phaseIndex = 0;
        engine.run(x);
    }

    @Override
    public void resume(Exchange x, Verdict verdict) {
        engine.resume(x, verdict);
    }

    // ---- output

    @Override
    public int sendHeader(Exchange x) {
        Progress progress = x.progress();
        if (progress.headerSent) {
            x.log(LogLevel.ALERT, "header already sent");
            return Exchange.ERROR;
        }
        if (progress.broken) {
            return Exchange.ERROR;
        }
        if (progress.errorStatus != 0) {
            x.response().status = progress.errorStatus;
            x.response().statusLine = null;
        } else if (x.response().status == 0) {
            x.response().status = HttpStatus.OK;
        }
        return filters.header().send(x);
    }

    @Override
    public int write(Exchange x, ByteBuf data, int flags) {
        if (x.progress().state == ExchangeState.DONE || x.progress().lastSent) {
            data.release();
            return Exchange.ERROR;
        }
        return filters.body().send(x, data, flags);
    }

    @Override
    public int writeUnfiltered(Exchange x, ByteBuf data) {
        if (x.progress().state == ExchangeState.DONE || x.progress().lastSent) {
            data.release();
            return Exchange.ERROR;
        }
        return writer.onBody(x, data, 0, null);
    }

    @Override
    public int filterFinalize(Exchange x, int status) {
        return status;
    }

    // ---- starting over

    @Override
    public void internalRedirect(Exchange x, String uri, String args) {
        Progress progress = x.progress();
        if (progress.finalized) {
            return;
        }
        if (--progress.uriChangesLeft <= 0) {
            failCycle(x, "internally redirecting to", uri);
            return;
        }
        x.request().changeUri(uri);
        x.request().args = args == null ? "" : args;
        x.request().uriChanged = true;
        x.clearContexts();
        x.bindLocation(CoreModule.server(x).locationLevel);
        startOver(x, Phase.SERVER_REWRITE);
    }

    @Override
    public void namedLocation(Exchange x, String name) {
        Progress progress = x.progress();
        if (progress.finalized) {
            return;
        }
        if (--progress.uriChangesLeft <= 0) {
            failCycle(x, "redirect to named location", name);
            return;
        }
        if (x.request().uri.isEmpty()) {
            x.log(LogLevel.ERROR, "empty URI in redirect to named location \"" + name + '"');
            x.finalizeRequest(HttpStatus.INTERNAL_SERVER_ERROR);
            return;
        }
        CoreLocationConfig named = CoreModule.server(x).namedLocations.get(name);
        if (named == null) {
            x.log(LogLevel.ERROR, "could not find named location \"" + name + '"');
            x.finalizeRequest(HttpStatus.INTERNAL_SERVER_ERROR);
            return;
        }
        x.clearContexts();
        progress.uriChanged = false;
        FindLocation.bind(x, named);
        startOver(x, Phase.REWRITE);
    }

    @Override
    public void startSubrequest(Exchange x) {
        x.bindLocation(CoreModule.server(x).locationLevel);
        x.progress().phaseIndex = engine.table().start(Phase.SERVER_REWRITE);
        engine.run(x);
    }

    private static void failCycle(Exchange x, String doing, String where) {
        x.log(
                LogLevel.ERROR,
                "rewrite or internal redirection cycle while " + doing + " \"" + where + '"');
        x.progress().uriChangesLeft = 0;
        x.finalizeRequest(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    private void startOver(Exchange x, Phase phase) {
        Progress progress = x.progress();
        progress.internal = true;
        progress.accessCode = 0;
        progress.phaseIndex = engine.table().start(phase);
        progress.epoch++;
        engine.run(x);
    }

    // ---- the end

    @Override
    public void finalizeRequest(Exchange x, int status) {
        Progress progress = x.progress();
        if (progress.finalized) {
            return;
        }
        if (isConnectionsEnd(x, status)) {
            terminate(x, status);
            return;
        }
        if (x.isSubrequest() && x.subrequest().isStatusOnly() && status != Exchange.OK) {
            answerByStatus(x, status);
            return;
        }
        if (status >= HttpStatus.SPECIAL_RESPONSE
                || status == HttpStatus.CREATED
                || status == HttpStatus.NO_CONTENT) {
            switch (ErrorPages.answer(x, status)) {
                case SENT -> complete(x);
                case STARTED_OVER -> {}
                case FAILED -> terminate(x, Exchange.ERROR);
            }
            return;
        }
        complete(x);
    }

    /**
     * Whether the request takes its connection with it; the failure of a subrequest may be told its
     * parent instead.
     */
    private static boolean isConnectionsEnd(Exchange x, int status) {
        return status == Exchange.ERROR && !(x.isSubrequest() && x.subrequest().isStatusOnly())
                || status == HttpStatus.REQUEST_TIME_OUT
                || status == HttpStatus.CLIENT_CLOSED_REQUEST
                || status == HttpStatus.CLOSE
                || x.progress().broken;
    }

    /**
     * A subrequest whose parent wants no pages: it gets the status, unless the head is out already.
     */
    private void answerByStatus(Exchange x, int status) {
        Progress progress = x.progress();
        ResponseHead head = x.response();
        if (head.status == 0) {
            head.status = status == Exchange.ERROR ? HttpStatus.INTERNAL_SERVER_ERROR : status;
        }
        if (!progress.headerSent && status != Exchange.ERROR) {
            head.contentType = null;
            head.contentLength = -1;
            head.acceptRanges = false;
            head.lastModified = -1;
            sendHeader(x);
        }
        x.subrequest().answeredByStatus();
        progress.finalized = true;
        conclude(x, Ending.KEEP_ALIVE);
    }

    /** Completes the response and waits for what is still under way. */
    private void complete(Exchange x) {
        Progress progress = x.progress();
        if (progress.finalized) {
            return;
        }
        if (!progress.headerSent && x.request().version() != HttpVersion.HTTP_0_9) {
            // nothing was answered: there is no way to tell the client where an answer would end
            progress.keepAlive = false;
        } else if (!progress.lastSent && !progress.headerOnly) {
            if (write(x, Unpooled.EMPTY_BUFFER, Exchange.LAST) != Exchange.OK) {
                terminate(x, Exchange.ERROR);
                return;
            }
        }
        progress.finalized = true;
        progress.state = ExchangeState.FINISHING;
        if (x.isSubrequest()) {
            conclude(x, Ending.KEEP_ALIVE);
            return;
        }
        BodyWriter.send(x, progress);
        dropBody(x);
    }

    private void dropBody(Exchange x) {
        switch (x.body().state()) {
            case UNREAD -> {
                BodyDrain drain =
                        x.request().chunked || x.request().contentLength > 0 ? startDrain(x) : null;
                if (drain != null && x.progress().keepAlive) {
                    drain.onDone(() -> awaitOutput(x));
                    return;
                }
            }
            case READING -> {
                x.io().stopReading();
                x.progress().keepAlive = false;
                x.progress().linger = true;
            }
            case DISCARDING -> {
                BodyDrain drain = x.context(DRAIN);
                if (drain != null && x.progress().keepAlive) {
                    drain.onDone(() -> awaitOutput(x));
                    return;
                }
            }
            case READ, DISCARDED, FAILED -> {}
        }
        awaitOutput(x);
    }

    private void awaitOutput(Exchange x) {
        if (x.progress().state != ExchangeState.FINISHING) {
            return;
        }
        if (x.io().pendingBytes() > 0 && x.io().isOpen()) {
            x.io().onDrained(
                            () -> {
                                if (x.progress().state == ExchangeState.FINISHING) {
                                    conclude(x, ending(x));
                                }
                            });
            return;
        }
        conclude(x, ending(x));
    }

    private static Ending ending(Exchange x) {
        Progress progress = x.progress();
        if (progress.keepAlive && x.io().mayKeepAlive() && x.io().isOpen()) {
            return Ending.KEEP_ALIVE;
        }
        LingeringClose lingering = CoreModule.location(x).lingeringClose;
        boolean linger =
                lingering == LingeringClose.ALWAYS
                        || lingering == LingeringClose.ON
                                && (progress.linger || x.io().hasReadAhead());
        return linger ? Ending.LINGER : Ending.CLOSE;
    }

    /** Ends a request whose connection is of no more use. */
    private void terminate(Exchange x, int status) {
        Progress progress = x.progress();
        progress.finalized = true;
        progress.broken = true;
        if (status > 0 && (x.response().status == 0 || progress.bytesSent == 0)) {
            x.response().status = status;
        }
        if (progress.pendingOutput != null) {
            progress.pendingOutput.release();
            progress.pendingOutput = null;
        }
        x.io().stopReading();
        Exchange main = x.main();
        conclude(x, isReset(x, status) ? Ending.RESET : Ending.ABORT);
        if (x != main) {
            main.finalizeRequest(status);
        }
    }

    private static boolean isReset(Exchange x, int status) {
        return (status == HttpStatus.REQUEST_TIME_OUT || status == HttpStatus.CLOSE)
                && CoreModule.location(x).resetTimedoutConnection;
    }

    private void conclude(Exchange x, Ending ending) {
        Progress progress = x.progress();
        if (progress.state == ExchangeState.LOGGING || progress.state == ExchangeState.DONE) {
            return;
        }
        progress.state = ExchangeState.LOGGING;
        if (!x.isSubrequest() || CoreModule.location(x).logSubrequest) {
            x.beginLogging();
            engine.log(x);
        }
        BodyDrain drain = x.context(DRAIN);
        if (drain != null) {
            drain.abandon();
        }
        x.release();
        progress.state = ExchangeState.DONE;
        if (x.isSubrequest()) {
            x.subrequest().finished();
            return;
        }
        x.io().attach(null);
        x.io().finish(ending);
    }

    @Override
    public void connectionFailed(Exchange x, String message, int status) {
        Progress progress = x.progress();
        if (progress.state == ExchangeState.LOGGING || progress.state == ExchangeState.DONE) {
            return;
        }
        progress.broken = true;
        progress.keepAlive = false;
        x.log(LogLevel.INFO, message != null ? message : "client prematurely closed connection");
        if (progress.finalized) {
            conclude(x, isReset(x, status) ? Ending.RESET : Ending.ABORT);
        } else {
            terminate(x, status);
        }
    }

    // ---- the request's body

    @Override
    public void readBody(Exchange x) {
        BodyReader.start(x);
    }

    @Override
    public int discardBody(Exchange x) {
        startDrain(x);
        return x.body().state() == RequestBody.State.FAILED ? HttpStatus.BAD_REQUEST : 0;
    }

    private static BodyDrain startDrain(Exchange x) {
        BodyDrain drain = BodyDrain.start(x);
        if (drain != null) {
            x.setContext(DRAIN, drain);
        }
        return drain;
    }

    // ---- the log

    @Override
    public LogSink errorLog(Exchange x) {
        LogSink sink = CoreModule.location(x).errorLog;
        return sink != null ? sink : x.worker().log();
    }

    @Override
    public String serverName(Exchange x) {
        return CoreModule.server(x).serverName;
    }
}
