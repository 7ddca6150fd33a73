// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.PhaseHandler;
import io.perilune.http.exchange.Progress;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.filter.BodyFilter;
import io.perilune.http.filter.HeaderFilter;
import io.perilune.http.io.LogLevel;
import io.perilune.http.message.HttpStatus;
import io.perilune.http.phase.Phase;
import io.perilune.http.phase.PhaseEngine;
import io.perilune.http.phase.PhaseTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The phases and filters that are the core's own. Stateless. */
public final class CoreHandlers {

    private CoreHandlers() {}

    /** Adds the core's phases to those of the modules. */
    public static void addTo(Map<Phase, List<PhaseHandler>> handlers, Supplier<PhaseTable> table) {
        handlers.put(Phase.FIND_CONFIG, List.of(new FindLocation()));
        handlers.put(Phase.POST_REWRITE, List.of(FindLocation.afterRewrite(table)));
        if (handlers.containsKey(Phase.ACCESS)) {
            handlers.put(Phase.POST_ACCESS, List.of(CoreHandlers::afterAccess));
        }
        handlers.computeIfAbsent(Phase.CONTENT, p -> new ArrayList<>()).add(CoreHandlers::nobody);
    }

    /** Adds the filters that write, behind those of the modules. */
    public static void addFilters(List<HeaderFilter> headers, List<BodyFilter> bodies) {
        headers.add(new HeadWriter());
        bodies.add(new BodyWriter());
    }

    /** Under {@code satisfy any}: nobody allowed the request, and somebody refused it. */
    private static Verdict afterAccess(Exchange x) {
        Progress progress = x.progress();
        int refusal = progress.accessCode;
        if (refusal == 0) {
            return Verdict.NEXT;
        }
        progress.accessCode = 0;
        if (refusal == HttpStatus.FORBIDDEN) {
            x.log(LogLevel.ERROR, "access forbidden by rule");
        }
        return PhaseEngine.refusal(x, refusal);
    }

    /** The end of the content phase: nobody had an answer. */
    private static Verdict nobody(Exchange x) {
        if (x.request().uri.endsWith("/")) {
            x.log(LogLevel.ERROR, "directory index of \"" + FilePath.of(x) + "\" is forbidden");
            return Verdict.respond(HttpStatus.FORBIDDEN);
        }
        x.log(LogLevel.ERROR, "no handler found");
        return Verdict.respond(HttpStatus.NOT_FOUND);
    }
}
