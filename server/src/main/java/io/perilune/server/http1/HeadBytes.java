// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * The bytes of one request head in one array, with the place up to which they are parsed, and what
 * they may weigh.
 *
 * <p>The limits are nginx's: one buffer of {@code client_header_buffer_size}, then so many of
 * {@code large_client_header_buffers}; a line must fit in one of them. The buffers are only
 * counted, not made.
 *
 * <p>Confined to its worker.
 */
final class HeadBytes {

    private static final int FIRST_CAPACITY = 1024;
    private static final int KEPT_CAPACITY = 4 * FIRST_CAPACITY;
    private static final int FEED = 2048;

    /** Classes of bytes, one bit each. */
    private static final byte[] CLASS = new byte[256];

    static final int METHOD_CHAR = 1;
    static final int TARGET_CHAR = 2;
    static final int NAME_CHAR = 4;
    static final int VALUE_CHAR = 8;
    static final int HOST_CHAR = 16;
    static final int LITERAL_CHAR = 32;

    static {
        for (int c = 0; c < 256; c++) {
            boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c < 128;
            boolean digit = c >= '0' && c <= '9';
            int bits = (c >= 'A' && c <= 'Z') || c == '_' || c == '-' ? METHOD_CHAR : 0;
            bits |= c > 0x20 && c != 0x7f ? TARGET_CHAR : 0;
            bits |= letter || digit || c == '-' ? NAME_CHAR : 0;
            bits |= c != ' ' && c != '\r' && c != '\n' && c != 0 ? VALUE_CHAR : 0;
            bits |= letter || digit || c == '.' || c == '-' ? HOST_CHAR : 0;
            bits |=
                    letter || digit || (c < 128 && ":-._~!$&'()*+,;=".indexOf(c) >= 0)
                            ? LITERAL_CHAR
                            : 0;
            CLASS[c] = (byte) bits;
        }
    }

    byte[] bytes = new byte[FIRST_CAPACITY];

    /** End of what has been read. */
    int limit;

    /** Start of what has not been parsed. */
    int pos;

    private int room;
    private int largeLeft;
    private int largeSize;

    void reset(int first, int largeNumber, int largeSize) {
        limit = 0;
        pos = 0;
        room = first;
        largeLeft = largeNumber;
        this.largeSize = largeSize;
        if (bytes.length > KEPT_CAPACITY) {
            bytes = new byte[FIRST_CAPACITY];
        }
    }

    /** Takes some bytes from {@code in}. */
    void feed(ByteBuf in) {
        int n = Math.min(in.readableBytes(), FEED);
        if (limit + n > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, limit + n));
        }
        in.readBytes(bytes, limit, n);
        limit += n;
    }

    /** Puts the bytes that are not parsed back into the buffer of the last feed. */
    void giveBack(ByteBuf in) {
        in.readerIndex(in.readerIndex() - (limit - pos));
        limit = pos;
    }

    boolean hasMore() {
        return pos < limit;
    }

    byte current() {
        return bytes[pos];
    }

    /** The first place from {@link #pos} on with a byte not of this kind, or the limit. */
    int endOf(int kind) {
        byte[] b = bytes;
        int end = limit;
        int p = pos;
        while (p < end && (CLASS[b[p] & 0xff] & kind) != 0) {
            p++;
        }
        return p;
    }

    /** Whether a line of so many bytes has a place. */
    boolean fits(int line) {
        return line <= room || (largeLeft > 0 && line <= largeSize);
    }

    /** Gives a line of so many bytes its place; false if there is none. */
    boolean take(int line) {
        if (!fits(line)) {
            return false;
        }
        if (line > room) {
            largeLeft--;
            room = largeSize;
        }
        room -= line;
        return true;
    }

    /** A part as a string, one character a byte. */
    String text(int from, int to) {
        return new String(bytes, from, to - from, ISO_8859_1);
    }

    /** Whether a part is {@code lowerCase}, but for the case of letters. */
    boolean matches(int from, int to, String lowerCase) {
        int n = lowerCase.length();
        if (to - from != n) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            byte b = bytes[from + i];
            if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean is(int kind, byte b) {
        return (CLASS[b & 0xff] & kind) != 0;
    }

    static boolean isLetter(byte b) {
        return (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
