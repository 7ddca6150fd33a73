// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.perilune.http.core.CoreModule;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.PhaseHandler;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.io.LogLevel;
import io.perilune.http.module.ConfScope;
import io.perilune.ngx.phase.LuaPhase;
import io.perilune.ngx.port.BodyPort;
import io.perilune.ngx.port.Outcome;

/**
 * A phase that may be suspended: starts its Lua handler and makes a verdict of its outcome, at once
 * or when it is resumed. Thread-safe: it keeps nothing about a request.
 */
final class LuaPhaseHandler implements PhaseHandler {

    static final LuaPhaseHandler SERVER_REWRITE = new LuaPhaseHandler(LuaPhase.SERVER_REWRITE);
    static final LuaPhaseHandler REWRITE = new LuaPhaseHandler(LuaPhase.REWRITE);
    static final LuaPhaseHandler ACCESS = new LuaPhaseHandler(LuaPhase.ACCESS);
    static final LuaPhaseHandler PRECONTENT = new LuaPhaseHandler(LuaPhase.PRECONTENT);
    static final LuaPhaseHandler CONTENT = new LuaPhaseHandler(LuaPhase.CONTENT);

    private static final int SPECIAL_RESPONSE = 300;
    private static final int NO_CONTENT = 204;

    private final LuaPhase phase;
    private final Verdict passed;

    private LuaPhaseHandler(LuaPhase phase) {
        this.phase = phase;
        this.passed =
                switch (phase) {
                    case ACCESS -> Verdict.NEXT_PHASE;
                    case CONTENT -> Verdict.FINISHED;
                    default -> Verdict.NEXT;
                };
    }

    /** Makes Lua answer the location that is being read. */
    static void installContent(ConfScope scope) {
        scope.location(CoreModule.LOCATION).contentHandler = CONTENT;
    }

    @Override
    public Verdict handle(Exchange x) {
        HandlerCode code = code(x);
        if (code == null || isOvertaken(x)) {
            return Verdict.NEXT;
        }
        trace(x);
        ExchangeRequestPort port = ExchangeRequestPort.of(x);
        if (!port.bodyAskedFor && needsBody(x)) {
            Verdict wait = readBody(x, port);
            if (wait != null) {
                return wait;
            }
        }
        return run(x, port, code);
    }

    private HandlerCode code(Exchange x) {
        return phase == LuaPhase.SERVER_REWRITE
                ? x.serverConf(LuaServerConfig.KEY).serverRewrite
                : x.conf(LuaLocationConfig.KEY).handler(phase);
    }

    /** A rewrite has changed the path: this location is not the request's any more. */
    private boolean isOvertaken(Exchange x) {
        return phase == LuaPhase.REWRITE && x.progress().uriChanged
                || phase == LuaPhase.ACCESS && x.isSubrequest();
    }

    private Verdict run(Exchange x, ExchangeRequestPort port, HandlerCode code) {
        Outcome outcome = port.state().run(phase, code.code(x));
        if (outcome == Outcome.Plain.SUSPENDED) {
            port.suspended(this);
            return Verdict.SUSPENDED;
        }
        return verdict(x, outcome);
    }

    /** The suspended handler of this phase has ended. */
    void resumed(Exchange x, Outcome outcome) {
        Verdict verdict = verdict(x, outcome);
        if (verdict != Verdict.SUSPENDED) {
            x.resume(verdict);
        }
    }

    private Verdict verdict(Exchange x, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Plain plain -> verdict(x, plain);
            case Outcome.Finish finish -> finish(finish.status());
            case Outcome.InternalRedirect redirect -> {
                x.internalRedirect(redirect.uri(), redirect.args());
                yield Verdict.SUSPENDED;
            }
            case Outcome.NamedLocation location -> {
                x.namedLocation(location.name());
                yield Verdict.SUSPENDED;
            }
        };
    }

    private Verdict verdict(Exchange x, Outcome.Plain outcome) {
        return switch (outcome) {
            case SUSPENDED -> Verdict.SUSPENDED;
            case OK -> passed;
            case ERROR -> Verdict.BROKEN;
            case JUMP -> {
                ExchangeRequestPort.drop(x);
                x.progress().uriChanged = true;
                yield Verdict.NEXT;
            }
        };
    }

    /** Below 300 the response has been sent, but for 204, which has none yet. */
    private static Verdict finish(int status) {
        return status >= SPECIAL_RESPONSE || status == NO_CONTENT
                ? Verdict.respond(status)
                : Verdict.FINISHED;
    }

    // --- lua_need_request_body ------------------------------------------------------------------

    private boolean needsBody(Exchange x) {
        return phase != LuaPhase.SERVER_REWRITE
                && phase != LuaPhase.PRECONTENT
                && x.conf(LuaLocationConfig.KEY).needRequestBody;
    }

    /** Null when the body is there and the handler can run. */
    private Verdict readBody(Exchange x, ExchangeRequestPort port) {
        port.bodyAskedFor = true;
        int status =
                port.body().read(result -> x.resume(result == 0 ? null : Verdict.respond(result)));
        if (status == BodyPort.PENDING) {
            return Verdict.SUSPENDED;
        }
        return status == 0 ? null : Verdict.respond(status);
    }

    private void trace(Exchange x) {
        if (x.logs(LogLevel.DEBUG)) {
            x.log(
                    LogLevel.DEBUG,
                    "lua "
                            + phase.phaseName().replace('_', ' ')
                            + " handler, uri:\""
                            + x.request().uri
                            + "\" c:1");
        }
    }
}
