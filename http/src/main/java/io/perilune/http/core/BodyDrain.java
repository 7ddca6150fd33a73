// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.netty.buffer.ByteBuf;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.Request;
import io.perilune.http.io.BodySink;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.Timer;
import io.perilune.http.message.HttpStatus;

/**
 * Drops a request's body so that the connection can serve the next request, for at most {@code
 * lingering_time}. Single use, confined to its worker.
 */
final class BodyDrain implements BodySink {

    private final Exchange x;
    private final ChunkedReader chunks;
    private long left;
    private boolean ended;
    private Runnable whenDone;
    private Timer timer;

    private BodyDrain(Exchange x) {
        this.x = x;
        this.chunks = x.request().chunked ? new ChunkedReader() : null;
        this.left = x.request().chunked ? 0 : Math.max(0, x.request().contentLength);
    }

    /**
     * Starts dropping; what is there already is dropped before this returns.
     *
     * @return null if nothing is left
     */
    static BodyDrain start(Exchange x) {
        Request request = x.request();
        if (!request.chunked && request.contentLength <= 0) {
            x.body().discarded(true);
            return null;
        }
        BodyReader.sendContinue(x);
        BodyDrain drain = new BodyDrain(x);
        x.body().discarded(false);
        x.io().readBody(drain);
        return drain.ended ? null : drain;
    }

    /** Runs an action when all is dropped, or when it has lasted too long. */
    void onDone(Runnable action) {
        if (ended) {
            action.run();
            return;
        }
        whenDone = action;
        timer = x.worker().schedule(CoreModule.location(x).lingeringTimeout, this::giveUp);
    }

    private void giveUp() {
        x.io().stopReading();
        end(false);
    }

    @Override
    public boolean onBytes(ByteBuf in) {
        return chunks == null ? skipPlain(in) : skipChunks(in);
    }

    private boolean skipPlain(ByteBuf in) {
        int bytes = (int) Math.min(left, in.readableBytes());
        in.skipBytes(bytes);
        x.body().countReceived(bytes);
        left -= bytes;
        if (left == 0) {
            end(true);
        }
        return left > 0;
    }

    private boolean skipChunks(ByteBuf in) {
        while (true) {
            int before = in.readerIndex();
            long next = chunks.next(in);
            if (next > 0) {
                in.skipBytes((int) next);
                chunks.taken(next);
            }
            x.body().countReceived(in.readerIndex() - before);
            if (next > 0) {
                continue;
            }
            if (next == ChunkedReader.MORE) {
                return true;
            }
            if (next == ChunkedReader.INVALID) {
                x.log(LogLevel.ERROR, "client sent invalid chunked body");
            }
            end(next == ChunkedReader.END);
            if (next == ChunkedReader.INVALID) {
                x.body().fail(HttpStatus.BAD_REQUEST);
            }
            return false;
        }
    }

    private void end(boolean complete) {
        ended = true;
        if (timer != null) {
            timer.cancel();
        }
        if (complete) {
            x.body().discarded(true);
        } else {
            x.progress().keepAlive = false;
        }
        Runnable action = whenDone;
        whenDone = null;
        if (action != null) {
            action.run();
        }
    }

    @Override
    public void onEnd(Throwable reason) {
        if (!ended) {
            end(false);
        }
    }

    /** The request is over: nobody waits any more. */
    void abandon() {
        whenDone = null;
        if (timer != null) {
            timer.cancel();
        }
    }
}
