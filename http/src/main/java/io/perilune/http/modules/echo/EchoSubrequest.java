// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.echo;

import io.netty.buffer.Unpooled;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.Request;
import io.perilune.http.exchange.Subrequest;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.io.LogLevel;
import io.perilune.http.modules.headersmore.RequestHeaders;
import io.perilune.http.variable.Interpolation;
import java.nio.charset.StandardCharsets;

/**
 * {@code echo_location} and {@code echo_subrequest}: another location's answer, head left out, in
 * this one's place. The commands behind it wait, unless it is asynchronous: then only what they
 * write waits. Immutable.
 *
 * @param args in place of those in the path; null: none given
 * @param body the subrequest's; null: none
 * @param async whether the commands behind it go on at once
 */
record EchoSubrequest(
        Interpolation method,
        Interpolation uri,
        Interpolation args,
        Interpolation body,
        boolean async)
        implements EchoCommand {

    private static final int INTERNAL_SERVER_ERROR = 500;

    @Override
    public Verdict run(EchoRun run) {
        Verdict verdict = run.sendHeader();
        if (verdict != null) {
            return verdict;
        }
        Exchange x = run.exchange();
        Subrequest subrequest = prepare(x, uri.evaluate(x));
        if (subrequest == null) {
            x.log(LogLevel.ERROR, "subrequests cycle while processing \"" + uri.evaluate(x) + '"');
            return Verdict.respond(INTERNAL_SERVER_ERROR);
        }
        EchoOrder.Place place = run.order().reserve();
        subrequest.start(
                done -> {
                    run.order().fill(place, Unpooled.copiedBuffer(done.answer()));
                    if (!async || run.waitsForEnd()) {
                        x.resume();
                    }
                });
        return async ? null : Verdict.SUSPENDED;
    }

    private Subrequest prepare(Exchange x, String target) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String own = question < 0 ? "" : target.substring(question + 1);
        Subrequest subrequest =
                Subrequest.of(x, path, args == null ? own : args.evaluate(x), false);
        if (subrequest != null) {
            Request request = subrequest.exchange().request();
            request.method(method.evaluate(x));
            if (body != null) {
                byte[] bytes = body.evaluate(x).getBytes(StandardCharsets.ISO_8859_1);
                subrequest.exchange().body().replace(bytes);
                RequestHeaders.set(request, "Content-Length", Integer.toString(bytes.length));
            }
        }
        return subrequest;
    }
}
