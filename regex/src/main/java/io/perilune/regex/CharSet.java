// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.Arrays;

/**
 * A set of characters (bytes, or code points in UTF mode): sorted inclusive ranges that neither
 * touch nor overlap, and a bitmap of the first 256. Immutable.
 */
final class CharSet {

    static final int MAX = 0x10ffff;
    static final CharSet EMPTY = new CharSet(new int[0]);
    static final CharSet ALL = range(0, MAX);

    final int[] ranges;

    /** Bit c is set when character c is a member, c below 256. */
    final long[] low = new long[4];

    private CharSet(int[] ranges) {
        this.ranges = ranges;
        for (int i = 0; i < ranges.length && ranges[i] < 256; i += 2) {
            for (int c = ranges[i]; c <= Math.min(255, ranges[i + 1]); c++) {
                low[c >> 6] |= 1L << c;
            }
        }
    }

    static CharSet range(int from, int to) {
        return new CharSet(new int[] {from, to});
    }

    /** Of sorted ranges that neither touch nor overlap. */
    static CharSet ofRanges(int... ranges) {
        return new CharSet(ranges);
    }

    static CharSet of(String characters) {
        Builder builder = new Builder();
        characters.codePoints().forEach(c -> builder.add(c, c));
        return builder.build();
    }

    boolean contains(int c) {
        if (c < 256) {
            return (low[c >> 6] >>> c & 1) != 0;
        }
        int index = Arrays.binarySearch(ranges, c);
        return index >= 0 || (-index - 1 & 1) != 0;
    }

    boolean isEmpty() {
        return ranges.length == 0;
    }

    CharSet complement() {
        int[] result = new int[ranges.length + 2];
        int n = 0;
        int next = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            if (ranges[i] > next) {
                result[n++] = next;
                result[n++] = ranges[i] - 1;
            }
            next = ranges[i + 1] + 1;
        }
        if (next <= MAX) {
            result[n++] = next;
            result[n++] = MAX;
        }
        return new CharSet(Arrays.copyOf(result, n));
    }

    CharSet union(CharSet other) {
        return new Builder().addAll(this).addAll(other).build();
    }

    CharSet intersect(CharSet other) {
        return complement().union(other.complement()).complement();
    }

    /** Only the characters that a byte can be. */
    CharSet bytes() {
        return ranges.length == 0 || ranges[ranges.length - 1] < 256
                ? this
                : intersect(range(0, 255));
    }

    boolean intersects(CharSet other) {
        int i = 0;
        int j = 0;
        while (i < ranges.length && j < other.ranges.length) {
            if (ranges[i + 1] < other.ranges[j]) {
                i += 2;
            } else if (other.ranges[j + 1] < ranges[i]) {
                j += 2;
            } else {
                return true;
            }
        }
        return false;
    }

    int size() {
        int size = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            size += ranges[i + 1] - ranges[i] + 1;
        }
        return size;
    }

    /** Collects ranges in any order. Confined to one compilation. */
    static final class Builder {
        private long[] pairs = new long[8];
        private int count;

        Builder add(int from, int to) {
            if (count == pairs.length) {
                pairs = Arrays.copyOf(pairs, 2 * count);
            }
            pairs[count++] = (long) from << 32 | to;
            return this;
        }

        Builder addAll(CharSet set) {
            for (int i = 0; i < set.ranges.length; i += 2) {
                add(set.ranges[i], set.ranges[i + 1]);
            }
            return this;
        }

        CharSet build() {
            Arrays.sort(pairs, 0, count);
            int[] result = new int[2 * count];
            int n = 0;
            for (int i = 0; i < count; i++) {
                int from = (int) (pairs[i] >>> 32);
                int to = (int) pairs[i];
                if (n > 0 && from <= result[n - 1] + 1) {
                    result[n - 1] = Math.max(result[n - 1], to);
                } else {
                    result[n++] = from;
                    result[n++] = to;
                }
            }
            return new CharSet(Arrays.copyOf(result, n));
        }
    }
}
