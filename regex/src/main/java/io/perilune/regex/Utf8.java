// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

/**
 * UTF-8 in byte arrays: decoding of text known to be valid, and the check that says whether it is,
 * with PCRE2's error numbers. Stateless.
 */
final class Utf8 {

    /** Length of a character by its first byte. */
    static int length(int first) {
        return first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    }

    private Utf8() {}

    /** The code point at a position; a text cut short reads as if zeros followed. */
    static int decode(byte[] s, int p, int end) {
        int c = s[p] & 0xff;
        if (c < 0xc0) {
            return c;
        }
        int more = c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
        c &= 0x3f >> more;
        for (int i = 1; i <= more; i++) {
            c = c << 6 | (p + i < end ? s[p + i] & 0x3f : 0);
        }
        return c;
    }

    static byte[] encode(int c) {
        if (c < 0x80) {
            return new byte[] {(byte) c};
        }
        if (c < 0x800) {
            return new byte[] {(byte) (0xc0 | c >> 6), trail(c)};
        }
        if (c < 0x10000) {
            return new byte[] {(byte) (0xe0 | c >> 12), trail(c >> 6), trail(c)};
        }
        return new byte[] {(byte) (0xf0 | c >> 18), trail(c >> 12), trail(c >> 6), trail(c)};
    }

    private static byte trail(int c) {
        return (byte) (0x80 | c & 0x3f);
    }

    /**
     * Checks a text.
     *
     * @return -1 if it is valid, else the offset of the wrong character from {@code from} in the
     *     upper half and PCRE2's error number (3 to 23, meaning -3 to -23) in the lower
     */
    static long check(byte[] s, int from, int end) {
        int p = from;
        while (p < end) {
            if (s[p] >= 0) {
                p++;
                continue;
            }
            int error = checkOne(s, p, end);
            if (error < 0) {
                return (long) (p - from) << 32 | -error;
            }
            p += error;
        }
        return -1;
    }

    /** Length of a valid character, or a negative error number. */
    private static int checkOne(byte[] s, int p, int end) {
        int c = s[p] & 0xff;
        if (c < 0xc0) {
            return -22;
        }
        if (c >= 0xfe) {
            return -23;
        }
        int more = c < 0xe0 ? 1 : c < 0xf0 ? 2 : c < 0xf8 ? 3 : c < 0xfc ? 4 : 5;
        int missing = more - (end - p - 1);
        if (missing > 0) {
            return -2 - missing;
        }
        int d = s[p + 1] & 0xff;
        if ((d & 0xc0) != 0x80) {
            return -8;
        }
        int overlong = overlong(c, d, more);
        if (more == 1) {
            return overlong < 0 ? overlong : 2;
        }
        for (int i = 2; i <= more; i++) {
            if ((s[p + i] & 0xc0) != 0x80) {
                return -7 - i;
            }
        }
        int late = overlong < 0 ? overlong : earlyError(c, d, more, overlong);
        if (late < 0) {
            return late;
        }
        return more == 4 ? -13 : more == 5 ? -14 : more + 1;
    }

    private static int overlong(int c, int d, int more) {
        return switch (more) {
            case 1 -> (c & 0x3e) == 0 ? -17 : 0;
            case 2 -> c == 0xe0 && (d & 0x20) == 0 ? -18 : 0;
            case 3 -> c == 0xf0 && (d & 0x30) == 0 ? -19 : 0;
            case 4 -> c == 0xf8 && (d & 0x38) == 0 ? -20 : 0;
            default -> c == 0xfc && (d & 0x3c) == 0 ? -21 : 0;
        };
    }

    private static int earlyError(int c, int d, int more, int overlong) {
        if (overlong < 0) {
            return overlong;
        }
        if (more == 2) {
            return c == 0xed && d >= 0xa0 ? -16 : 0;
        }
        return more == 3 && (c > 0xf4 || c == 0xf4 && d > 0x8f) ? -15 : 0;
    }

    private static final String[] MESSAGES = {
        "1 byte missing at end",
        "2 bytes missing at end",
        "3 bytes missing at end",
        "4 bytes missing at end",
        "5 bytes missing at end",
        "byte 2 top bits not 0x80",
        "byte 3 top bits not 0x80",
        "byte 4 top bits not 0x80",
        "byte 5 top bits not 0x80",
        "byte 6 top bits not 0x80",
        "5-byte character is not allowed (RFC 3629)",
        "6-byte character is not allowed (RFC 3629)",
        "code points greater than 0x10ffff are not defined",
        "code points 0xd800-0xdfff are not defined",
        "overlong 2-byte sequence",
        "overlong 3-byte sequence",
        "overlong 4-byte sequence",
        "overlong 5-byte sequence",
        "overlong 6-byte sequence",
        "isolated byte with 0x80 bit set",
        "illegal byte (0xfe or 0xff)"
    };

    /** PCRE2's words for an error number of {@link #check}. */
    static String message(int error) {
        return "UTF-8 error: " + MESSAGES[error - 3];
    }
}
