// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.exchange;

import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;

/**
 * Appends to each error-log line what the request was about, in nginx's order: what was being done,
 * client, server, request, host, referrer. Confined to its worker.
 */
public final class LogContext {

    static final String LOGGING = "logging request";

    private final Exchange exchange;

    /** What is being done, as in {@code " while " + action}; null: nothing to tell. */
    private String action;

    /** Whether the header lines count: nginx knows none while it reads the request line. */
    private boolean headersKnown = true;

    LogContext(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Where lines go: the log of the location that applies now. */
    public LogSink sink() {
        return exchange.pipeline().errorLog(exchange);
    }

    /** {@code "sending to client"}, or null. */
    public void action(String newAction) {
        action = newAction;
    }

    /** Whether host and referrer are shown. */
    public void headersKnown(boolean known) {
        headersKnown = known;
    }

    public boolean enabled(LogLevel level) {
        return sink().enabled(level);
    }

    public void log(LogLevel level, String message) {
        LogSink target = sink();
        if (target.enabled(level)) {
            target.log(level, exchange.io().connectionId(), message + context());
        }
    }

    /** The part behind the message. */
    public String context() {
        StringBuilder text = new StringBuilder(160);
        if (action != null) {
            text.append(" while ").append(action);
        }
        text.append(", client: ").append(exchange.client().remoteAddress());
        text.append(", server: ").append(exchange.pipeline().serverName(exchange));
        Request request = exchange.main().request();
        String line = request.head().requestLine;
        quoted(text, ", request: \"", line.isEmpty() ? null : line);
        if (exchange.isSubrequest()) {
            quoted(text, ", subrequest: \"", exchange.request().uri);
        }
        if (headersKnown) {
            quoted(text, ", host: \"", request.header("Host"));
            quoted(text, ", referrer: \"", request.header("Referer"));
        }
        return text.toString();
    }

    private static void quoted(StringBuilder text, String prefix, String value) {
        if (value != null) {
            text.append(prefix).append(value).append('"');
        }
    }
}
