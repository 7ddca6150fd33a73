// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.perilune.http.message.Headers;
import io.perilune.http.message.RequestHead;
import java.util.function.Consumer;

/**
 * A request that another one makes of the same server: it has an {@link Exchange} of its own, which
 * runs through the phases from SERVER_REWRITE on without those of access, and its answer is kept in
 * memory.
 *
 * <p>Make it by {@link #of}, set up {@link #exchange} (method, headers, variables, body), then
 * {@link #start} it. It ends with its parent at the latest. Single use, confined to its worker.
 */
public final class Subrequest {

    /** How deep subrequests may be nested. */
    public static final int MAX_DEPTH = 51;

    private final Exchange parent;
    private final Exchange exchange;
    private final int depth;
    private final boolean statusOnly;
    private Consumer<Subrequest> whenDone;
    private ByteBuf answer;

    /**
     * Whether the buffer is a copy that more can be written to; a single piece is kept as it came.
     */
    private boolean answerOwned;

    private boolean complete;
    private boolean answeredByStatus;
    private boolean over;

    private Subrequest(Exchange parent, Request request, boolean statusOnly) {
        this.parent = parent;
        this.depth = depthOf(parent) + 1;
        this.statusOnly = statusOnly;
        this.exchange = new Exchange(parent, this, request);
    }

    /**
     * A GET request with the parent's header lines, but for Content-Length, and no body.
     *
     * @param statusOnly whether an answer by status alone (404, 302, …) is left without a page
     * @return null when requests are nested too deep: log it
     */
    public static Subrequest of(Exchange parent, String uri, String args, boolean statusOnly) {
        if (depthOf(parent) == MAX_DEPTH) {
            return null;
        }
        Request outer = parent.request();
        Request request = new Request(head(parent));
        request.pathOfTarget(outer.originalTarget());
        request.changeUri(uri);
        request.args = args;
        request.hasArgs = !args.isEmpty();
        request.argsAssigned = request.hasArgs;
        request.uriChanged = true;
        request.host = outer.host;
        return new Subrequest(parent, request, statusOnly);
    }

    private static int depthOf(Exchange x) {
        return x.isSubrequest() ? x.subrequest().depth : 0;
    }

    private static RequestHead head(Exchange parent) {
        RequestHead outer = parent.request().head();
        RequestHead head = new RequestHead();
        head.method = "GET";
        head.target = outer.target;
        head.version = outer.version;
        head.requestLine = outer.requestLine;
        head.raw = outer.raw;
        head.startMillis = parent.worker().nowMillis();
        Headers lines = parent.request().headers();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.name(i).equalsIgnoreCase("Content-Length")) {
                head.headers.add(lines.name(i), lines.value(i));
            }
        }
        return head;
    }

    public Exchange parent() {
        return parent;
    }

    public Exchange exchange() {
        return exchange;
    }

    // ---- before the start

    /** Makes the parent's body this request's too, as far as it has been read. */
    public void inheritBody() {
        RequestBody outer = parent.body();
        if (outer.bytes() != null) {
            exchange.body().replace(outer.bytes().retainedDuplicate());
        } else if (outer.file() != null) {
            exchange.body().replace(outer.file(), outer.length(), false);
        }
    }

    /**
     * Lets it run, later than the caller's current step.
     *
     * @param done is told when it is over, in a step of its own; never after {@link #kill}
     */
    public void start(Consumer<Subrequest> done) {
        whenDone = done;
        parent.addChild(this);
        parent.worker()
                .execute(
                        () -> {
                            if (!over) {
                                parent.pipeline().startSubrequest(exchange);
                            }
                        });
    }

    /** Ends it without telling anybody. */
    public void kill() {
        parent.removeChild(this);
        parentEnded();
    }

    // ---- the answer

    /** Whether its answers are those of {@code of}'s {@code statusOnly}. */
    public boolean isStatusOnly() {
        return statusOnly;
    }

    /** Whether it was answered by a status, without a page. */
    public boolean isAnsweredByStatus() {
        return answeredByStatus;
    }

    /** The body; the caller looks only. */
    public ByteBuf answer() {
        return answer == null ? Unpooled.EMPTY_BUFFER : answer;
    }

    /** Whether the body's end has come. */
    public boolean isComplete() {
        return complete;
    }

    // ---- for the lifecycle

    /** Takes over bytes of the answer. */
    public void append(ByteBuf bytes) {
        if (!bytes.isReadable() || over) {
            bytes.release();
            return;
        }
        if (answer == null) {
            answer = bytes;
            return;
        }
        if (!answerOwned) {
            int size = answer.readableBytes() + bytes.readableBytes();
            ByteBuf larger = exchange.worker().allocator().heapBuffer(Math.max(1024, size * 2));
            larger.writeBytes(answer);
            answer.release();
            answer = larger;
            answerOwned = true;
        }
        answer.writeBytes(bytes);
        bytes.release();
    }

    /** The body's end. */
    public void complete() {
        complete = true;
    }

    public void answeredByStatus() {
        answeredByStatus = true;
    }

    /** It is over: tells, in a later step, who has started it. */
    public void finished() {
        if (over) {
            return;
        }
        over = true;
        parent.worker()
                .execute(
                        () -> {
                            if (parent.removeChild(this)) {
                                whenDone.accept(this);
                                dropAnswer();
                            }
                        });
    }

    /** For the parent at its end. */
    void parentEnded() {
        boolean answered = over;
        over = true;
        if (!answered) {
            exchange.abandon();
        }
        dropAnswer();
    }

    private void dropAnswer() {
        if (answer != null) {
            answer.release();
            answer = null;
        }
    }
}
