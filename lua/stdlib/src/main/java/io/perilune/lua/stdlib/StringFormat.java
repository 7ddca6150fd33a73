// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaType;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Tag;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.stdlib.FormatTemplate.Directive;
import io.perilune.lua.stdlib.FormatTemplate.Kind;

/**
 * string.format: the directives of C's printf that Lua has, with C's output. Stateless.
 *
 * <p>The format is read by {@link FormatTemplate}, numbers are rendered by {@link NumberFormat}.
 * With up to three directives, and values of the types that those want, nothing is boxed.
 */
final class StringFormat extends FastFunction {
    StringFormat() {
        super("format");
    }

    @Override
    Object call(Arguments arguments) {
        FormatTemplate template = FormatTemplate.of(arguments.string(1));
        ByteText out = new ByteText(template.room);
        write(template, arguments, 1, out);
        return out.toLuaString();
    }

    @Override
    public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
        if (a instanceof LuaString format) {
            FormatTemplate template = FormatTemplate.of(format);
            Directive[] all = template.directives;
            if (all.length == 1 && isWanted(vm, all[0], b)) {
                ByteText out = new ByteText(template.room);
                put(out, all[0], b, bn);
                return finished(vm, out, template);
            }
        }
        return super.call2(vm, a, an, b, bn);
    }

    @Override
    public Object call3(LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
        if (a instanceof LuaString format) {
            FormatTemplate template = FormatTemplate.of(format);
            Directive[] all = template.directives;
            if (all.length == 2 && isWanted(vm, all[0], b) && isWanted(vm, all[1], c)) {
                ByteText out = new ByteText(template.room);
                put(out, all[0], b, bn);
                put(out, all[1], c, cn);
                return finished(vm, out, template);
            }
        }
        return super.call3(vm, a, an, b, bn, c, cn);
    }

    @Override
    public Object call4(
            LuaVm vm,
            Object a,
            double an,
            Object b,
            double bn,
            Object c,
            double cn,
            Object d,
            double dn) {
        if (a instanceof LuaString format) {
            FormatTemplate template = FormatTemplate.of(format);
            Directive[] all = template.directives;
            if (all.length == 3
                    && isWanted(vm, all[0], b)
                    && isWanted(vm, all[1], c)
                    && isWanted(vm, all[2], d)) {
                ByteText out = new ByteText(template.room);
                put(out, all[0], b, bn);
                put(out, all[1], c, cn);
                put(out, all[2], d, dn);
                return finished(vm, out, template);
            }
        }
        return super.call4(vm, a, an, b, bn, c, cn, d, dn);
    }

    private static boolean isWanted(LuaVm vm, Directive directive, Object value) {
        return switch (directive.kind()) {
            case SIGNED, UNSIGNED, REAL -> value == Tag.NUM;
            case STRING ->
                    value instanceof LuaString
                            || value == Tag.NUM
                                    && directive.bare()
                                    && vm.typeMetatable(LuaType.NUMBER) == null;
            case OTHER -> false;
        };
    }

    private static LuaString finished(LuaVm vm, ByteText out, FormatTemplate template) {
        vm.heed(out.length());
        return out.put(template.rest, 0, template.rest.length).toLuaString();
    }

    /** A value that {@link #isWanted}, with the text before it. */
    private static void put(ByteText out, Directive directive, Object value, double number) {
        out.put(directive.before(), 0, directive.before().length);
        if (directive.kind() != Kind.STRING) {
            number(out, directive, number);
        } else if (value instanceof LuaString text) {
            string(out, directive, text);
        } else {
            out.putNumber(number);
        }
    }

    private static void number(ByteText out, Directive directive, double number) {
        switch (directive.kind()) {
            case SIGNED -> {
                if (directive.bare() && number == (int) number) {
                    out.putInteger((int) number);
                } else {
                    directive.spec().signed(out, signed(number));
                }
            }
            case UNSIGNED -> directive.spec().unsigned(out, unsigned(number), directive.letter());
            default -> directive.spec().real(out, number, directive.letter());
        }
    }

    private static void string(ByteText out, Directive directive, LuaString text) {
        if (directive.bare()) {
            out.put(text);
            return;
        }
        NumberFormat spec = directive.spec();
        int count = spec.precision >= 0 ? Math.min(spec.precision, text.length()) : text.length();
        if (!spec.left) {
            out.repeat(' ', spec.width - count);
        }
        out.put(text.bytes(), 0, count);
        if (spec.left) {
            out.repeat(' ', spec.width - count);
        }
    }

    // --- any values ------------------------------------------------------------------------------

    /**
     * Writes what a format makes of the arguments.
     *
     * @param formatIndex the argument that is the format; its values follow
     */
    static void write(FormatTemplate template, Arguments arguments, int formatIndex, ByteText out) {
        int argument = formatIndex;
        for (Directive directive : template.directives) {
            out.put(directive.before(), 0, directive.before().length);
            if (directive.letter() == FormatTemplate.WRONG) {
                throw arguments.error("invalid option '" + directive.text() + "' to 'format'");
            }
            argument++;
            if (arguments.isAbsent(argument)) {
                throw arguments.error(argument, "value expected");
            }
            switch (directive.kind()) {
                case STRING -> string(out, directive, text(arguments, argument));
                case OTHER -> other(out, directive, arguments, argument);
                default -> number(out, directive, arguments.number(argument));
            }
        }
        out.put(template.rest, 0, template.rest.length);
    }

    private static void other(
            ByteText out, Directive directive, Arguments arguments, int argument) {
        switch (directive.letter()) {
            case 'c' -> character(out, directive.spec(), arguments.integer(argument));
            case 'q' -> quoted(out, text(arguments, argument));
            default -> pointer(out, arguments.vm(), arguments.get(argument));
        }
    }

    /** As x86's conversion: what does not fit is the smallest number. */
    private static long signed(double n) {
        return n >= -0x1p63 && n < 0x1p63 ? (long) n : Long.MIN_VALUE;
    }

    private static long unsigned(double n) {
        return signed(n >= 0x1p63 ? n - 0x1p64 : n);
    }

    private static void character(ByteText out, NumberFormat spec, int c) {
        if (spec.left) {
            out.put(c);
        }
        out.repeat(' ', spec.width - 1);
        if (!spec.left) {
            out.put(c);
        }
    }

    /** The argument as tostring gives it. */
    private static LuaString text(Arguments arguments, int argument) {
        return arguments.get(argument) instanceof LuaString string
                ? string
                : arguments.vm().tostring(arguments.get(argument));
    }

    /** So that the reader of Lua gives the same bytes back. */
    private static void quoted(ByteText out, LuaString text) {
        out.put('"');
        for (int i = 0, n = text.length(); i < n; i++) {
            int c = text.byteAt(i);
            if (c == '"' || c == '\\' || c == '\n') {
                out.put('\\').put(c);
            } else if (c < 32 || c == 127) {
                int next = i + 1 < n ? text.byteAt(i + 1) : 0;
                escaped(out, c, next >= '0' && next <= '9');
            } else {
                out.put(c);
            }
        }
        out.put('"');
    }

    private static void escaped(ByteText out, int c, boolean digitFollows) {
        out.put('\\');
        if (c >= 100 || digitFollows) {
            out.put('0' + c / 100);
        }
        if (c >= 10 || digitFollows) {
            out.put('0' + c / 10 % 10);
        }
        out.put('0' + c % 10);
    }

    private static void pointer(ByteText out, LuaVm vm, Object value) {
        boolean hasNone = value == null || value instanceof Boolean || value instanceof Double;
        out.put(hasNone ? "NULL" : address(vm, value));
    }

    /** What tostring shows for it, whatever its metatable says. */
    static String address(LuaVm vm, Object value) {
        return String.format("0x%08x", vm.address(value));
    }
}
