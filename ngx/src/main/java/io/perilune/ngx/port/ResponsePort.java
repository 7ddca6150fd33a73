// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.port;

import java.util.function.IntConsumer;

/**
 * A request's response. Answers of the sending methods: 0, -1 for an error, or a status of 300 and
 * more.
 */
public interface ResponsePort extends HeaderList {
    int OK = 0;
    int ERROR = -1;

    /** What {@link #flush} answers when it has to wait. */
    int PENDING = -2;

    /** 0 when nobody has set one. */
    int status();

    /** With the standard reason. */
    void status(int status);

    /** With a reason of one's own, or null for the standard one. */
    void status(int status, String reason);

    boolean headersSent();

    /** A response without body: HEAD, 204, 304. */
    boolean headerOnly();

    // --- headers --------------------------------------------------------------------------------

    /**
     * Replaces all headers of the name, in any case; none removes. Knows what Content-Type,
     * Content-Length, Location, … mean.
     */
    void header(String name, String... values);

    /** Adds one more. */
    void addHeader(String name, String value);

    /**
     * The values of a header, in any case, or null; knows Content-Type, Content-Length and the
     * like.
     */
    String[] header(String name);

    /**
     * How many headers {@link #headerName} and {@link #headerValue} know, with those that nginx
     * will add as far as they are certain (Content-Type, Content-Length, Connection, …).
     */
    @Override
    int headerCount();

    /** Whether a Content-Length is set. */
    boolean hasContentLength();

    /** Sets the Content-Length, or removes it with -1. */
    void contentLength(long length);

    /** Removes Accept-Ranges. */
    void clearAcceptRanges();

    /** Sets the location's default type unless there is a Content-Type. */
    void useDefaultType();

    // --- sending --------------------------------------------------------------------------------

    /** Sends the headers, through the header filters. Not called twice. */
    int sendHeaders();

    /**
     * Sends bytes of the body, through the body filters. Nobody writes to the array any more: it
     * may be kept without a copy.
     */
    int write(byte[] bytes, int offset, int length);

    /** The same for a text and a line feed behind it. */
    default int writeLine(byte[] bytes, int length) {
        byte[] line = java.util.Arrays.copyOf(bytes, length + 1);
        line[length] = '\n';
        return write(line, 0, line.length);
    }

    /**
     * Pushes what was written to the client.
     *
     * @param whenDone when not null and not all could be sent: gets 0, or -1 (client gone) or 408
     *     (send_timeout), in a later turn; the answer is {@link #PENDING} then
     */
    int flush(IntConsumer whenDone);

    /** The end of the body. */
    int finish();
}
