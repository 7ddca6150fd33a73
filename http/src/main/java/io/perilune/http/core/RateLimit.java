// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.perilune.conf.value.Size;
import io.perilune.http.exchange.ContextKey;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.variable.Interpolation;

/**
 * {@code limit_rate}, {@code limit_rate_after} and {@code $limit_rate}: how fast an answer may go
 * out. The connection does the waiting. Stateless.
 */
final class RateLimit {

    /** What was assigned to {@code $limit_rate}. */
    private static final ContextKey<Long> ASSIGNED = ContextKey.lasting("limit_rate");

    private RateLimit() {}

    /** Tells the connection, before the answer's first byte. */
    static void begin(Exchange x) {
        CoreLocationConfig location = CoreModule.location(x);
        if (location.limitRate != null || x.context(ASSIGNED) != null) {
            pace(x, location);
        }
    }

    private static void pace(Exchange x, CoreLocationConfig location) {
        long rate = current(x);
        x.io().pace(rate, size(x, location.limitRateAfter), x.request().head().startMillis);
    }

    /** Bytes a second; 0: no limit. */
    static long current(Exchange x) {
        Long assigned = x.main().context(ASSIGNED);
        return assigned != null ? assigned : size(x, CoreModule.location(x).limitRate);
    }

    /** Assigns to {@code $limit_rate}; what is no size is ignored. */
    static void assign(Exchange x, String value) {
        long rate = value == null ? Size.INVALID : Size.parse(value);
        if (rate == Size.INVALID) {
            return;
        }
        Exchange main = x.main();
        main.setContext(ASSIGNED, rate);
        if (main.headerSent()) {
            pace(main, CoreModule.location(main));
        }
    }

    /** What is no size counts as 0. */
    private static long size(Exchange x, Interpolation text) {
        return text == null ? 0 : Math.max(0, Size.parse(text.evaluate(x)));
    }
}
