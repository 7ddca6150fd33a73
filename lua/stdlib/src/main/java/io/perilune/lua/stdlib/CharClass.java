// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

/**
 * The character classes of the C locale, as sets of 256 bits. Immutable; the arrays are never
 * written to.
 *
 * <p>Bytes from 128 on belong to no class.
 */
final class CharClass {
    static final long[] ALPHA = union(range('A', 'Z'), range('a', 'z'));
    static final long[] CNTRL = union(range(0, 31), range(127, 127));
    static final long[] DIGIT = range('0', '9');
    static final long[] GRAPH = range(33, 126);
    static final long[] LOWER = range('a', 'z');
    static final long[] SPACE = union(range(9, 13), range(' ', ' '));
    static final long[] UPPER = range('A', 'Z');
    static final long[] ALNUM = union(ALPHA, DIGIT);
    static final long[] PUNCT = minus(GRAPH, ALNUM);
    static final long[] XDIGIT = union(DIGIT, union(range('A', 'F'), range('a', 'f')));
    static final long[] ZERO = range(0, 0);

    private CharClass() {}

    static boolean contains(long[] set, int c) {
        return (set[c >>> 6] >>> c & 1) != 0;
    }

    static void add(long[] set, int c) {
        set[c >>> 6] |= 1L << c;
    }

    static void addAll(long[] set, long[] other) {
        for (int i = 0; i < 4; i++) {
            set[i] |= other[i];
        }
    }

    static boolean areDisjoint(long[] a, long[] b) {
        return (a[0] & b[0] | a[1] & b[1] | a[2] & b[2] | a[3] & b[3]) == 0;
    }

    static long[] complement(long[] set) {
        return new long[] {~set[0], ~set[1], ~set[2], ~set[3]};
    }

    /**
     * The set of a letter after `%`; a letter that names no class, and any other byte, stands for
     * itself.
     */
    static long[] named(int letter) {
        long[] set =
                switch (letter | 0x20) {
                    case 'a' -> ALPHA;
                    case 'c' -> CNTRL;
                    case 'd' -> DIGIT;
                    case 'g' -> GRAPH;
                    case 'l' -> LOWER;
                    case 'p' -> PUNCT;
                    case 's' -> SPACE;
                    case 'u' -> UPPER;
                    case 'w' -> ALNUM;
                    case 'x' -> XDIGIT;
                    case 'z' -> ZERO;
                    default -> null;
                };
        if (set == null || (letter & 0xc0) != 0x40) {
            return range(letter, letter);
        }
        return (letter & 0x20) != 0 ? set : complement(set);
    }

    static long[] range(int from, int to) {
        long[] set = new long[4];
        for (int c = from; c <= to; c++) {
            add(set, c);
        }
        return set;
    }

    private static long[] union(long[] a, long[] b) {
        return new long[] {a[0] | b[0], a[1] | b[1], a[2] | b[2], a[3] | b[3]};
    }

    private static long[] minus(long[] a, long[] b) {
        return new long[] {a[0] & ~b[0], a[1] & ~b[1], a[2] & ~b[2], a[3] & ~b[3]};
    }
}
