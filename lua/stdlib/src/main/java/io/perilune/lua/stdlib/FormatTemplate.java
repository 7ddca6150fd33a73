// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.Threshold;
import java.util.ArrayList;
import java.util.List;

/**
 * The format of string.format, read once. Immutable, thread-safe.
 *
 * <p>A directive is `%`, flags `-+ #0`, at most two digits of width, a point and at most two digits
 * of precision, and a letter. One that is wrong is a directive too, the last one: Lua complains
 * about it only when it gets there.
 */
final class FormatTemplate {
    private static final int CACHE_SIZE = Threshold.of(256, 1);
    private static final int LONGEST_KEPT = Threshold.of(1024, 1);

    /** Races lose an entry at worst: what is stored is immutable. */
    private static final FormatTemplate[] CACHE = new FormatTemplate[CACHE_SIZE];

    private static final String LETTERS = "aAcdeEfFgGiopqsuxX";

    /** What stands in {@link Directive#letter} when the directive is wrong. */
    static final int WRONG = 0;

    /**
     * One directive and the text before it.
     *
     * @param letter or {@link #WRONG}
     * @param kind what the letter wants
     * @param bare without flags, width and precision
     * @param text of the whole directive when it is wrong, else null
     */
    record Directive(
            byte[] before, int letter, Kind kind, NumberFormat spec, boolean bare, String text) {}

    enum Kind {
        SIGNED,
        UNSIGNED,
        REAL,
        STRING,
        OTHER
    }

    private final LuaString source;
    final Directive[] directives;

    /** The text behind the last directive. */
    final byte[] rest;

    /** A guess at the length of what comes out. */
    final int room;

    private FormatTemplate(LuaString source, Reader reader) {
        this.source = source;
        directives = reader.directives.toArray(Directive[]::new);
        rest = reader.literal();
        room = source.length() + 16 * directives.length;
    }

    static FormatTemplate of(LuaString source) {
        int slot = source.hashCode() & CACHE_SIZE - 1;
        FormatTemplate cached = CACHE[slot];
        if (cached != null && (cached.source == source || cached.source.equals(source))) {
            return cached;
        }
        FormatTemplate template = new FormatTemplate(source.compact(), new Reader(source));
        if (source.length() <= LONGEST_KEPT) {
            CACHE[slot] = template;
        }
        return template;
    }

    /** From text to directives. Single use. */
    private static final class Reader {
        final List<Directive> directives = new ArrayList<>();
        private final ByteText literal = new ByteText();
        private final byte[] format;
        private final int end;
        private int at;

        Reader(LuaString source) {
            format = source.bytes();
            end = source.length();
            boolean isRight = true;
            while (at < end && isRight) {
                int c = format[at++];
                if (c != '%') {
                    literal.put(c);
                } else if (peek() == '%') {
                    literal.put('%');
                    at++;
                } else {
                    isRight = directive(at - 1);
                }
            }
        }

        /** What has been read since the last directive. */
        byte[] literal() {
            byte[] bytes = literal.toLuaString().toBytes();
            literal.truncate(0);
            return bytes;
        }

        private boolean directive(int begin) {
            NumberFormat spec = new NumberFormat();
            while (spec.flag(peek())) {
                at++;
            }
            spec.width = Math.max(0, digits());
            if (peek() == '.') {
                at++;
                spec.precision = Math.max(0, digits());
            }
            int letter = peek();
            at++;
            if (letter == 0 || LETTERS.indexOf(letter) < 0) {
                int stop = letter >= ' ' ? Math.min(at, end) : Math.min(at - 1, end);
                String text = LuaString.of(format, begin, stop - begin).toLatin1();
                directives.add(new Directive(literal(), WRONG, Kind.OTHER, spec, false, text));
                return false;
            }
            directives.add(
                    new Directive(literal(), letter, kind(letter), spec, spec.isBare(), null));
            return true;
        }

        private static Kind kind(int letter) {
            return switch (letter) {
                case 'd', 'i' -> Kind.SIGNED;
                case 'u', 'o', 'x', 'X' -> Kind.UNSIGNED;
                case 's' -> Kind.STRING;
                case 'c', 'q', 'p' -> Kind.OTHER;
                default -> Kind.REAL;
            };
        }

        private int peek() {
            return at < end ? format[at] & 0xff : 0;
        }

        /** At most two; -1 when there are none. */
        private int digits() {
            int value = -1;
            for (int i = 0; i < 2 && peek() >= '0' && peek() <= '9'; i++) {
                value = Math.max(0, value) * 10 + peek() - '0';
                at++;
            }
            return value;
        }
    }
}
