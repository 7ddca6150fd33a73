// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.netty.buffer.ByteBuf;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.Progress;
import io.perilune.http.exchange.Subrequest;
import io.perilune.http.filter.BodyChain;
import io.perilune.http.filter.BodyFilter;
import io.perilune.http.message.Headers;

/**
 * The last body filter for HTTP/1: frames chunks and hands bytes to the connection in as few writes
 * as possible. What is small is copied behind the waiting head; what is large goes out as it is.
 * Output waits for {@code postpone_output} bytes, a flush, or the end. Stateless.
 */
final class BodyWriter implements BodyFilter {

    /** Above this, handing a buffer on is cheaper than copying it. */
    private static final int COPY_LIMIT = 8192;

    private static final byte[] LAST_CHUNK = ByteText.bytes("0\r\n\r\n");
    private static final int CRLF = '\r' << 8 | '\n';

    @Override
    public int onBody(Exchange x, ByteBuf data, int flags, BodyChain next) {
        Progress progress = x.progress();
        if (progress.broken || !x.io().isOpen()) {
            data.release();
            return Exchange.ERROR;
        }
        if (x.isSubrequest()) {
            return keep(x.subrequest(), progress, data, flags);
        }
        boolean last = (flags & Exchange.LAST) != 0;
        int length = data.readableBytes();
        if (progress.headerOnly || length == 0) {
            data.release();
        } else if (progress.chunkedResponse) {
            chunk(x, progress, data, length);
        } else {
            append(x, progress, data, length);
        }
        if (last) {
            progress.lastSent = true;
            if (progress.chunkedResponse && !progress.headerOnly) {
                end(x, progress);
            }
        }
        if (flags != 0
                || length > COPY_LIMIT
                || pending(progress) >= CoreModule.location(x).postponeOutput) {
            send(x, progress);
        }
        return Exchange.OK;
    }

    /** A subrequest's answer stays in memory. */
    private static int keep(Subrequest subrequest, Progress progress, ByteBuf data, int flags) {
        if (progress.headerOnly) {
            data.release();
        } else {
            progress.bytesSent += data.readableBytes();
            subrequest.append(data);
        }
        if ((flags & Exchange.LAST) != 0) {
            progress.lastSent = true;
            subrequest.complete();
        }
        return Exchange.OK;
    }

    private static int pending(Progress progress) {
        return progress.pendingOutput == null ? 0 : progress.pendingOutput.readableBytes();
    }

    private static void chunk(Exchange x, Progress progress, ByteBuf data, int length) {
        ByteBuf out = room(x, progress, length <= COPY_LIMIT ? length + 16 : 16);
        writeHex(out, length);
        out.writeShort(CRLF);
        append(x, progress, data, length);
        room(x, progress, 16).writeShort(CRLF);
    }

    private static void append(Exchange x, Progress progress, ByteBuf data, int length) {
        if (length <= COPY_LIMIT) {
            room(x, progress, length).writeBytes(data);
            data.release();
            return;
        }
        handOver(x, progress);
        progress.bytesSent += length;
        x.io().write(data);
    }

    private static ByteBuf room(Exchange x, Progress progress, int bytes) {
        ByteBuf out = progress.pendingOutput;
        if (out == null) {
            out = x.worker().allocator().directBuffer(Math.max(256, bytes + 32));
            progress.pendingOutput = out;
        }
        return out;
    }

    private static void end(Exchange x, Progress progress) {
        ByteBuf out = room(x, progress, 16);
        Headers trailers = x.response().trailers;
        if (trailers == null) {
            out.writeBytes(LAST_CHUNK);
            return;
        }
        ByteText text = new ByteText();
        text.put('0').crlf();
        for (int i = 0; i < trailers.size(); i++) {
            text.put(trailers.name(i)).put(": ").put(trailers.value(i)).crlf();
        }
        text.crlf().writeTo(out);
    }

    private static void writeHex(ByteBuf out, int number) {
        int shift = (31 - Integer.numberOfLeadingZeros(number)) & ~3;
        for (; shift >= 0; shift -= 4) {
            out.writeByte("0123456789abcdef".charAt(number >> shift & 15));
        }
    }

    /** Sends all that waits. */
    static void send(Exchange x, Progress progress) {
        handOver(x, progress);
        x.io().flush();
    }

    private static void handOver(Exchange x, Progress progress) {
        ByteBuf out = progress.pendingOutput;
        if (out != null) {
            progress.pendingOutput = null;
            progress.bytesSent += out.readableBytes();
            x.io().write(out);
        }
    }
}
