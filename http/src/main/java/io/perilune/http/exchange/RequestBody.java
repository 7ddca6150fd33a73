// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A request's body: unread, being read, in memory, in a file, or dropped. It owns its buffer and
 * deletes its temporary file when the request ends. Confined to its worker.
 */
public final class RequestBody {

    /** What has become of the body. */
    public enum State {
        UNREAD,
        READING,
        READ,
        DISCARDING,
        DISCARDED,
        FAILED
    }

    private final Exchange exchange;
    State state = State.UNREAD;
    private ByteBuf memory;
    private Path file;
    private boolean deleteFile;
    private long length;
    private BodyDone whenDone;
    private long received;

    RequestBody(Exchange exchange) {
        this.exchange = exchange;
    }

    public State state() {
        return state;
    }

    /** Whether the whole body has been read and is at hand. */
    public boolean isRead() {
        return state == State.READ;
    }

    /** Whether nobody has begun to read or drop the body. */
    public boolean isUnread() {
        return state == State.UNREAD;
    }

    /**
     * Reads the whole body; {@code done} runs when it is there, at once if possible. A body that is
     * already read, or dropped, is reported at once.
     */
    public void read(BodyDone done) {
        if (state == State.READING) {
            throw new IllegalStateException("the request body is being read already");
        }
        if (state != State.UNREAD) {
            done.bodyDone(state == State.FAILED ? 500 : 0);
            return;
        }
        state = State.READING;
        whenDone = done;
        exchange.pipeline().readBody(exchange);
    }

    /**
     * Drops what is left of the body while the request goes on.
     *
     * @return 0, or a status (400) to end the request with: the body's framing is wrong
     */
    public int discard() {
        return state == State.UNREAD ? exchange.pipeline().discardBody(exchange) : 0;
    }

    /** The body's bytes when they are in memory, to be looked at only; null in any other case. */
    public ByteBuf bytes() {
        return memory;
    }

    /** The body as text, one char per byte, when it is in memory; null in any other case. */
    public String text() {
        return memory == null ? null : memory.toString(StandardCharsets.ISO_8859_1);
    }

    /** The file that holds the body, or null. */
    public Path file() {
        return file;
    }

    /** Length in bytes of what is at hand. */
    public long length() {
        return length;
    }

    /**
     * Bytes that the client sent for the body, framing included: part of {@code $request_length}.
     */
    public long received() {
        return received;
    }

    /** Puts other bytes in the body's place; takes over the buffer. */
    public void replace(ByteBuf bytes) {
        release();
        memory = bytes;
        length = bytes.readableBytes();
        state = State.READ;
        exchange.request().contentLength = length;
        exchange.request().chunked = false;
    }

    public void replace(byte[] bytes) {
        replace(Unpooled.wrappedBuffer(bytes));
    }

    /** Puts a file in the body's place. */
    public void replace(Path newFile, long fileLength, boolean delete) {
        release();
        file = newFile;
        deleteFile = delete;
        length = fileLength;
        state = State.READ;
        exchange.request().contentLength = length;
        exchange.request().chunked = false;
    }

    /** For the reader: counts what came from the client. */
    public void countReceived(long bytes) {
        received += bytes;
    }

    /** For the reader: the body is complete, in memory, in a file, or empty (both null). */
    public void complete(ByteBuf bytes, Path bodyFile, boolean delete, long bodyLength) {
        memory = bytes;
        file = bodyFile;
        deleteFile = delete;
        length = bodyLength;
        end(State.READ, 0);
    }

    /** For the reader: the body cannot be had. */
    public void fail(int status) {
        end(State.FAILED, status);
    }

    /** For the reader: the body is being dropped, or is. */
    public void discarded(boolean complete) {
        state = complete ? State.DISCARDED : State.DISCARDING;
    }

    private void end(State newState, int status) {
        state = newState;
        BodyDone done = whenDone;
        whenDone = null;
        if (done != null) {
            done.bodyDone(status);
        }
    }

    /** Nobody waits for the body any more. */
    void forgetReader() {
        whenDone = null;
    }

    /** Gives back buffer and file. */
    void release() {
        if (memory != null) {
            memory.release();
            memory = null;
        }
        if (file != null && deleteFile) {
            file.toFile().delete();
        }
        file = null;
        length = 0;
    }
}
