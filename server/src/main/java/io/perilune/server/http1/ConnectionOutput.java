// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.ReferenceCountUtil;
import io.perilune.http.io.WorkerScope;
import java.util.ArrayDeque;

/**
 * What a connection sends. The last buffer is held back until a flush, so that small ones that
 * follow are copied into its free room: a head and a short body leave as one buffer in one system
 * call.
 *
 * <p>Once the channel is closed everything is dropped and every waiting action runs. Confined to
 * its worker.
 */
final class ConnectionOutput {

    /** What is worth copying to save a buffer of its own. */
    private static final int COPY_LIMIT = 1024;

    private final ChannelHandlerContext ctx;
    private ByteBuf staged;
    private boolean open = true;
    private ArrayDeque<Runnable> writableActions;
    private long progressMark;

    /** What {@code limit_rate} holds back; null: nothing. */
    private Pace pace;

    /** What waits for the end of paced output; null: nothing. */
    private ArrayDeque<Runnable> pacedActions;

    ConnectionOutput(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    void write(ByteBuf bytes) {
        if (!open || !bytes.isReadable()) {
            bytes.release();
        } else if (pace != null) {
            pace.add(bytes);
        } else {
            stage(bytes);
        }
    }

    /** Queues bytes whose turn has come. */
    void stage(ByteBuf bytes) {
        int length = bytes.readableBytes();
        ByteBuf last = staged;
        if (last == null) {
            staged = bytes;
        } else if (length <= COPY_LIMIT
                && length <= last.writableBytes()
                && last.refCnt() == 1
                && !last.isReadOnly()) {
            last.writeBytes(bytes);
            bytes.release();
        } else {
            ctx.write(last, ctx.voidPromise());
            staged = bytes;
        }
    }

    /** Hands everything to the channel. */
    void flush() {
        if (pace != null) {
            pace.send();
        }
        ByteBuf last = staged;
        if (last != null) {
            staged = null;
            ctx.write(last, ctx.voidPromise());
        }
        if (open) {
            ctx.flush();
        }
    }

    /** Bytes that the system has not taken yet. */
    long pending() {
        long queued =
                (staged == null ? 0 : staged.readableBytes()) + (pace == null ? 0 : pace.waiting());
        ChannelOutboundBuffer buffer = open ? ctx.channel().unsafe().outboundBuffer() : null;
        if (buffer == null) {
            return queued;
        }
        return queued
                + Math.max(0, buffer.totalPendingWriteBytes() - buffer.currentProgress())
                        * (buffer.isEmpty() ? 0 : 1);
    }

    boolean isWritable() {
        return !open || ctx.channel().isWritable() && (pace == null || !pace.hasEnough());
    }

    /** Runs the action when {@link #isWritable} holds; at once if it does. */
    void onWritable(Runnable action) {
        if (isWritable()) {
            ctx.executor().execute(action);
            return;
        }
        if (writableActions == null) {
            writableActions = new ArrayDeque<>(2);
        }
        writableActions.add(action);
    }

    /** Runs the action when all that has been written is sent, or never will be. */
    void onDrained(Runnable action) {
        if (!open || pending() == 0) {
            ctx.executor().execute(action);
            return;
        }
        flush();
        if (pace != null && pace.waiting() > 0) {
            if (pacedActions == null) {
                pacedActions = new ArrayDeque<>(2);
            }
            pacedActions.add(action);
            return;
        }
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> action.run());
    }

    /**
     * What is written from now on waits for its turn; with 0 everything goes out again as it comes.
     */
    void pace(WorkerScope worker, long bytesPerSecond, long free, long sinceMillis) {
        if (pace == null && bytesPerSecond == 0) {
            return;
        }
        if (pace == null) {
            pace = new Pace(this, worker);
        }
        pace.limit(bytesPerSecond, free, sinceMillis);
        if (bytesPerSecond == 0 && pace.waiting() == 0) {
            pace.end();
            pace = null;
        }
    }

    /** Paced output went on: who waits may go on too. */
    void paceWentOn() {
        writabilityChanged();
        if (pace == null || pace.waiting() == 0) {
            runPaced();
        }
    }

    private void runPaced() {
        ArrayDeque<Runnable> actions = pacedActions;
        pacedActions = null;
        if (actions != null) {
            actions.forEach(this::onDrained);
        }
    }

    void writabilityChanged() {
        if (!isWritable()) {
            return;
        }
        ArrayDeque<Runnable> actions = writableActions;
        writableActions = null;
        if (actions != null) {
            actions.forEach(Runnable::run);
        }
    }

    /** Whether bytes have been sent since the last call. */
    boolean hasProgressed() {
        ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
        long mark =
                buffer == null
                        ? 0
                        : buffer.totalPendingWriteBytes() * 31 - buffer.currentProgress();
        boolean progressed = mark != progressMark || pace != null && pace.pauses();
        progressMark = mark;
        return progressed;
    }

    /** The channel is closed: nothing can be sent any more. */
    void close() {
        open = false;
        ReferenceCountUtil.release(staged);
        staged = null;
        if (pace != null) {
            pace.end();
            pace = null;
        }
        writabilityChanged();
        runPaced();
    }
}
