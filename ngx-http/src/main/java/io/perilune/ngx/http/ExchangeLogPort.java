// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.perilune.http.exchange.Exchange;
import io.perilune.http.io.LogLevel;
import io.perilune.ngx.port.LogPort;

/** The error log with a request's context. Confined to its worker. */
final class ExchangeLogPort implements LogPort {

    private static final LogLevel[] LEVELS = LogLevel.values();

    private final Exchange exchange;

    ExchangeLogPort(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public int level() {
        return WorkerLogPort.level(exchange.logContext().sink());
    }

    @Override
    public void log(int level, String text) {
        exchange.log(LEVELS[level], text);
    }
}
