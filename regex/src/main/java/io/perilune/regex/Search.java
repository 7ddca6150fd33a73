// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Finds places where a match could begin, by the bytes its first offsets allow. Immutable.
 *
 * <p>Where two offsets allow few and rare enough bytes, eight places are tried at once in a long;
 * else one table per byte says for which offsets it will do, and a word shifts along the subject.
 */
abstract class Search {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final boolean[] WORD = new boolean[256];
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    /** Above this share of places that pass, trying eight at once does not pay. */
    private static final double RARE = 0.02;

    static {
        for (int b = 0; b < 128; b++) {
            WORD[b] = CharacterClasses.WORD.contains(b);
        }
    }

    /** The first place from at to last (inclusive) where a match could begin, or -1. */
    abstract int next(byte[] s, int at, int last);

    /** For tables of the bytes allowed at the first offsets; null if there are none. */
    static Search of(List<boolean[]> tables) {
        if (tables.isEmpty()) {
            return null;
        }
        int best = -1;
        int second = -1;
        for (int i = 0; i < tables.size(); i++) {
            if (Lane.of(tables.get(i), i) == null) {
                continue;
            }
            double share = share(tables.get(i));
            if (best < 0 || share < share(tables.get(best))) {
                second = best;
                best = i;
            } else if (second < 0 || share < share(tables.get(second))) {
                second = i;
            }
        }
        if (best >= 0) {
            int other = second < 0 ? best : second;
            double share = share(tables.get(best));
            if ((other == best ? share : share * share(tables.get(other))) < RARE) {
                return new Pair(
                        Lane.of(tables.get(best), best), Lane.of(tables.get(other), other), share);
            }
        }
        return tables.size() == 1 ? new Table(tables.getFirst()) : new Shift(tables);
    }

    /** How much of usual text the bytes of a table make up, roughly. */
    static double share(boolean[] table) {
        double sum = 0;
        for (int b = 0; b < 256; b++) {
            sum += table[b] ? share(b) : 0;
        }
        return sum;
    }

    static double share(int b) {
        if (b == ' ') {
            return 0.14;
        }
        int rank = "etaoinsrhldcumfpgwybvkxjqz".indexOf(b);
        if (rank >= 0) {
            return rank < 12 ? 0.03 + 0.004 * (12 - rank) : 0.012;
        }
        if (b >= '0' && b <= '9' || b == '\n' || "./-_\"=,:<>&;".indexOf(b) >= 0) {
            return 0.015;
        }
        return b > ' ' && b < 127 ? 0.004 : 0.001;
    }

    /** The first place of a byte from at on, before end, or -1. */
    static int indexOf(byte[] s, int b, int at, int end) {
        long wanted = (b & 0xff) * ONES;
        int i = at;
        for (; i <= end - 8; i += 8) {
            long found = zeros((long) LONGS.get(s, i) ^ wanted);
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        for (; i < end; i++) {
            if (s[i] == (byte) b) {
                return i;
            }
        }
        return -1;
    }

    // ---- For compiled patterns ----

    /** Where a run of any bytes but one ends. */
    static int end(byte[] s, int b, int at, int limit) {
        int found = indexOf(s, b, at, limit);
        return found < 0 ? limit : found;
    }

    /** How far a run from pos on may go. */
    static int limit(int end, int pos, int max) {
        return end - pos <= max ? end : pos + max;
    }

    /** The first beginning of a line at or after at. */
    static int lineStart(byte[] s, int at, int end, int from, int newline) {
        if (at <= from) {
            return at;
        }
        int before = indexOf(s, newline, at - 1, end);
        return before < 0 ? end : before + 1;
    }

    /** Unsigned: 1 if a is above b, else 0. */
    static int isAbove(int a, int b) {
        return Integer.compareUnsigned(a, b) > 0 ? 1 : 0;
    }

    static int startsWith(byte[] literal, byte[] s, int pos) {
        return Arrays.equals(literal, 0, literal.length, s, pos, pos + literal.length) ? 1 : 0;
    }

    static long eight(byte[] s, int at) {
        return (long) LONGS.get(s, at);
    }

    static int four(byte[] s, int at) {
        return (int) INTS.get(s, at);
    }

    /** Of ASCII words; the bytes of other characters are of no word. */
    static int isWordBoundary(byte[] s, int begin, int end, int pos) {
        boolean left = pos > begin && WORD[s[pos - 1] & 0xff];
        boolean right = pos < end && WORD[s[pos] & 0xff];
        return left != right ? 1 : 0;
    }

    /** The lowest bit set stands in the first byte that is zero. */
    private static long zeros(long x) {
        return x - ONES & ~x & HIGHS;
    }

    /** A byte, or two that differ in one bit, at an offset. */
    private record Lane(int offset, long mask, long wanted) {

        static Lane of(boolean[] table, int offset) {
            int low = -1;
            int high = -1;
            for (int b = 0; b < 256; b++) {
                if (table[b]) {
                    if (high != low) {
                        return null;
                    }
                    low = low < 0 ? b : low;
                    high = b;
                }
            }
            int mask = low ^ high;
            return low < 0 || Integer.bitCount(mask) > 1
                    ? null
                    : new Lane(offset, mask * ONES, high * ONES);
        }
    }

    /**
     * Two offsets with one byte each, or a letter's two cases. Where the first of them is rare
     * enough, the second is only looked at behind it.
     */
    private static final class Pair extends Search {

        /** Up to this share a block of 32 bytes seldom has the byte. */
        private static final double RARE_BYTE = 0.016;

        private final int offset;

        /** From the first offset to the second. */
        private final int distance;

        private final long mask1;
        private final long mask2;
        private final long wanted1;
        private final long wanted2;
        private final boolean isRare;

        Pair(Lane one, Lane two, double shareOfOne) {
            offset = one.offset;
            distance = two.offset - one.offset;
            mask1 = one.mask;
            wanted1 = one.wanted;
            mask2 = two.mask;
            wanted2 = two.wanted;
            isRare = shareOfOne < RARE_BYTE;
        }

        @Override
        int next(byte[] s, int at, int last) {
            int to = last + offset;
            int i = at + offset;
            if (isRare) {
                i = block(s, i, to);
            }
            for (; i <= to - 15; i += 16) {
                long a = zeros(one(s, i) | two(s, i));
                long b = zeros(one(s, i + 8) | two(s, i + 8));
                if ((a | b) != 0) {
                    return (a != 0 ? i + first(a) : i + 8 + first(b)) - offset;
                }
                if (isRare) {
                    i = block(s, i + 16, to) - 16;
                }
            }
            for (; i <= to; i++) {
                if (((s[i] | (byte) mask1) ^ (byte) wanted1) == 0
                        && ((s[i + distance] | (byte) mask2) ^ (byte) wanted2) == 0) {
                    return i - offset;
                }
            }
            return -1;
        }

        /** The first block of 32 bytes that has the first byte, or less than 32 from the end. */
        private int block(byte[] s, int from, int to) {
            int i = from;
            for (; i <= to - 31; i += 32) {
                long a = one(s, i);
                long b = one(s, i + 8);
                long c = one(s, i + 16);
                long d = one(s, i + 24);
                if (((a - ONES & ~a | b - ONES & ~b | c - ONES & ~c | d - ONES & ~d) & HIGHS)
                        != 0) {
                    return i;
                }
            }
            return i;
        }

        private static int first(long found) {
            return Long.numberOfTrailingZeros(found) >>> 3;
        }

        private long one(byte[] s, int i) {
            return ((long) LONGS.get(s, i) | mask1) ^ wanted1;
        }

        private long two(byte[] s, int i) {
            return ((long) LONGS.get(s, i + distance) | mask2) ^ wanted2;
        }
    }

    /** One table for the first byte. */
    private static final class Table extends Search {
        private final boolean[] first;

        Table(boolean[] first) {
            this.first = first;
        }

        @Override
        int next(byte[] s, int at, int last) {
            final boolean[] members = first;
            for (int i = at; i <= last; i++) {
                if (members[s[i] & 0xff]) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** Bit i of a byte's word is clear when the byte will do at offset i. */
    private static final class Shift extends Search {
        private final int[] words = new int[256];
        private final int length;
        private final int done;

        Shift(List<boolean[]> tables) {
            length = tables.size();
            done = 1 << length - 1;
            for (int b = 0; b < 256; b++) {
                for (int i = 0; i < length; i++) {
                    words[b] |= tables.get(i)[b] ? 0 : 1 << i;
                }
            }
        }

        @Override
        int next(byte[] s, int at, int last) {
            final int[] table = words;
            final int bit = done;
            final int to = last + length;
            int state = -1;
            for (int i = at; i < to; i++) {
                state = state << 1 | table[s[i] & 0xff];
                if ((state & bit) == 0) {
                    return i - length + 1;
                }
            }
            return -1;
        }
    }
}
