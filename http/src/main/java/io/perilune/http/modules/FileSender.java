// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.perilune.conf.value.FileName;
import io.perilune.http.core.CoreLocationConfig;
import io.perilune.http.core.CoreModule;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.io.LogLevel;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Sends a file, or the ranges of it that the answer was reduced to, piece by piece, no faster than
 * the client takes it. It closes the file when the request ends. Single use, confined to its
 * worker.
 */
final class FileSender {

    private static final int PIECE = 65536;

    /**
     * Then other requests have their turn, however fast the client reads: 2 MB, as nginx's
     * sendfile_max_chunk.
     */
    private static final int PIECES_IN_A_TURN = 32;

    private static final byte[] NO_BYTES = {};

    /** Bytes, then a part of the file. */
    private record Part(byte[] before, long start, long end) {}

    private final Exchange x;
    private final FileChannel file;
    private final String name;
    private final Deque<Part> parts = new ArrayDeque<>(2);
    private long at;
    private int turn = PIECES_IN_A_TURN;
    private boolean released;

    /** {@code tcp_nopush}, which nginx heeds for files that the system sends. */
    private final boolean fullPackets;

    private FileSender(Exchange x, FileChannel file, String name) {
        this.x = x;
        this.file = file;
        this.name = name;
        x.onCleanup(this::release);
        CoreLocationConfig location = CoreModule.location(x);
        fullPackets = location.tcpNopush && location.sendfile;
        if (fullPackets) {
            x.io().fullPackets(true);
        }
    }

    /** Takes over the file. Call it when the head has been sent. */
    static Verdict send(Exchange x, FileChannel file, String name, long size) {
        FileSender sender = new FileSender(x, file, name);
        sender.plan(size);
        return sender.pump();
    }

    private void plan(long size) {
        RangeContext context = x.context(RangeContext.KEY);
        if (context == null) {
            parts.add(new Part(NO_BYTES, 0, size));
        } else {
            context.madeAtSource = true;
            for (ByteRange range : context.ranges) {
                byte[] before = context.isMultipart() ? context.partHeader(range) : NO_BYTES;
                parts.add(new Part(before, range.start(), range.end()));
            }
            if (context.isMultipart()) {
                parts.add(new Part(context.closing(), 0, 0));
            }
        }
        at = parts.element().start;
    }

    /** Sends until all is sent or the client has enough for now. */
    private Verdict pump() {
        try {
            while (true) {
                int result = step();
                if (result != Exchange.OK) {
                    return Verdict.respond(result);
                }
                if (parts.isEmpty()) {
                    return Verdict.FINISHED;
                }
                if (mustWait()) {
                    x.io().onWritable(this::resumed);
                    return Verdict.SUSPENDED;
                }
                if (--turn == 0) {
                    turn = PIECES_IN_A_TURN;
                    x.worker().execute(this::resumed);
                    return Verdict.SUSPENDED;
                }
            }
        } catch (IOException e) {
            x.log(LogLevel.CRIT, "pread() \"" + name + "\" failed (" + FileName.error(e) + ')');
            return Verdict.BROKEN;
        }
    }

    private boolean mustWait() {
        if (x.io().isWritable()) {
            return false;
        }
        x.io().flush();
        return !x.io().isWritable();
    }

    private void resumed() {
        if (released) {
            return;
        }
        Verdict verdict = pump();
        if (verdict == Verdict.FINISHED) {
            x.finalizeRequest(Exchange.OK);
        } else if (verdict != Verdict.SUSPENDED) {
            x.finalizeRequest(verdict.status());
        }
    }

    /** Sends the next piece; forgets a part when it is complete. */
    private int step() throws IOException {
        Part part = parts.element();
        if (at == part.start && part.before.length > 0) {
            int result =
                    x.write(
                            Unpooled.wrappedBuffer(part.before),
                            isLastPiece(part, at) ? Exchange.LAST : 0);
            if (result != Exchange.OK || part.start == part.end) {
                nextPart();
                return result;
            }
        }
        int wanted = (int) Math.min(PIECE, part.end - at);
        ByteBuf piece = read(wanted);
        if (piece == null) {
            x.log(LogLevel.ALERT, "pread() read only 0 of " + wanted + " from \"" + name + '"');
            return Exchange.ERROR;
        }
        at += piece.readableBytes();
        boolean last = isLastPiece(part, at);
        if (at == part.end) {
            nextPart();
        }
        return x.write(piece, last ? Exchange.LAST : 0);
    }

    private boolean isLastPiece(Part part, long end) {
        return end == part.end && parts.size() == 1;
    }

    private void nextPart() {
        parts.remove();
        if (!parts.isEmpty()) {
            at = parts.element().start;
        }
    }

    /** Null when the file has become shorter. */
    private ByteBuf read(int wanted) throws IOException {
        if (wanted == 0) {
            return Unpooled.EMPTY_BUFFER;
        }
        ByteBuf piece = x.worker().allocator().directBuffer(wanted, wanted);
        try {
            int read = piece.writeBytes(file, at, wanted);
            if (read > 0) {
                return piece;
            }
        } catch (IOException e) {
            piece.release();
            throw e;
        }
        piece.release();
        return null;
    }

    private void release() {
        released = true;
        if (fullPackets) {
            x.io().fullPackets(false);
        }
        try {
            file.close();
        } catch (IOException e) {
            x.log(LogLevel.ALERT, "close() \"" + name + "\" failed (" + FileName.error(e) + ')');
        }
    }
}
