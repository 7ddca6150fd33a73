// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.phase;

import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.ExchangeState;
import io.perilune.http.exchange.FailedMatch;
import io.perilune.http.exchange.PhaseHandler;
import io.perilune.http.exchange.Progress;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.Timer;
import io.perilune.http.message.HttpStatus;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * The loop that walks a request through the phases.
 *
 * <p>A request holds an index into the {@link PhaseTable}. To suspend is to return from {@link
 * #run}, to resume is to run again at the index. A redirect sets the index anew and raises the
 * request's epoch, by which the loop sees that the verdict it is about to act on no longer counts;
 * so a redirect from within a handler does not nest the loop, and one from elsewhere starts it.
 *
 * <p>This is the one boundary where our own faults end: anything a handler throws is logged and
 * answered with 500. Immutable; a request's calls come on its worker.
 */
public final class PhaseEngine {

    private final PhaseTable table;

    public PhaseEngine(PhaseTable table) {
        this.table = table;
    }

    public PhaseTable table() {
        return table;
    }

    /** Runs handlers from the request's index on, until one suspends or the request is ended. */
    public void run(Exchange x) {
        if (!x.progress().engineRunning) {
            loop(x, null);
        }
    }

    /** Acts on the verdict of a suspended handler (null: calls it again), then runs on. */
    public void resume(Exchange x, Verdict verdict) {
        Progress progress = x.progress();
        if (progress.finalized) {
            return;
        }
        if (progress.engineRunning) {
            progress.resumedWith = verdict;
            progress.resumedAgain = verdict == null;
            return;
        }
        loop(x, verdict);
    }

    private void loop(Exchange x, Verdict first) {
        Progress progress = x.progress();
        progress.engineRunning = true;
        progress.state = ExchangeState.RUNNING;
        try {
            boolean goOn = first == null || act(x, progress, first);
            while (goOn && !progress.finalized) {
                goOn = step(x, progress);
            }
        } catch (Throwable fault) {
            if (!(fault instanceof FailedMatch)) {
                reportFault(x, fault);
            }
            progress.engineRunning = false;
            x.finalizeRequest(HttpStatus.INTERNAL_SERVER_ERROR);
        } finally {
            progress.engineRunning = false;
            if (!progress.finalized) {
                progress.state = ExchangeState.SUSPENDED;
            }
        }
    }

    /** Calls one handler; answers whether to go on. */
    private boolean step(Exchange x, Progress progress) {
        if (x.isSubrequest() && table.meanings[progress.phaseIndex] == PhaseTable.Meaning.ACCESS) {
            // who may make the main request may make its subrequests
            progress.phaseIndex = table.nextPhase[progress.phaseIndex];
            return true;
        }
        int epoch = progress.epoch;
        Verdict verdict = handler(progress).handle(x);
        if (verdict.kind() == Verdict.Kind.SUSPENDED && epoch == progress.epoch) {
            if (progress.resumedAgain) {
                progress.resumedAgain = false;
                return true;
            }
            if (progress.resumedWith != null) {
                verdict = progress.resumedWith;
            }
        }
        progress.resumedWith = null;
        progress.resumedAgain = false;
        return epoch != progress.epoch || act(x, progress, verdict);
    }

    private PhaseHandler handler(Progress progress) {
        int at = progress.phaseIndex;
        if (progress.contentHandler != null && table.meanings[at] == PhaseTable.Meaning.CONTENT) {
            return progress.contentHandler;
        }
        return table.handlers[at];
    }

    private boolean act(Exchange x, Progress progress, Verdict verdict) {
        return switch (table.meanings[progress.phaseIndex]) {
            case GENERIC -> actGeneric(x, progress, verdict);
            case ACCESS -> actAccess(x, progress, verdict);
            case CONTENT -> actContent(x, progress, verdict);
        };
    }

    private boolean actGeneric(Exchange x, Progress progress, Verdict verdict) {
        return switch (verdict.kind()) {
            case NEXT -> {
                progress.phaseIndex++;
                yield true;
            }
            case NEXT_PHASE -> {
                progress.phaseIndex = table.nextPhase[progress.phaseIndex];
                yield true;
            }
            case SUSPENDED -> false;
            case FINISHED, RESPOND -> end(x, verdict.status());
        };
    }

    private boolean actAccess(Exchange x, Progress progress, Verdict verdict) {
        return switch (verdict.kind()) {
            case NEXT -> {
                progress.phaseIndex++;
                yield true;
            }
            case NEXT_PHASE -> {
                if (progress.satisfyAny) {
                    progress.accessCode = 0;
                    x.response().headers.remove("WWW-Authenticate");
                    progress.phaseIndex = table.nextPhase[progress.phaseIndex];
                } else {
                    progress.phaseIndex++;
                }
                yield true;
            }
            case SUSPENDED -> false;
            case FINISHED -> end(x, Exchange.OK);
            case RESPOND -> refuseAccess(x, progress, verdict.status());
        };
    }

    private boolean refuseAccess(Exchange x, Progress progress, int status) {
        boolean refusal = status == HttpStatus.FORBIDDEN || status == HttpStatus.UNAUTHORIZED;
        if (!progress.satisfyAny || !refusal) {
            Verdict verdict = refusal(x, status);
            return verdict.kind() != Verdict.Kind.SUSPENDED && end(x, status);
        }
        if (progress.accessCode != HttpStatus.UNAUTHORIZED) {
            progress.accessCode = status;
        }
        progress.phaseIndex++;
        return true;
    }

    /**
     * An answer 401 may have to wait ({@code auth_delay}), so that how long it took to check a
     * password tells nothing.
     */
    public static Verdict refusal(Exchange x, int status) {
        long delay = x.progress().authDelay;
        if (status != HttpStatus.UNAUTHORIZED || delay == 0) {
            return Verdict.respond(status);
        }
        x.log(LogLevel.INFO, "delaying unauthorized request");
        x.io().watchForClose(true);
        Timer timer = x.worker().schedule(delay, () -> x.finalizeRequest(status));
        x.onCleanup(timer::cancel);
        return Verdict.SUSPENDED;
    }

    private boolean actContent(Exchange x, Progress progress, Verdict verdict) {
        return switch (verdict.kind()) {
            case NEXT -> {
                if (progress.contentHandler != null) {
                    progress.contentHandler = null;
                } else {
                    progress.phaseIndex++;
                }
                yield true;
            }
            case SUSPENDED -> false;
            case NEXT_PHASE, FINISHED, RESPOND -> end(x, verdict.status());
        };
    }

    /** Ends the request; an error page may start it over instead. */
    private static boolean end(Exchange x, int status) {
        int epoch = x.progress().epoch;
        x.finalizeRequest(status);
        return x.progress().epoch != epoch;
    }

    /** Runs the handlers of the log phase. */
    public void log(Exchange x) {
        for (PhaseHandler handler : table.logHandlers) {
            try {
                handler.handle(x);
            } catch (RuntimeException | Error fault) {
                reportFault(x, fault);
            }
        }
    }

    /** Logs a fault of ours with its stack. */
    public static void reportFault(Exchange x, Throwable fault) {
        StringWriter stack = new StringWriter();
        fault.printStackTrace(new PrintWriter(stack));
        x.log(LogLevel.CRIT, "unexpected failure: " + stack.toString().stripTrailing());
    }
}
