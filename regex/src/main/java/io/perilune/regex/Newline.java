// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

/** What ends a line. Immutable. */
enum Newline {
    LF,
    CR,
    CRLF,
    NUL,
    ANYCRLF,
    ANY;

    /** Whether it is always one and the same byte. */
    boolean isSingleByte() {
        return this == LF || this == CR || this == NUL;
    }

    int singleByte() {
        return this == LF ? '\n' : this == CR ? '\r' : 0;
    }

    /** Length of the newline at a position, or 0. */
    int at(byte[] s, int p, int end, boolean utf) {
        if (p >= end) {
            return 0;
        }
        int c = s[p] & 0xff;
        return switch (this) {
            case LF, CR, NUL -> c == singleByte() ? 1 : 0;
            case CRLF -> isCrLf(s, p, end) ? 2 : 0;
            case ANYCRLF -> c == '\n' ? 1 : c != '\r' ? 0 : isCrLf(s, p, end) ? 2 : 1;
            case ANY -> c == '\r' ? (isCrLf(s, p, end) ? 2 : 1) : lineBreak(s, p, end, utf);
        };
    }

    private static boolean isCrLf(byte[] s, int p, int end) {
        return s[p] == '\r' && p + 1 < end && s[p + 1] == '\n';
    }

    /** Length of the single character of {@code \v} at a position, or 0. */
    private static int lineBreak(byte[] s, int p, int end, boolean utf) {
        int c = s[p] & 0xff;
        if (c >= 10 && c <= 13) {
            return 1;
        }
        if (!utf) {
            return c == 0x85 ? 1 : 0;
        }
        if (c == 0xc2) {
            return p + 1 < end && (s[p + 1] & 0xff) == 0x85 ? 2 : 0;
        }
        return c == 0xe2 && p + 2 < end && (s[p + 1] & 0xff) == 0x80 && (s[p + 2] & 0xfe) == 0xa8
                ? 3
                : 0;
    }

    /** Whether a newline ends right before a position. */
    boolean before(byte[] s, int start, int p, boolean utf) {
        if (p <= start) {
            return false;
        }
        int c = s[p - 1] & 0xff;
        return switch (this) {
            case LF, CR, NUL -> c == singleByte();
            case CRLF -> c == '\n' && p - 2 >= start && s[p - 2] == '\r';
            case ANYCRLF -> c == '\n' || c == '\r';
            case ANY ->
                    c >= 10 && c <= 13
                            || !utf && c == 0x85
                            || utf
                                    && (c == 0x85 && p - 2 >= start && (s[p - 2] & 0xff) == 0xc2
                                            || (c & 0xfe) == 0xa8
                                                    && p - 3 >= start
                                                    && (s[p - 2] & 0xff) == 0x80
                                                    && (s[p - 3] & 0xff) == 0xe2);
        };
    }

    /** Length of what {@code \R} matches at a position, or 0. */
    static int bsr(byte[] s, int p, int end, boolean utf, boolean anyCrLf) {
        return (anyCrLf ? ANYCRLF : ANY).at(s, p, end, utf);
    }
}
