// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.perilune.http.exchange.Exchange;
import io.perilune.http.filter.HeaderChain;
import io.perilune.http.filter.HeaderFilter;
import io.perilune.http.io.LogLevel;

/** Runs header_filter_by_lua. Thread-safe: it keeps nothing about a request. */
final class LuaHeaderFilter implements HeaderFilter {

    @Override
    public int onHeader(Exchange x, HeaderChain next) {
        if (x.logs(LogLevel.DEBUG)) {
            x.log(
                    LogLevel.DEBUG,
                    "lua header filter for user lua code, uri \"" + x.request().uri + '"');
        }
        HandlerCode code = x.conf(LuaLocationConfig.KEY).headerFilter;
        if (code == null) {
            return next.send(x);
        }
        int rc = ExchangeRequestPort.of(x).state().headerFilter(code.code(x));
        return rc == Exchange.OK ? next.send(x) : rc;
    }
}
