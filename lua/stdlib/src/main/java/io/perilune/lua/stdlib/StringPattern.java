// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LuaString;
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
     * What an item does. The first group matches one character; {@link #quantifier} says how often.
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
    record Item(Kind kind, int quantifier, int number, long[] set, String text) {}

    private static final int CACHE_SIZE = 512;

    /** Races lose an entry at worst: what is stored is immutable. */
    private static final StringPattern[] CACHE = new StringPattern[CACHE_SIZE];

    final LuaString source;
    final boolean anchored;
    final int captures;
    final Kind[] kinds;
    final byte[] quantifiers;
    final int[] numbers;
    final long[][] sets;
    final String[] texts;

    /** The byte every match begins with, or -1. */
    final int firstByte;

    private StringPattern(LuaString source, boolean anchored, Translation translation) {
        this.source = source;
        this.anchored = anchored;
        this.captures = translation.captures;
        int count = translation.items.size();
        kinds = new Kind[count];
        quantifiers = new byte[count];
        numbers = new int[count];
        sets = new long[count][];
        texts = new String[count];
        for (int i = 0; i < count; i++) {
            Item item = translation.items.get(i);
            kinds[i] = item.kind();
            quantifiers[i] = (byte) item.quantifier();
            numbers[i] = item.number();
            sets[i] = item.set();
            texts[i] = item.text();
        }
        boolean startsPlainly =
                kinds[0] == Kind.CHAR && (quantifiers[0] == 0 || quantifiers[0] == '+');
        firstByte = startsPlainly ? numbers[0] : -1;
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
