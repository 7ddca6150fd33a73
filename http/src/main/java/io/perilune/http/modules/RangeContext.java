// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import io.perilune.http.exchange.ContextKey;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The ranges that an answer was reduced to, between head and body. Confined to its worker. */
final class RangeContext {

    static final ContextKey<RangeContext> KEY = ContextKey.of("range");

    final List<ByteRange> ranges;

    /**
     * What stands before each part, but for its Content-Range; null when there is one range only.
     */
    private final String boundaryHeader;

    private final String boundary;
    private final long total;

    /** Whether who makes the body sends the parts itself, because it can jump in its source. */
    boolean madeAtSource;

    /** How far into the whole body the filter has come. */
    long offset;

    RangeContext(List<ByteRange> ranges, String boundary, String boundaryHeader, long total) {
        this.ranges = ranges;
        this.boundary = boundary;
        this.boundaryHeader = boundaryHeader;
        this.total = total;
    }

    boolean isMultipart() {
        return boundaryHeader != null;
    }

    /** What stands before a part of a multipart body. */
    byte[] partHeader(ByteRange range) {
        String text =
                boundaryHeader + range.start() + '-' + (range.end() - 1) + '/' + total + "\r\n\r\n";
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What ends a multipart body. */
    byte[] closing() {
        return ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    long multipartLength() {
        long length = closing().length;
        for (ByteRange range : ranges) {
            length += partHeader(range).length + range.length();
        }
        return length;
    }
}
