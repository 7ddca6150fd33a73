// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.PhaseHandler;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.io.LogLevel;

/**
 * Runs log_by_lua, before the access log is written. Thread-safe: it keeps nothing about a request.
 */
final class LuaLogHandler implements PhaseHandler {

    @Override
    public Verdict handle(Exchange x) {
        if (x.logs(LogLevel.DEBUG)) {
            x.log(LogLevel.DEBUG, "lua log handler, uri:\"" + x.request().uri + "\" c:1");
        }
        HandlerCode code = x.conf(LuaLocationConfig.KEY).log;
        if (code != null) {
            ExchangeRequestPort.of(x).state().log(code.code(x));
        }
        return Verdict.NEXT;
    }
}
