// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

import io.netty.buffer.ByteBuf;

/**
 * Reads the head of an HTTP/1 request, byte for byte with nginx's grammar, tolerance and refusals.
 *
 * <p>It is pulled: {@link #next()} answers with the next {@link HeadEvent}, and with {@link
 * HeadEvent#INCOMPLETE} when it needs {@link #feed more bytes}. State survives between calls, so a
 * client that sends one byte at a time costs no more than one that sends all at once. Nothing is
 * allocated while parsing.
 *
 * <p>Confined to its worker. A connection borrows one while a head is being read.
 */
public final class HeadParser {

    private final HeadBytes head = new HeadBytes();
    private final RequestLineParser line = new RequestLineParser(head);
    private final HeaderLineParser header = new HeaderLineParser(head);
    private boolean lineDone;

    /**
     * Gets ready for the next request.
     *
     * @param first size of the first buffer, in bytes
     * @param largeNumber how many large buffers there may be
     * @param largeSize size of each of them, in bytes
     */
    public void reset(int first, int largeNumber, int largeSize) {
        head.reset(first, largeNumber, largeSize);
        line.reset();
        header.reset();
        lineDone = false;
    }

    /** Whether '_' is an ordinary character of a header's name ({@code underscores_in_headers}). */
    public void allowUnderscores(boolean allowed) {
        header.allowUnderscores(allowed);
    }

    /**
     * Takes some bytes from {@code in}; to be called first, and whenever {@link #next()} answers
     * INCOMPLETE.
     */
    public void feed(ByteBuf in) {
        head.feed(in);
    }

    /** Reads on to the next event. After an error the parser must be reset. */
    public HeadEvent next() {
        if (lineDone) {
            return header.next();
        }
        HeadEvent event = line.next();
        lineDone = event == HeadEvent.REQUEST_LINE;
        return event;
    }

    /**
     * After the last event of a head: puts the bytes behind it back into the buffer they came from.
     */
    public void giveBack(ByteBuf in) {
        head.giveBack(in);
    }

    /** Whether nothing of a request (but empty lines) has come. */
    public boolean atStart() {
        return !lineDone && line.atStart();
    }

    /** The head's text, from the request line's first byte to the last that was parsed. */
    public String text() {
        return head.text(line.start(), head.pos);
    }

    /** How many bytes the head has so far. */
    public int length() {
        return head.pos - line.start();
    }

    /** The request line: what it says. */
    RequestLineParser line() {
        return line;
    }

    /** The header line of the last event. */
    HeaderLineParser header() {
        return header;
    }
}
