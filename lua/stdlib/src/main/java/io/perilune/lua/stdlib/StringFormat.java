// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.lib.Arguments;

/**
 * string.format: the directives of C's printf that Lua has, with C's output. Single use.
 *
 * <p>A directive is `%`, flags `-+ #0`, at most two digits of width, a point and at most two digits
 * of precision, and a letter. Numbers are rendered by {@link NumberFormat}.
 */
final class StringFormat {
    private final Arguments arguments;
    private final ByteText out;
    private final byte[] format;
    private final int end;
    private int at;
    private int argument;

    /**
     * @param formatIndex the argument that is the format; its values follow
     */
    StringFormat(Arguments arguments, int formatIndex, ByteText out) {
        this.arguments = arguments;
        this.out = out;
        LuaString text = arguments.string(formatIndex);
        format = text.bytes();
        end = text.length();
        argument = formatIndex;
    }

    static LuaString format(Arguments arguments) {
        ByteText out = new ByteText();
        new StringFormat(arguments, 1, out).run();
        return out.toLuaString();
    }

    void run() {
        while (at < end) {
            int literal = at;
            while (at < end && format[at] != '%') {
                at++;
            }
            out.put(format, literal, at - literal);
            if (at < end) {
                directive();
            }
        }
    }

    private void directive() {
        int begin = at++;
        if (peek() == '%') {
            out.put('%');
            at++;
            return;
        }
        if (isPlain(peek())) {
            return;
        }
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
        if (!isDirective(letter)) {
            int stop = letter >= ' ' ? Math.min(at, end) : Math.min(at - 1, end);
            String text = LuaString.of(format, begin, stop - begin).toLatin1();
            throw arguments.error("invalid option '" + text + "' to 'format'");
        }
        argument++;
        if (arguments.isAbsent(argument)) {
            throw arguments.error(argument, "value expected");
        }
        value(letter, spec);
    }

    /**
     * The two most frequent directives, `%s` and `%d` of a whole number, when nothing is between
     * sign and letter.
     */
    private boolean isPlain(int letter) {
        Object value = arguments.get(argument + 1);
        if (letter == 's' && value instanceof LuaString text) {
            out.put(text);
        } else if (letter == 'd'
                && value instanceof Double number
                && number == (int) (double) number) {
            out.putInteger((int) (double) number);
        } else {
            return false;
        }
        argument++;
        at++;
        return true;
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

    private static boolean isDirective(int letter) {
        return switch (letter) {
            case 'a',
                    'A',
                    'c',
                    'd',
                    'e',
                    'E',
                    'f',
                    'F',
                    'g',
                    'G',
                    'i',
                    'o',
                    'p',
                    'q',
                    's',
                    'u',
                    'x',
                    'X' ->
                    true;
            default -> false;
        };
    }

    private void value(int letter, NumberFormat spec) {
        switch (letter) {
            case 'd', 'i' -> spec.signed(out, signed(arguments.number(argument)));
            case 'u', 'o', 'x', 'X' ->
                    spec.unsigned(out, unsigned(arguments.number(argument)), letter);
            case 'c' -> character(spec);
            case 's' -> string(spec, text());
            case 'q' -> quoted(text());
            case 'p' -> pointer();
            default -> spec.real(out, arguments.number(argument), letter);
        }
    }

    /** As x86's conversion: what does not fit is the smallest number. */
    private static long signed(double n) {
        return n >= -0x1p63 && n < 0x1p63 ? (long) n : Long.MIN_VALUE;
    }

    private static long unsigned(double n) {
        return n >= 0x1p63 ? (long) (n - 0x1p63) ^ Long.MIN_VALUE : signed(n);
    }

    private void character(NumberFormat spec) {
        int c = arguments.integer(argument);
        if (spec.left) {
            out.put(c);
        }
        out.repeat(' ', spec.width - 1);
        if (!spec.left) {
            out.put(c);
        }
    }

    /** The argument as tostring gives it. */
    private LuaString text() {
        return arguments.get(argument) instanceof LuaString string
                ? string
                : arguments.vm().tostring(arguments.get(argument));
    }

    private void string(NumberFormat spec, LuaString text) {
        int count = spec.precision >= 0 ? Math.min(spec.precision, text.length()) : text.length();
        if (!spec.left) {
            out.repeat(' ', spec.width - count);
        }
        out.put(text.bytes(), 0, count);
        if (spec.left) {
            out.repeat(' ', spec.width - count);
        }
    }

    /** So that the reader of Lua gives the same bytes back. */
    private void quoted(LuaString text) {
        out.put('"');
        for (int i = 0, n = text.length(); i < n; i++) {
            int c = text.byteAt(i);
            if (c == '"' || c == '\\' || c == '\n') {
                out.put('\\').put(c);
            } else if (c < 32 || c == 127) {
                int next = i + 1 < n ? text.byteAt(i + 1) : 0;
                escaped(c, next >= '0' && next <= '9');
            } else {
                out.put(c);
            }
        }
        out.put('"');
    }

    private void escaped(int c, boolean digitFollows) {
        out.put('\\');
        if (c >= 100 || digitFollows) {
            out.put('0' + c / 100);
        }
        if (c >= 10 || digitFollows) {
            out.put('0' + c / 10 % 10);
        }
        out.put('0' + c % 10);
    }

    private void pointer() {
        Object value = arguments.get(argument);
        boolean hasNone = value == null || value instanceof Boolean || value instanceof Double;
        out.put(hasNone ? "NULL" : address(arguments.vm(), value));
    }

    /** What tostring shows for it, whatever its metatable says. */
    static String address(LuaVm vm, Object value) {
        return String.format("0x%08x", vm.address(value));
    }
}
