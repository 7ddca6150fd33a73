// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

/** What {@link HeadParser#next()} found. */
public enum HeadEvent {
    /** All bytes are read, the line is not complete. */
    INCOMPLETE,
    /** The request line is complete; if it is HTTP/0.9, no header follows. */
    REQUEST_LINE,
    /** A header line is complete. */
    HEADER,
    /**
     * A header line is complete; its name has characters that {@code ignore_invalid_headers}
     * ignores.
     */
    INVALID_HEADER,
    /** The empty line after the headers. */
    END,
    /** The method is not of upper-case letters, '_' and '-'. */
    BAD_METHOD,
    /** The request line is wrong. */
    BAD_REQUEST_LINE,
    /** An HTTP version above 1. */
    BAD_VERSION,
    /** HTTP/0.9 with another method than GET. */
    BAD_09_METHOD,
    /** The header line is wrong at {@link HeaderLineParser#badByte()}. */
    BAD_HEADER,
    /** The request line fits in no buffer. */
    LINE_TOO_LONG,
    /** A header line fits in no buffer, or all buffers are full. */
    HEADERS_TOO_LARGE
}
