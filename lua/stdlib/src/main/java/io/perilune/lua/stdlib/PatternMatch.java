// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.stdlib.StringPattern.Kind;
import java.util.Arrays;

/**
 * One search of a {@link StringPattern} in a subject: position, captures. Confined to its thread,
 * single use.
 *
 * <p>Backtracking, with recursion only where there is something to come back to (`?`, `*`, `-`,
 * captures): its depth is bounded by the length of the pattern and by {@link #MAX_DEPTH}, never by
 * the subject.
 */
final class PatternMatch {
    /** LuaJIT's limit; behind it is "pattern too complex". */
    static final int MAX_DEPTH = 200;

    private static final int UNFINISHED = -1;
    private static final int POSITION = -2;

    final StringPattern pattern;
    final LuaString subject;
    private final byte[] text;
    private final int length;
    private final Kind[] kinds;
    private final int[] starts;
    private final int[] lengths;
    private int depth;

    /** Where the last match began and ended. */
    int begin;

    int end;

    PatternMatch(StringPattern pattern, LuaString subject) {
        this.pattern = pattern;
        this.subject = subject;
        text = subject.bytes();
        length = subject.length();
        kinds = pattern.kinds;
        starts = new int[pattern.captures];
        lengths = new int[pattern.captures];
    }

    /**
     * Raised by the matcher for what is wrong with the pattern; the library puts the position in
     * front.
     */
    static final class PatternError extends RuntimeException {
        PatternError(String message) {
            super(message, null, false, false);
        }
    }

    /** Finds the first match from an offset on. */
    boolean search(int from) {
        if (pattern.anchored) {
            return matchAt(from);
        }
        int first = pattern.firstByte;
        for (int at = from; at <= length; at++) {
            if (first >= 0) {
                at = indexOf(first, at);
                if (at < 0) {
                    return false;
                }
            }
            if (matchAt(at)) {
                return true;
            }
        }
        return false;
    }

    private int indexOf(int value, int from) {
        byte wanted = (byte) value;
        for (int i = from; i < length; i++) {
            if (text[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** Tries exactly here. */
    boolean matchAt(int at) {
        depth = 0;
        Arrays.fill(lengths, UNFINISHED);
        int result = match(at, 0);
        begin = at;
        end = result;
        return result >= 0;
    }

    // Long because it is the matcher's loop: one case an item, nothing else
    private int match(int from, int first) {
        if (++depth > MAX_DEPTH) {
            throw new PatternError("pattern too complex");
        }
        int s = from;
        for (int i = first; ; i++) {
            switch (kinds[i]) {
                case CHAR, SET -> {
                    if (pattern.quantifiers[i] != 0) {
                        return left(repeated(s, i));
                    }
                    if (!matchesOne(s, i)) {
                        return left(-1);
                    }
                    s++;
                }
                case OPEN -> {
                    return left(opened(s, i, UNFINISHED));
                }
                case POSITION -> {
                    return left(opened(s, i, POSITION));
                }
                case CLOSE -> {
                    return left(closed(s, i));
                }
                case BACK -> s = back(s, pattern.numbers[i]);
                case BALANCE -> s = balance(s, pattern.numbers[i]);
                case FRONTIER -> s = isFrontier(s, pattern.sets[i]) ? s : -1;
                case AT_END -> {
                    return left(s == length ? s : -1);
                }
                case MATCHED -> {
                    return left(s);
                }
                case ERROR -> throw new PatternError(pattern.texts[i]);
            }
            if (s < 0) {
                return left(-1);
            }
        }
    }

    private int left(int result) {
        depth--;
        return result;
    }

    private boolean matchesOne(int s, int i) {
        if (s >= length) {
            return false;
        }
        int c = text[s] & 0xff;
        return kinds[i] == Kind.CHAR
                ? c == pattern.numbers[i]
                : CharClass.contains(pattern.sets[i], c);
    }

    private int repeated(int s, int i) {
        return switch (pattern.quantifiers[i]) {
            case '?' -> optional(s, i);
            case '*' -> atMost(s, s, i);
            case '+' -> matchesOne(s, i) ? atMost(s + 1, s + 1, i) : -1;
            default -> atLeast(s, i);
        };
    }

    private int optional(int s, int i) {
        if (matchesOne(s, i)) {
            int result = match(s + 1, i + 1);
            if (result >= 0) {
                return result;
            }
        }
        return match(s, i + 1);
    }

    /** Takes as many as it can, then gives back one by one. */
    private int atMost(int from, int least, int i) {
        int s = run(from, i);
        switch (kinds[i + 1]) {
            case MATCHED -> {
                return s;
            }
            case CHAR -> {
                if (pattern.quantifiers[i + 1] == 0 || pattern.quantifiers[i + 1] == '+') {
                    return atMostBefore(s, least, i);
                }
            }
            default -> {}
        }
        for (; s >= least; s--) {
            int result = match(s, i + 1);
            if (result >= 0) {
                return result;
            }
        }
        return -1;
    }

    /** The same where a plain character follows: only its places are tried. */
    private int atMostBefore(int from, int least, int i) {
        byte next = (byte) pattern.numbers[i + 1];
        for (int s = Math.min(from, length - 1); s >= least; s--) {
            if (text[s] == next) {
                int result = match(s, i + 1);
                if (result >= 0) {
                    return result;
                }
            }
        }
        return -1;
    }

    private int run(int from, int i) {
        int s = from;
        if (kinds[i] == Kind.CHAR) {
            byte c = (byte) pattern.numbers[i];
            while (s < length && text[s] == c) {
                s++;
            }
        } else {
            long[] set = pattern.sets[i];
            while (s < length && CharClass.contains(set, text[s] & 0xff)) {
                s++;
            }
        }
        return s;
    }

    private int atLeast(int from, int i) {
        for (int s = from; ; s++) {
            int result = match(s, i + 1);
            if (result >= 0) {
                return result;
            }
            if (!matchesOne(s, i)) {
                return -1;
            }
        }
    }

    private int opened(int s, int i, int mark) {
        int capture = pattern.numbers[i];
        starts[capture] = s;
        lengths[capture] = mark;
        return match(s, i + 1);
    }

    private int closed(int s, int i) {
        int capture = pattern.numbers[i];
        lengths[capture] = s - starts[capture];
        int result = match(s, i + 1);
        if (result < 0) {
            lengths[capture] = UNFINISHED;
        }
        return result;
    }

    private int back(int s, int capture) {
        // A position capture has no text; LuaJIT compares a huge length then, which never fits
        int count = lengths[capture];
        if (count < 0 || length - s < count) {
            return -1;
        }
        int start = starts[capture];
        return Arrays.equals(text, start, start + count, text, s, s + count) ? s + count : -1;
    }

    private int balance(int from, int pair) {
        byte opening = (byte) pair;
        byte closing = (byte) (pair >> 8);
        if (from >= length || text[from] != opening) {
            return -1;
        }
        int level = 1;
        for (int s = from + 1; s < length; s++) {
            if (text[s] == closing) {
                if (--level == 0) {
                    return s + 1;
                }
            } else if (text[s] == opening) {
                level++;
            }
        }
        return -1;
    }

    private boolean isFrontier(int s, long[] set) {
        int before = s == 0 ? 0 : text[s - 1] & 0xff;
        int here = s >= length ? 0 : text[s] & 0xff;
        return !CharClass.contains(set, before) && CharClass.contains(set, here);
    }

    // --- captures
    // ----------------------------------------------------------------------------------

    /** How many values a match gives: its captures, or the whole match when it has none. */
    int valueCount() {
        return Math.max(1, pattern.captures);
    }

    /** A capture, counted from 0; the whole match stands for the first when there are none. */
    Object capture(int index) {
        if (index >= pattern.captures) {
            if (index != 0) {
                throw new PatternError("invalid capture index");
            }
            return subject.substring(begin, end);
        }
        int count = lengths[index];
        if (count == UNFINISHED) {
            throw new PatternError("unfinished capture");
        }
        int start = starts[index];
        return count == POSITION
                ? (Object) (double) (start + 1)
                : subject.substring(start, start + count);
    }

    /** Puts all captures into an array from an index on. */
    void captures(Object[] target, int from, int count) {
        for (int i = 0; i < count; i++) {
            target[from + i] = capture(i);
        }
    }
}
