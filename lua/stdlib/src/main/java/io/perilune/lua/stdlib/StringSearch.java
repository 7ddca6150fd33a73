// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Tag;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.stdlib.PatternMatch.PatternError;

/** The functions of the string library that search: find, match, gmatch, gsub. Stateless. */
final class StringSearch {
    private StringSearch() {}

    static final class Find extends FastFunction {
        private final boolean lua52;

        Find(boolean lua52) {
            super("find");
            this.lua52 = lua52;
        }

        @Override
        Object call(Arguments arguments) {
            LuaString subject = arguments.string(1);
            LuaString pattern = arguments.string(2);
            int from = start(arguments.optInteger(3, 1), subject.length(), lua52);
            if (from > subject.length()) {
                return null;
            }
            if (arguments.truth(4) || StringPattern.isPlain(pattern)) {
                return found(arguments.vm(), plainIndex(subject, pattern, from), pattern.length());
            }
            return guarded(arguments, subject, pattern, from, true);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return a instanceof LuaString subject
                            && b instanceof LuaString pattern
                            && StringPattern.isPlain(pattern)
                    ? found(vm, plainIndex(subject, pattern, 0), pattern.length())
                    : super.call2(vm, a, an, b, bn);
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
            if (a instanceof LuaString subject
                    && b instanceof LuaString pattern
                    && c == Tag.NUM
                    && d == Boolean.TRUE) {
                int from = start(int32(cn), subject.length(), lua52);
                if (from <= subject.length()) {
                    return found(vm, plainIndex(subject, pattern, from), pattern.length());
                }
            }
            return super.call4(vm, a, an, b, bn, c, cn, d, dn);
        }

        private static Object found(LuaVm vm, int index, int length) {
            return index < 0 ? null : vm.many((double) (index + 1), (double) (index + length));
        }
    }

    static final class Match extends FastFunction {
        private final boolean lua52;

        Match(boolean lua52) {
            super("match");
            this.lua52 = lua52;
        }

        @Override
        Object call(Arguments arguments) {
            LuaString subject = arguments.string(1);
            LuaString pattern = arguments.string(2);
            int from = start(arguments.optInteger(3, 1), subject.length(), lua52);
            return from > subject.length()
                    ? null
                    : guarded(arguments, subject, pattern, from, false);
        }
    }

    /** From Lua's position to an offset, 0 at least; in Lua 5.1 also the length at most. */
    private static int start(int position, int length, boolean lua52) {
        int from = Math.max(position < 0 ? position + length : position - 1, 0);
        return lua52 ? from : Math.min(from, length);
    }

    /** The offset of the text, or -1. */
    static int plainIndex(LuaString subject, LuaString wanted, int from) {
        byte[] text = subject.bytes();
        byte[] part = wanted.bytes();
        int count = wanted.length();
        int last = subject.length() - count;
        if (count == 0) {
            return from <= last ? from : -1;
        }
        byte first = part[0];
        for (int at = from; at <= last; at++) {
            if (text[at] == first && matches(text, at, part, count)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] text, int at, byte[] part, int count) {
        for (int i = 1; i < count; i++) {
            if (text[at + i] != part[i]) {
                return false;
            }
        }
        return true;
    }

    private static Object guarded(
            Arguments arguments,
            LuaString subject,
            LuaString pattern,
            int from,
            boolean positions) {
        try {
            return search(
                    arguments,
                    new PatternMatch(StringPattern.of(pattern), subject),
                    from,
                    positions);
        } catch (PatternError e) {
            throw arguments.error(e.getMessage());
        }
    }

    private static Object search(
            Arguments arguments, PatternMatch match, int from, boolean positions) {
        if (!match.search(from)) {
            return null;
        }
        if (!positions) {
            return captures(arguments.vm(), match);
        }
        int count = match.pattern.captures;
        Object[] values = new Object[count + 2];
        values[0] = (double) (match.begin + 1);
        values[1] = (double) match.end;
        match.captures(values, 2, count);
        return arguments.results(values);
    }

    /** The captures as results: one alone needs no array. */
    private static Object captures(LuaVm vm, PatternMatch match) {
        int count = match.valueCount();
        if (count == 1) {
            return match.capture(0);
        }
        Object[] values = new Object[count];
        match.captures(values, 0, count);
        return vm.many(values);
    }

    // --- gmatch
    // --------------------------------------------------------------------------------------

    static Object gmatch(Arguments arguments) {
        LuaString subject = arguments.string(1);
        return new Matches(
                new PatternMatch(StringPattern.unanchored(arguments.string(2)), subject));
    }

    /** The iterator of gmatch. Confined to its machine. */
    private static final class Matches extends FastFunction {
        private final PatternMatch match;
        private int next;

        Matches(PatternMatch match) {
            super("gmatch_aux");
            this.match = match;
        }

        @Override
        Object call(Arguments arguments) {
            return next(arguments.vm(), arguments);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            Object result = next(vm, null);
            return result instanceof Double position ? number(vm, position) : result;
        }

        private Object next(LuaVm vm, Arguments arguments) {
            try {
                if (next > match.subject.length() || !match.search(next)) {
                    next = match.subject.length() + 1;
                    return vm.many(LuaVm.NO_VALUES);
                }
                next = match.end == match.begin ? match.end + 1 : match.end;
                return captures(vm, match);
            } catch (PatternError e) {
                Arguments caller =
                        arguments != null ? arguments : new Arguments(vm, name(), LuaVm.NO_VALUES);
                throw caller.error(e.getMessage());
            }
        }
    }

    // --- gsub
    // ----------------------------------------------------------------------------------------

    static Object gsub(Arguments arguments) {
        LuaString subject = arguments.string(1);
        LuaString pattern = arguments.string(2);
        Object replacement = arguments.get(3);
        int most = arguments.optInteger(4, subject.length() + 1);
        if (replacement instanceof Double) {
            replacement = arguments.string(3);
        } else if (!(replacement instanceof LuaString
                || replacement instanceof LuaFunction
                || replacement instanceof LuaTable)) {
            throw arguments.error(3, "string/function/table expected");
        }
        PatternMatch match = new PatternMatch(StringPattern.of(pattern), subject);
        try {
            return new Substitution(arguments, match, replacement).run(most);
        } catch (PatternError e) {
            throw arguments.error(e.getMessage());
        }
    }

    /** One run of gsub. Single use. */
    private static final class Substitution {
        private final Arguments arguments;
        private final LuaVm vm;
        private final PatternMatch match;
        private final LuaString subject;
        private final Object replacement;
        private final boolean verbatim;
        private ByteText out;
        private int copied;

        Substitution(Arguments arguments, PatternMatch match, Object replacement) {
            this.arguments = arguments;
            this.match = match;
            this.replacement = replacement;
            vm = arguments.vm();
            subject = match.subject;
            verbatim = replacement instanceof LuaString text && text.toLatin1().indexOf('%') < 0;
        }

        Object run(int most) {
            int count = 0;
            int at = 0;
            int length = subject.length();
            boolean anchored = match.pattern.anchored;
            while (count < most) {
                boolean found = anchored ? match.matchAt(at) : match.search(at);
                if (!found) {
                    break;
                }
                count++;
                int begin = match.begin;
                int end = match.end;
                replace(begin, end);
                if (anchored || (end == begin && end >= length)) {
                    break;
                }
                at = end > begin ? end : end + 1;
            }
            return vm.many(result(), (double) count);
        }

        private LuaString result() {
            if (out == null) {
                return subject;
            }
            out.put(subject.bytes(), copied, subject.length() - copied);
            return out.toLuaString();
        }

        private void replace(int begin, int end) {
            if (replacement instanceof LuaString text) {
                copyUpTo(begin);
                if (verbatim) {
                    out.put(text);
                } else {
                    expand(text);
                }
                copied = end;
                return;
            }
            Object value =
                    replacement instanceof LuaFunction function
                            ? called(function)
                            : vm.index(replacement, match.capture(0));
            if (value == null || value == Boolean.FALSE) {
                return;
            }
            copyUpTo(begin);
            put(value);
            copied = end;
        }

        private void copyUpTo(int begin) {
            if (out == null) {
                out = new ByteText(subject.length() + 16);
            }
            out.put(subject.bytes(), copied, begin - copied);
        }

        private Object called(LuaFunction function) {
            int count = match.valueCount();
            if (count == 1) {
                Object capture = match.capture(0);
                return capture instanceof Double position
                        ? vm.first(function.call1(vm, Tag.NUM, position))
                        : vm.first(function.call1(vm, capture, 0));
            }
            Object[] values = new Object[count];
            match.captures(values, 0, count);
            return vm.first(function.callN(vm, values));
        }

        private void put(Object value) {
            if (value instanceof LuaString text) {
                out.put(text);
            } else if (value instanceof Double) {
                out.put(vm.tostring(value));
            } else {
                throw arguments.error(
                        "invalid replacement value (a " + LuaVm.typeName(value) + ")");
            }
        }

        /** A replacement with `%1` and friends. */
        private void expand(LuaString text) {
            int length = text.length();
            for (int i = 0; i < length; i++) {
                int c = text.byteAt(i);
                if (c != '%') {
                    out.put(c);
                    continue;
                }
                i++;
                int d = i < length ? text.byteAt(i) : 0;
                if (d < '0' || d > '9') {
                    out.put(d);
                } else if (d == '0') {
                    out.put(subject.bytes(), match.begin, match.end - match.begin);
                } else {
                    put(match.capture(d - '1'));
                }
            }
        }
    }
}
