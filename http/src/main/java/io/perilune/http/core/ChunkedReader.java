// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.netty.buffer.ByteBuf;

/**
 * Takes the framing off a chunked body, as strictly as nginx: chunk sizes in hexadecimal,
 * extensions skipped, trailers skipped, bare LF taken for a line end. It is pulled: {@link #next}
 * answers how many body bytes stand at the reader index. Single use, confined to its worker.
 */
final class ChunkedReader {

    /** Answers of {@link #next} besides a number of bytes. */
    static final long MORE = -1;

    static final long END = -2;
    static final long INVALID = -3;

    private enum State {
        START,
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        AFTER_DATA,
        AFTER_DATA_LF,
        TRAILER,
        TRAILER_LF,
        TRAILER_LINE,
        LAST_LF,
        DONE
    }

    private State state = State.START;
    private long size;

    /**
     * Reads framing up to the next body bytes.
     *
     * @return how many body bytes follow, at most those readable, more than 0; or {@link #MORE},
     *     {@link #END}, {@link #INVALID}
     */
    long next(ByteBuf in) {
        while (state != State.DATA && in.isReadable()) {
            if (!step(in.readByte())) {
                return INVALID;
            }
            if (state == State.DONE) {
                return END;
            }
        }
        return in.isReadable() ? Math.min(size, in.readableBytes()) : MORE;
    }

    /** Bytes of the current chunk that were not taken yet. */
    long left() {
        return size;
    }

    /** So many body bytes were taken from the buffer. */
    void taken(long bytes) {
        size -= bytes;
        if (size == 0) {
            state = State.AFTER_DATA;
        }
    }

    /** Acts on one byte of framing; false: it is wrong. */
    private boolean step(byte b) {
        return switch (state) {
            case START -> digit(b);
            case SIZE -> sizeByte(b);
            case EXTENSION -> to(b == '\r' ? State.SIZE_LF : b == '\n' ? afterSize() : state);
            case SIZE_LF -> b == '\n' && to(afterSize());
            case AFTER_DATA -> b == '\r' && to(State.AFTER_DATA_LF) || b == '\n' && to(State.START);
            case AFTER_DATA_LF -> b == '\n' && to(State.START);
            case TRAILER ->
                    to(b == '\r' ? State.LAST_LF : b == '\n' ? State.DONE : State.TRAILER_LINE);
            case TRAILER_LINE ->
                    to(b == '\r' ? State.TRAILER_LF : b == '\n' ? State.TRAILER : state);
            case TRAILER_LF -> b == '\n' && to(State.TRAILER);
            case LAST_LF -> b == '\n' && to(State.DONE);
            case DATA, DONE -> throw new IllegalStateException(state.name());
        };
    }

    private boolean sizeByte(byte b) {
        return switch (b) {
            case '\r' -> to(State.SIZE_LF);
            case '\n' -> to(afterSize());
            case ';', ' ', '\t' -> to(State.EXTENSION);
            default -> digit(b);
        };
    }

    private boolean digit(byte b) {
        int digit = Character.digit(b, 16);
        if (digit < 0 || size > Long.MAX_VALUE >> 5) {
            return false;
        }
        size = (state == State.START ? 0 : size << 4) | digit;
        return to(State.SIZE);
    }

    private State afterSize() {
        return size == 0 ? State.TRAILER : State.DATA;
    }

    private boolean to(State next) {
        state = next;
        return true;
    }
}
