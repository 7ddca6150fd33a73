// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.rewrite;

import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.io.LogLevel;

/** One run through a level's rewrite script. Single use, confined to its worker. */
public final class RewriteRun {

    private final Exchange exchange;
    private final boolean rewriteLog;
    private Verdict verdict = Verdict.NEXT;

    /**
     * Whether captures are escaped in what follows: on until the first internal rewrite, as in
     * nginx.
     */
    boolean escapes = true;

    RewriteRun(Exchange exchange, boolean rewriteLog) {
        this.exchange = exchange;
        this.rewriteLog = rewriteLog;
    }

    public Exchange exchange() {
        return exchange;
    }

    /** What the script answers to the phase: NEXT unless an operation ended it. */
    Verdict verdict() {
        return verdict;
    }

    /** Ends the script. For {@code return run.end(...)} in an operation. */
    public boolean end(Verdict answer) {
        verdict = answer;
        return false;
    }

    /** Ends the script and answers the request with a status. */
    public boolean fail(int status) {
        return end(Verdict.respond(status));
    }

    boolean logs() {
        return rewriteLog || exchange.logs(LogLevel.DEBUG);
    }

    void log(String message) {
        exchange.log(LogLevel.NOTICE, message);
    }
}
