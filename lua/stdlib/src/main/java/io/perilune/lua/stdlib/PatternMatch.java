// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Tag;
import java.util.Arrays;

/**
 * One search of a {@link StringPattern} in a subject: position, captures. Confined to its thread,
 * single use.
 *
 * <p>Backtracking, with recursion only where there is something to come back to (`-`, and `?`, `*`
 * and `+` when what follows may begin with what they take): its depth is bounded by the length of
 * the pattern and by {@link #MAX_DEPTH}, never by the subject.
 */
final class PatternMatch {
    /** LuaJIT's limit; behind it is "pattern too complex". */
    static final int MAX_DEPTH = 200;

    private static final int UNFINISHED = -1;
    private static final int POSITION = -2;
    private static final int[] NONE = {};

    /** Bytes and items looked at between two looks for an interrupt. */
    private static final int WORK = 1 << 14;

    private final LuaVm vm;
    final StringPattern pattern;
    final LuaString subject;
    private final byte[] text;
    private final int length;
    private final byte[] steps;
    private final int[] starts;
    private final int[] lengths;
    private int depth;
    private int work = WORK;

    /** The position that {@link #slot} answered. */
    double number;

    /** Where the last match began and ended. */
    int begin;

    int end;

    PatternMatch(LuaVm vm, StringPattern pattern, LuaString subject) {
        this.vm = vm;
        this.pattern = pattern;
        this.subject = subject;
        text = subject.bytes();
        length = subject.length();
        steps = pattern.steps;
        starts = pattern.captures == 0 ? NONE : new int[pattern.captures];
        lengths = pattern.captures == 0 ? NONE : new int[pattern.captures];
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
        if (pattern.firstByte >= 0) {
            return searchByte(from, pattern.firstByte);
        }
        long[] first = pattern.firstSet;
        for (int at = from; at <= length; at++) {
            if (first != null) {
                while (at < length && !CharClass.contains(first, text[at] & 0xff)) {
                    at++;
                }
                if (at == length) {
                    return false;
                }
            }
            if (matchAt(at)) {
                return true;
            }
        }
        return false;
    }

    private boolean searchByte(int from, int first) {
        for (int at = from; at < length; at++) {
            at = ByteSearch.indexOf(text, at, length, first);
            if (at < 0) {
                return false;
            }
            if (matchAt(at)) {
                return true;
            }
        }
        return false;
    }

    /** Tries exactly here. */
    boolean matchAt(int at) {
        depth = 0;
        int result = match(at, 0);
        begin = at;
        end = result;
        return result >= 0;
    }

    /**
     * Captures are written on the way and not taken back: who succeeds has passed, and set, them
     * all. Long because it is the matcher's loop: one case an item, nothing else.
     */
    private int match(int from, int first) {
        if (++depth > MAX_DEPTH) {
            throw new PatternError("pattern too complex");
        }
        spend(1);
        int s = from;
        for (int i = first; ; i++) {
            switch (steps[i]) {
                case StringPattern.CHAR -> {
                    if (s >= length || (text[s] & 0xff) != pattern.numbers[i]) {
                        return left(-1);
                    }
                    s++;
                }
                case StringPattern.SET -> {
                    if (s >= length || !CharClass.contains(pattern.sets[i], text[s] & 0xff)) {
                        return left(-1);
                    }
                    s++;
                }
                case StringPattern.MOST -> {
                    int stop = run(s, pattern.sets[i]);
                    if (stop - s < pattern.needed[i]) {
                        return left(-1);
                    }
                    if (!pattern.keeps[i]) {
                        return left(givingBack(stop, s + pattern.needed[i], i));
                    }
                    s = stop;
                }
                case StringPattern.LEAST -> {
                    return left(atLeast(s, i));
                }
                case StringPattern.OPTIONAL -> {
                    if (s < length && CharClass.contains(pattern.sets[i], text[s] & 0xff)) {
                        if (!pattern.keeps[i]) {
                            int result = match(s + 1, i + 1);
                            if (result >= 0) {
                                return left(result);
                            }
                        } else {
                            s++;
                        }
                    }
                }
                case StringPattern.OPEN -> open(s, pattern.numbers[i], UNFINISHED);
                case StringPattern.POSITION -> open(s, pattern.numbers[i], POSITION);
                case StringPattern.CLOSE -> {
                    int capture = pattern.numbers[i];
                    lengths[capture] = s - starts[capture];
                }
                case StringPattern.BACK -> s = back(s, pattern.numbers[i]);
                case StringPattern.BALANCE -> s = balance(s, pattern.numbers[i]);
                case StringPattern.FRONTIER -> s = isFrontier(s, pattern.sets[i]) ? s : -1;
                case StringPattern.AT_END -> {
                    return left(s == length ? s : -1);
                }
                case StringPattern.MATCHED -> {
                    return left(s);
                }
                default -> throw new PatternError(pattern.texts[i]);
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

    /** A search that goes back without end can be stopped, like a loop. */
    private void spend(int amount) {
        work -= amount;
        if (work < 0) {
            work = WORK;
            vm.poll();
        }
    }

    private void open(int s, int capture, int mark) {
        starts[capture] = s;
        lengths[capture] = mark;
    }

    /** Has taken as many as it could, and gives back one by one. */
    private int givingBack(int from, int least, int i) {
        if (steps[i + 1] == StringPattern.CHAR) {
            byte next = (byte) pattern.numbers[i + 1];
            spend(from - least);
            for (int s = Math.min(from, length - 1); s >= least; s--) {
                if (text[s] == next) {
                    int result = match(s + 1, i + 2);
                    if (result >= 0) {
                        return result;
                    }
                }
            }
            return -1;
        }
        for (int s = from; s >= least; s--) {
            int result = match(s, i + 1);
            if (result >= 0) {
                return result;
            }
        }
        return -1;
    }

    private int run(int from, long[] set) {
        int s = from;
        while (s < length && CharClass.contains(set, text[s] & 0xff)) {
            s++;
        }
        spend(s - from);
        return s;
    }

    private int atLeast(int from, int i) {
        long[] set = pattern.sets[i];
        int next = steps[i + 1] == StringPattern.CHAR ? pattern.numbers[i + 1] : -1;
        for (int s = from; ; s++) {
            if (next >= 0) {
                int skipped = s;
                while (s < length
                        && (text[s] & 0xff) != next
                        && CharClass.contains(set, text[s] & 0xff)) {
                    s++;
                }
                spend(s - skipped);
            }
            int result = match(s, i + 1);
            if (result >= 0) {
                return result;
            }
            if (s >= length || !CharClass.contains(set, text[s] & 0xff)) {
                return -1;
            }
        }
    }

    private int back(int s, int capture) {
        // A position capture has no text; LuaJIT compares a huge length then, which never fits
        int count = lengths[capture];
        if (count < 0 || length - s < count) {
            return -1;
        }
        int start = starts[capture];
        spend(count);
        return Arrays.equals(text, start, start + count, text, s, s + count) ? s + count : -1;
    }

    private int balance(int from, int pair) {
        byte opening = (byte) pair;
        byte closing = (byte) (pair >> 8);
        if (from >= length || text[from] != opening) {
            return -1;
        }
        int level = 1;
        int s = from + 1;
        for (; s < length && level > 0; s++) {
            if (text[s] == closing) {
                level--;
            } else if (text[s] == opening) {
                level++;
            }
        }
        spend(s - from);
        return level == 0 ? s : -1;
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
        Object value = slot(index);
        return value == Tag.NUM ? (Object) number : value;
    }

    /** The same in the two-slot convention, with {@link #number}. */
    Object slot(int index) {
        if (index >= pattern.captures) {
            if (index != 0) {
                throw new PatternError("invalid capture index");
            }
            return StringLib.part(vm, subject, begin, end);
        }
        int count = lengths[index];
        int start = starts[index];
        if (count >= 0) {
            return StringLib.part(vm, subject, start, start + count);
        }
        if (count == UNFINISHED) {
            throw new PatternError("unfinished capture");
        }
        number = start + 1;
        return Tag.NUM;
    }

    /**
     * All captures as results in the two-slot convention; one alone, or up to three, need no array.
     */
    Object results(LuaVm vm) {
        int count = valueCount();
        if (count > 3) {
            Object[] values = new Object[count];
            captures(values, 0, count);
            return vm.many(values);
        }
        Object a = slot(0);
        double an = number;
        if (count == 1) {
            vm.num = an;
            return a;
        }
        Object b = slot(1);
        double bn = number;
        return count == 2 ? vm.two(a, an, b, bn) : vm.three(a, an, b, bn, slot(2), number);
    }

    /** The same behind the positions of the match. */
    Object positionsAndResults(LuaVm vm) {
        int count = pattern.captures;
        if (count > 1) {
            Object[] values = new Object[count + 2];
            values[0] = (double) (begin + 1);
            values[1] = (double) end;
            captures(values, 2, count);
            return vm.many(values);
        }
        return count == 0
                ? vm.two(Tag.NUM, begin + 1, Tag.NUM, end)
                : vm.three(Tag.NUM, begin + 1, Tag.NUM, end, slot(0), number);
    }

    /** Puts all captures into an array from an index on. */
    void captures(Object[] target, int from, int count) {
        for (int i = 0; i < count; i++) {
            target[from + i] = capture(i);
        }
    }
}
