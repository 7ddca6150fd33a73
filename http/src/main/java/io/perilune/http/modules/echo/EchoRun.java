// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.echo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.perilune.http.exchange.ContextKey;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.message.HttpStatus;
import io.perilune.http.modules.ContentType;
import java.util.List;

/** One request's way through its location's commands. Single use, confined to its worker. */
final class EchoRun {

    static final ContextKey<EchoRun> KEY = ContextKey.of("echo");

    private final Exchange exchange;
    private List<EchoCommand> commands = List.of();
    private int next;
    private List<String> items;
    private int item;
    private int loopStart;
    private long timerStart;
    private EchoOrder order;
    private boolean atEnd;

    private EchoRun(Exchange exchange) {
        this.exchange = exchange;
        this.timerStart = exchange.request().head().startMillis;
    }

    /** The request's run; made at first use. */
    static EchoRun of(Exchange x) {
        EchoRun run = x.context(KEY);
        if (run == null) {
            run = new EchoRun(x);
            x.setContext(KEY, run);
        }
        return run;
    }

    Exchange exchange() {
        return exchange;
    }

    /** Goes on where the last command waited; at the end completes the response. */
    Verdict run(List<EchoCommand> all) {
        commands = all;
        while (next < commands.size()) {
            Verdict verdict = commands.get(next++).run(this);
            if (verdict != null) {
                return verdict;
            }
        }
        Verdict verdict = sendHeader();
        if (verdict != null) {
            return verdict;
        }
        if (order != null && order.isWaiting()) {
            atEnd = true;
            return Verdict.SUSPENDED;
        }
        if (order != null && order.result() != Exchange.OK) {
            return Verdict.respond(order.result());
        }
        int rc =
                exchange.headerOnly()
                        ? Exchange.OK
                        : exchange.write(Unpooled.EMPTY_BUFFER, Exchange.LAST);
        return rc == Exchange.OK ? Verdict.FINISHED : Verdict.respond(rc);
    }

    /** Sends bytes of the body, which it takes over, the head before the first ones. */
    Verdict write(ByteBuf bytes, int flags) {
        Verdict verdict = sendHeader();
        if (verdict != null || exchange.headerOnly()) {
            bytes.release();
            return verdict;
        }
        if (order != null && order.isWaiting()) {
            order.add(bytes);
            return null;
        }
        int rc = exchange.write(bytes, flags);
        return rc == Exchange.OK ? null : Verdict.respond(rc);
    }

    /** Sends the head unless that has been done; null when all is well. */
    Verdict sendHeader() {
        if (exchange.headerSent()) {
            return null;
        }
        if (exchange.response().status == 0) {
            exchange.response().status = HttpStatus.OK;
        }
        ContentType.set(exchange);
        exchange.response().clearContentLength();
        int rc = exchange.sendHeader();
        return rc == Exchange.OK ? null : Verdict.respond(rc);
    }

    /** The order of what is written and what subrequests answer; made at first use. */
    EchoOrder order() {
        if (order == null) {
            order = new EchoOrder(exchange);
        }
        return order;
    }

    /** Whether all commands have run, and nothing is missing any more but the end. */
    boolean waitsForEnd() {
        return atEnd && !order.isWaiting();
    }

    // --- loops ----------------------------------------------------------------------------------

    /** Begins a loop at the command after this one; with no items goes on behind its end. */
    void beginLoop(List<String> parts, int loopEnd) {
        items = parts;
        item = 0;
        loopStart = next;
        if (parts.isEmpty()) {
            next = loopEnd + 1;
            items = null;
        }
    }

    void endOfLoop() {
        if (items != null && ++item < items.size()) {
            next = loopStart;
        } else {
            items = null;
        }
    }

    /** The loop's current item, or null outside of loops. */
    String item() {
        return items == null ? null : items.get(item);
    }

    // --- timer ----------------------------------------------------------------------------------

    void resetTimer() {
        timerStart = exchange.worker().updateTime();
    }

    /** Milliseconds since the request began, or since the timer was reset. */
    long elapsedMillis() {
        return Math.max(0, exchange.worker().updateTime() - timerStart);
    }
}
