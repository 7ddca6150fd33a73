// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds bytes in an array, eight at once. Stateless. */
final class ByteSearch {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;

    private ByteSearch() {}

    /** Where a byte is first found from an index on and before an end, or -1. */
    static int indexOf(byte[] text, int from, int end, int value) {
        long pattern = (value & 0xff) * ONES;
        int at = from;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long zeros = zeroBytes((long) LONGS.get(text, at) ^ pattern);
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
        int at = from;
        for (; at + distance + Long.BYTES <= end; at += Long.BYTES) {
            long differing =
                    (long) LONGS.get(text, at) ^ firsts
                            | (long) LONGS.get(text, at + distance) ^ lasts;
            long zeros = zeroBytes(differing);
            for (; zeros != 0; zeros &= zeros - 1) {
                int place = at + (Long.numberOfTrailingZeros(zeros) >>> 3);
                if (isAt(text, place, part, count)) {
                    return place;
                }
            }
        }
        for (; at + distance < end; at++) {
            if (text[at] == first && isAt(text, at, part, count)) {
                return at;
            }
        }
        return -1;
    }

    /**
     * The highest bit of each byte that is zero; behind the first one also of some that are one.
     */
    private static long zeroBytes(long x) {
        return x - ONES & ~x & HIGHS;
    }

    private static boolean isAt(byte[] text, int at, byte[] part, int count) {
        for (int i = 0; i < count; i++) {
            if (text[at + i] != part[i]) {
                return false;
            }
        }
        return true;
    }
}
