// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.Threshold;
import java.util.ArrayList;
import java.util.List;

/**
 * A Lua pattern, translated once into a list of items. Immutable, thread-safe.
 *
 * <p>A pattern is a plain sequence without alternatives or groups that repeat, so everything about
 * captures is known beforehand: which one a `)` closes, which one `%1` means, and whether that is
 * an error. Errors are items too: Lua reports a malformed pattern only when the matcher gets there,
 * so translation never fails.
 *
 * <p>Every single-character item carries its set as 256 bits, so that `[%w_]`, `%d` and `.` cost
 * the same.
 *
 * <p>A pattern ends at its first zero byte, as in LuaJIT (`%z` stands for one).
 */
final class StringPattern {
    /** Most captures of one pattern. */
    static final int MAX_CAPTURES = 32;

    /**
     * What an item does. The first group matches one character; {@link Item#quantifier} says how
     * often.
     */
    enum Kind {
        CHAR,
        SET,
        OPEN,
        POSITION,
        CLOSE,
        BACK,
        BALANCE,
        FRONTIER,
        AT_END,
        MATCHED,
        ERROR
    }

    /**
     * One item.
     *
     * @param quantifier `?`, `*`, `+`, `-`, or 0 for exactly once
     * @param number the byte of CHAR, the capture of OPEN, POSITION, CLOSE and BACK, opening (low
     *     eight bits) and closing byte of BALANCE
     * @param text the message of ERROR
     */
    record Item(Kind kind, int quantifier, int number, long[] set, String text) {
        /** Matches one character, or several alike. */
        boolean isSingle() {
            return kind == Kind.CHAR || kind == Kind.SET;
        }
    }

    private static final int CACHE_SIZE = Threshold.of(512, 1);

    /** Races lose an entry at worst: what is stored is immutable. */
    private static final StringPattern[] CACHE = new StringPattern[CACHE_SIZE];

    // What the matcher does at an item: its kind, and for single characters how often
    static final byte CHAR = 0;
    static final byte SET = 1;
    static final byte OPTIONAL = 2;
    static final byte MOST = 3;
    static final byte LEAST = 4;
    static final byte OPEN = 5;
    static final byte POSITION = 6;
    static final byte CLOSE = 7;
    static final byte BACK = 8;
    static final byte BALANCE = 9;
    static final byte FRONTIER = 10;
    static final byte AT_END = 11;
    static final byte MATCHED = 12;
    static final byte ERROR = 13;

    final LuaString source;
    final boolean anchored;

    /** Without any character that means something: the text is its own and only match. */
    final boolean plain;

    final int captures;
    final byte[] steps;

    /** How many an item needs at least: 1 for `+`. */
    final byte[] needed;

    /**
     * Items that never give anything back, because what follows cannot begin with what they take.
     */
    final boolean[] keeps;

    final int[] numbers;
    final long[][] sets;
    final String[] texts;

    /** The byte every match begins with, or -1. */
    final int firstByte;

    /** The bytes a match can begin with, when there is always one and not always the same. */
    final long[] firstSet;

    private StringPattern(LuaString source, boolean anchored, Translation translation) {
        this.source = source.compact();
        this.anchored = anchored;
        this.plain = isPlain(source);
        this.captures = translation.captures;
        Item[] items = translation.items.toArray(Item[]::new);
        int count = items.length;
        steps = new byte[count];
        needed = new byte[count];
        keeps = new boolean[count];
        numbers = new int[count];
        sets = new long[count][];
        texts = new String[count];
        for (int i = 0; i < count; i++) {
            steps[i] = step(items[i]);
            needed[i] = (byte) (items[i].quantifier() == '+' ? 1 : 0);
            numbers[i] = items[i].number();
            sets[i] = items[i].set();
            texts[i] = items[i].text();
            keeps[i] = items[i].quantifier() != 0 && isApart(items[i].set(), items, i + 1);
        }
        Item first = items[withoutCaptures(items, 0)];
        boolean startsSingly =
                first.isSingle() && (first.quantifier() == 0 || first.quantifier() == '+');
        firstByte =
                startsSingly && first.kind() == Kind.CHAR
                        ? first.number()
                        : first.kind() == Kind.BALANCE ? first.number() & 0xff : -1;
        firstSet = startsSingly && firstByte < 0 ? first.set() : null;
    }

    private static byte step(Item item) {
        return switch (item.quantifier()) {
            case '?' -> OPTIONAL;
            case '*', '+' -> MOST;
            case '-' -> LEAST;
            default ->
                    switch (item.kind()) {
                        case CHAR -> CHAR;
                        case SET -> SET;
                        case OPEN -> OPEN;
                        case POSITION -> POSITION;
                        case CLOSE -> CLOSE;
                        case BACK -> BACK;
                        case BALANCE -> BALANCE;
                        case FRONTIER -> FRONTIER;
                        case AT_END -> AT_END;
                        case MATCHED -> MATCHED;
                        case ERROR -> ERROR;
                    };
        };
    }

    private static int withoutCaptures(Item[] items, int from) {
        int i = from;
        while (items[i].kind() == Kind.OPEN
                || items[i].kind() == Kind.POSITION
                || items[i].kind() == Kind.CLOSE) {
            i++;
        }
        return i;
    }

    /**
     * Whether what an item took is of no use to the items from an index on: they are satisfied
     * anyway, or want the end, or a character that is not in the set.
     */
    private static boolean isApart(long[] set, Item[] items, int from) {
        Item next = items[withoutCaptures(items, from)];
        if (next.kind() == Kind.MATCHED || next.kind() == Kind.AT_END) {
            return true;
        }
        return next.isSingle()
                && (next.quantifier() == 0 || next.quantifier() == '+')
                && CharClass.areDisjoint(set, next.set());
    }

    /** For find, match and gsub, where a leading `^` is an anchor. */
    static StringPattern of(LuaString source) {
        int slot = source.hashCode() & CACHE_SIZE - 1;
        StringPattern cached = CACHE[slot];
        if (cached != null && (cached.source == source || cached.source.equals(source))) {
            return cached;
        }
        boolean anchored = source.length() > 0 && source.byteAt(0) == '^';
        StringPattern pattern =
                new StringPattern(source, anchored, new Translation(source, anchored ? 1 : 0));
        CACHE[slot] = pattern;
        return pattern;
    }

    /** For gmatch, where `^` has no meaning. */
    static StringPattern unanchored(LuaString source) {
        boolean caret = source.length() > 0 && source.byteAt(0) == '^';
        return caret ? new StringPattern(source, false, new Translation(source, 0)) : of(source);
    }

    /** Whether the text has none of the characters that begin something in a pattern. */
    static boolean isPlain(LuaString pattern) {
        byte[] bytes = pattern.bytes();
        for (int i = 0, n = pattern.length(); i < n; i++) {
            switch (bytes[i]) {
                case '^', '$', '*', '+', '?', '.', '(', '[', '%', '-' -> {
                    return false;
                }
                default -> {}
            }
        }
        return true;
    }

    /** From text to items. Single use. */
    private static final class Translation {
        final List<Item> items = new ArrayList<>();
        int captures;
        private final byte[] p;
        private final int end;
        private final boolean[] closed = new boolean[MAX_CAPTURES];
        private int at;

        Translation(LuaString source, int begin) {
            p = source.bytes();
            int zero = begin;
            while (zero < source.length() && p[zero] != 0) {
                zero++;
            }
            end = zero;
            at = begin;
            while (at < end && item()) {}
            items.add(new Item(Kind.MATCHED, 0, 0, null, null));
        }

        /** The byte at an index, 0 behind the end. */
        private int peek(int index) {
            return index < end ? p[index] & 0xff : 0;
        }

        private boolean item() {
            return switch (peek(at)) {
                case '(' -> open();
                case ')' -> close();
                case '$' -> at + 1 == end ? atEnd() : single();
                case '%' -> escape();
                default -> single();
            };
        }

        private boolean open() {
            boolean position = peek(at + 1) == ')';
            if (captures >= MAX_CAPTURES) {
                return error("too many captures");
            }
            items.add(new Item(position ? Kind.POSITION : Kind.OPEN, 0, captures, null, null));
            closed[captures++] = position;
            at += position ? 2 : 1;
            return true;
        }

        private boolean close() {
            int capture = captures - 1;
            while (capture >= 0 && closed[capture]) {
                capture--;
            }
            if (capture < 0) {
                return error("invalid pattern capture");
            }
            closed[capture] = true;
            items.add(new Item(Kind.CLOSE, 0, capture, null, null));
            at++;
            return true;
        }

        private boolean atEnd() {
            items.add(new Item(Kind.AT_END, 0, 0, null, null));
            at++;
            return true;
        }

        private boolean escape() {
            int c = peek(at + 1);
            if (c == 'b') {
                return balance();
            }
            if (c == 'f') {
                return frontier();
            }
            return c >= '0' && c <= '9' ? back(c - '1') : single();
        }

        private boolean balance() {
            if (at + 3 >= end) {
                return error("unbalanced pattern");
            }
            items.add(new Item(Kind.BALANCE, 0, peek(at + 2) | peek(at + 3) << 8, null, null));
            at += 4;
            return true;
        }

        private boolean frontier() {
            if (peek(at + 2) != '[') {
                return error("missing '[' after '%f' in pattern");
            }
            at += 2;
            long[] set = bracket();
            if (set != null) {
                items.add(new Item(Kind.FRONTIER, 0, 0, set, null));
            }
            return set != null;
        }

        private boolean back(int capture) {
            if (capture < 0 || capture >= captures || !closed[capture]) {
                return error("invalid capture index");
            }
            items.add(new Item(Kind.BACK, 0, capture, null, null));
            at += 2;
            return true;
        }

        /** A character, a class or a set, with what follows it. */
        private boolean single() {
            int c = peek(at);
            long[] set;
            Kind kind = Kind.SET;
            if (c == '[') {
                set = bracket();
                if (set == null) {
                    return false;
                }
            } else if (c == '%') {
                if (at + 1 >= end) {
                    return error("malformed pattern (ends with '%')");
                }
                c = peek(at + 1);
                set = CharClass.named(c);
                kind = Character.isLetter(c) && c < 128 ? Kind.SET : Kind.CHAR;
                at += 2;
            } else {
                set = c == '.' ? CharClass.range(0, 255) : CharClass.range(c, c);
                kind = c == '.' ? Kind.SET : Kind.CHAR;
                at++;
            }
            items.add(new Item(kind, quantifier(), c, set, null));
            return true;
        }

        private int quantifier() {
            int c = peek(at);
            if (c == '?' || c == '*' || c == '+' || c == '-') {
                at++;
                return c;
            }
            return 0;
        }

        /** Reads a set from its `[` on, or notes an error and answers null. */
        private long[] bracket() {
            int i = at + 1;
            boolean negated = peek(i) == '^';
            if (negated) {
                i++;
            }
            int close = closingBracket(i);
            if (close < 0) {
                error("malformed pattern (missing ']')");
                return null;
            }
            long[] set = new long[4];
            while (i < close) {
                i = member(set, i, close);
            }
            at = close + 1;
            return negated ? CharClass.complement(set) : set;
        }

        private int closingBracket(int first) {
            int i = first;
            do {
                if (i >= end) {
                    return -1;
                }
                if (p[i++] == '%' && i < end) {
                    i++;
                }
            } while (peek(i) != ']');
            return i;
        }

        private int member(long[] set, int i, int close) {
            int c = peek(i);
            if (c == '%') {
                CharClass.addAll(set, CharClass.named(peek(i + 1)));
                return i + 2;
            }
            if (peek(i + 1) == '-' && i + 2 < close) {
                CharClass.addAll(set, CharClass.range(c, peek(i + 2)));
                return i + 3;
            }
            CharClass.add(set, c);
            return i + 1;
        }

        private boolean error(String text) {
            items.add(new Item(Kind.ERROR, 0, 0, null, text));
            return false;
        }
    }
}
