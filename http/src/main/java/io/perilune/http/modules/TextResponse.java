// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import io.netty.buffer.Unpooled;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.message.ResponseHead;
import java.nio.charset.StandardCharsets;

/** Answers a request with a short text: what "return" and "echo"-like directives do. Stateless. */
public final class TextResponse {

    private TextResponse() {}

    /**
     * Sends the text as the whole answer; for a redirecting status it is the target instead.
     *
     * @return what a handler answers to its phase
     */
    public static Verdict send(Exchange x, int status, String text) {
        int refused = x.body().discard();
        if (refused != 0) {
            return Verdict.respond(refused);
        }
        ResponseHead head = x.response();
        head.status = status;
        if (status >= 301 && status <= 303 || status == 307 || status == 308) {
            head.location = text;
            return Verdict.respond(status);
        }
        head.contentLength = text.length();
        ContentType.set(x);
        int result = x.sendHeader();
        if (result == Exchange.OK && !x.headerOnly()) {
            result =
                    x.write(
                            Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1)),
                            Exchange.LAST);
        }
        return result == Exchange.OK ? Verdict.FINISHED : Verdict.respond(result);
    }
}
