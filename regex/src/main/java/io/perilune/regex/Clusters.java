// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

/**
 * Where a grapheme cluster ends: Unicode's rules, but for what PCRE2 10.42 makes of pictographs
 * (they also join each other without a joiner between, and nothing prepended) and of flags (nothing
 * extends one). Stateless.
 */
final class Clusters {

    private static final int CR = 0;
    private static final int LF = 1;
    private static final int CONTROL = 2;
    private static final int EXTEND = 3;
    private static final int PREPEND = 4;
    private static final int SPACING_MARK = 5;
    private static final int L = 6;
    private static final int V = 7;
    private static final int T = 8;
    private static final int LV = 9;
    private static final int LVT = 10;
    private static final int FLAG = 11;
    private static final int PICTOGRAPH = 12;
    private static final int OTHER = 13;

    private static final int EXTENDING = 1 << EXTEND | 1 << SPACING_MARK;

    /** What may follow each kind in one cluster, as bits. */
    private static final int[] JOINED = new int[OTHER + 1];

    static {
        for (int kind = EXTEND; kind < JOINED.length; kind++) {
            JOINED[kind] = EXTENDING;
        }
        JOINED[CR] = 1 << LF;
        JOINED[PREPEND] |=
                1 << PREPEND
                        | 1 << L
                        | 1 << V
                        | 1 << T
                        | 1 << LV
                        | 1 << LVT
                        | 1 << FLAG
                        | 1 << OTHER;
        JOINED[L] |= 1 << L | 1 << V | 1 << LV | 1 << LVT;
        JOINED[V] |= 1 << V | 1 << T;
        JOINED[LV] = JOINED[V];
        JOINED[T] |= 1 << T;
        JOINED[LVT] = JOINED[T];
        JOINED[FLAG] = 1 << FLAG;
        JOINED[PICTOGRAPH] |= 1 << PICTOGRAPH;
    }

    private static final CharSet CONTROLS = UnicodeTable.named("cluster:control");
    private static final CharSet EXTENDERS = UnicodeTable.named("cluster:extend");
    private static final CharSet PREPENDED = UnicodeTable.named("cluster:prepend");
    private static final CharSet SPACING_MARKS = UnicodeTable.named("cluster:spacingmark");
    private static final CharSet FLAGS = UnicodeTable.named("regionalindicator");
    private static final CharSet PICTOGRAPHS = UnicodeTable.named("extendedpictographic");
    private static final CharSet LEADING = CharSet.ofRanges(0x1100, 0x115f, 0xa960, 0xa97c);
    private static final CharSet VOWELS = CharSet.ofRanges(0x1160, 0x11a7, 0xd7b0, 0xd7c6);
    private static final CharSet TRAILING = CharSet.ofRanges(0x11a8, 0x11ff, 0xd7cb, 0xd7fb);
    private static final int FIRST_SYLLABLE = 0xac00;
    private static final int LAST_SYLLABLE = 0xd7a3;
    private static final int SYLLABLES_A_VOWEL = 28;

    private Clusters() {}

    /** The end of the cluster that begins at a position. */
    static int after(byte[] s, int begin, int pos, int end, boolean utf) {
        int at = next(s, pos, end, utf);
        int left = kind(character(s, pos, end, utf));
        while (at < end) {
            int right = kind(character(s, at, end, utf));
            if ((JOINED[left] & 1 << right) == 0
                    || left == FLAG && flagsBefore(s, begin, at, utf) % 2 == 0) {
                return at;
            }
            if (right != EXTEND || left != PICTOGRAPH) {
                left = right;
            }
            at = next(s, at, end, utf);
        }
        return at;
    }

    private static int flagsBefore(byte[] s, int begin, int pos, boolean utf) {
        int count = 0;
        int at = pos;
        while (at > begin) {
            at = MatchState.previous(s, begin, at, utf ? 1 : 0);
            if (!FLAGS.contains(character(s, at, pos, utf))) {
                break;
            }
            count++;
        }
        return count;
    }

    private static int character(byte[] s, int pos, int end, boolean utf) {
        return utf ? Utf8.decode(s, pos, end) : s[pos] & 0xff;
    }

    private static int next(byte[] s, int pos, int end, boolean utf) {
        return utf ? Math.min(end, pos + Utf8.length(s[pos] & 0xff)) : pos + 1;
    }

    private static int kind(int c) {
        if (c == '\r' || c == '\n') {
            return c == '\r' ? CR : LF;
        }
        if (c >= FIRST_SYLLABLE && c <= LAST_SYLLABLE) {
            return (c - FIRST_SYLLABLE) % SYLLABLES_A_VOWEL == 0 ? LV : LVT;
        }
        if (CONTROLS.contains(c)) {
            return CONTROL;
        }
        if (EXTENDERS.contains(c)) {
            return EXTEND;
        }
        return PICTOGRAPHS.contains(c) ? PICTOGRAPH : rare(c);
    }

    private static int rare(int c) {
        if (SPACING_MARKS.contains(c)) {
            return SPACING_MARK;
        }
        if (FLAGS.contains(c)) {
            return FLAG;
        }
        if (PREPENDED.contains(c)) {
            return PREPEND;
        }
        if (LEADING.contains(c)) {
            return L;
        }
        if (VOWELS.contains(c)) {
            return V;
        }
        return TRAILING.contains(c) ? T : OTHER;
    }
}
