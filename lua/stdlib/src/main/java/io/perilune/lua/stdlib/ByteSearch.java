// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.Words;

/** Finds bytes in an array, eight at once. Stateless. */
final class ByteSearch {
    static final long ONES = 0x0101_0101_0101_0101L;
    static final long HIGHS = 0x8080_8080_8080_8080L;

    /** Equal bytes in vain, beyond so many for each place, after which the search is linear. */
    private static final int PATIENCE = 1000;

    private static final int PATIENCE_PER_PLACE = 4;

    private ByteSearch() {}

    /** Where a byte is first found from an index on and before an end, or -1. */
    static int indexOf(byte[] text, int from, int end, int value) {
        long pattern = (value & 0xff) * ONES;
        int at = from;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long zeros = zeroBytes(Words.longAt(text, at) ^ pattern);
            if (zeros != 0) {
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        byte wanted = (byte) value;
        for (; at < end; at++) {
            if (text[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    /**
     * Where a text of bytes is first found from an index on, or -1. Its first and its last byte are
     * looked for together.
     *
     * @param part not empty
     */
    static int indexOf(byte[] text, int from, int end, byte[] part, int count) {
        if (count == 1) {
            return indexOf(text, from, end, part[0]);
        }
        byte first = part[0];
        byte last = part[count - 1];
        long firsts = (first & 0xff) * ONES;
        long lasts = (last & 0xff) * ONES;
        int distance = count - 1;
        long vain = -PATIENCE;
        int at = from;
        for (; at + distance + Long.BYTES <= end; at += Long.BYTES) {
            long differing =
                    Words.longAt(text, at) ^ firsts | Words.longAt(text, at + distance) ^ lasts;
            long zeros = zeroBytes(differing);
            for (; zeros != 0; zeros &= zeros - 1) {
                int place = at + (Long.numberOfTrailingZeros(zeros) >>> 3);
                int equal = equalBytes(text, place, part, count);
                if (equal == count) {
                    return place;
                }
                vain += equal;
                if (vain > PATIENCE_PER_PLACE * (long) (place - from)) {
                    return linearIndexOf(text, place + 1, end, part, count);
                }
            }
        }
        for (; at + distance < end; at++) {
            if (text[at] == first && equalBytes(text, at, part, count) == count) {
                return at;
            }
        }
        return -1;
    }

    /** Knuth, Morris and Pratt's way: no text makes it look at a byte often. */
    private static int linearIndexOf(byte[] text, int from, int end, byte[] part, int count) {
        int[] borders = borders(part, count);
        int matched = 0;
        for (int at = from; at < end; at++) {
            matched = extended(borders, part, matched, text[at]);
            if (matched == count) {
                return at - count + 1;
            }
        }
        return -1;
    }

    /** How long the longest proper prefix is that also ends here, for each end of a prefix. */
    private static int[] borders(byte[] part, int count) {
        int[] borders = new int[count];
        for (int i = 1; i < count; i++) {
            borders[i] = extended(borders, part, borders[i - 1], part[i]);
        }
        return borders;
    }

    /** How much of the part is matched when this byte follows what has been. */
    private static int extended(int[] borders, byte[] part, int matched, byte next) {
        int length = matched;
        while (length > 0 && part[length] != next) {
            length = borders[length - 1];
        }
        return part[length] == next ? length + 1 : length;
    }

    /**
     * The highest bit of each byte that is zero; behind the first one also of some that are one.
     */
    private static long zeroBytes(long x) {
        return x - ONES & ~x & HIGHS;
    }

    private static int equalBytes(byte[] text, int at, byte[] part, int count) {
        int i = 0;
        while (i < count && text[at + i] == part[i]) {
            i++;
        }
        return i;
    }
}
