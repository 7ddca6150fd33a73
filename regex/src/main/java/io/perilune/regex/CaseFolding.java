// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which characters differ only in case. Without Unicode only ASCII letters do, as in C's locale;
 * with it the simple foldings count, including sets of three such as K, k and the Kelvin sign.
 * Immutable once built; thread-safe.
 */
final class CaseFolding {

    private CaseFolding() {}

    /** Built at first use, which plain byte patterns never come to. */
    private static final class Unicode {
        private static final int LAST_CASED = 0x1ffff;
        static final Map<Integer, int[]> EQUIVALENTS = build();

        private static Map<Integer, int[]> build() {
            Map<Integer, int[]> byKey = new HashMap<>();
            CharSet unassigned = UnicodeTable.named("cn");
            for (int c = 0; c <= LAST_CASED; c++) {
                int key = key(c);
                if (key != c && !unassigned.contains(c)) {
                    byKey.merge(key, new int[] {key, c}, Unicode::joined);
                }
            }
            Map<Integer, int[]> result = new HashMap<>();
            for (int[] set : byKey.values()) {
                Arrays.sort(set);
                for (int c : set) {
                    result.put(c, set);
                }
            }
            return result;
        }

        private static int[] joined(int[] known, int[] added) {
            int[] result = Arrays.copyOf(known, known.length + 1);
            result[known.length] = added[1];
            return result;
        }

        /** Dotted and dotless i fold with nothing: their foldings are Turkish. */
        private static int key(int c) {
            return c == 0x130 || c == 0x131 ? c : Character.toLowerCase(Character.toUpperCase(c));
        }
    }

    /**
     * All characters that differ from this one in case only, and itself; null if there are none.
     */
    static int[] equivalents(int c, boolean unicode) {
        if (unicode) {
            return Unicode.EQUIVALENTS.get(c);
        }
        return isAsciiLetter(c) ? new int[] {c & ~0x20, c | 0x20} : null;
    }

    private static boolean isAsciiLetter(int c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    /** The set of a character and everything that differs from it in case only. */
    static CharSet closure(int c, boolean unicode) {
        return closure(CharSet.range(c, c), unicode);
    }

    static CharSet closure(CharSet set, boolean unicode) {
        CharSet.Builder builder = new CharSet.Builder().addAll(set);
        int last = unicode ? Unicode.LAST_CASED : 'z';
        for (int i = 0; i < set.ranges.length; i += 2) {
            for (int c = set.ranges[i]; c <= Math.min(last, set.ranges[i + 1]); c++) {
                int[] others = equivalents(c, unicode);
                if (others != null) {
                    for (int other : others) {
                        builder.add(other, other);
                    }
                }
            }
        }
        return builder.build();
    }

    /** Whether two characters are the same but for case. */
    static boolean same(int a, int b, boolean unicode) {
        if (a == b) {
            return true;
        }
        int[] others = equivalents(a, unicode);
        return others != null && Arrays.binarySearch(others, b) >= 0;
    }
}
