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

    /** find and match. */
    static final class Search extends FastFunction {
        private final boolean positions;
        private final boolean lua52;

        private Search(String name, boolean positions, boolean lua52) {
            super(name);
            this.positions = positions;
            this.lua52 = lua52;
        }

        static Search find(boolean lua52) {
            return new Search("find", true, lua52);
        }

        static Search match(boolean lua52) {
            return new Search("match", false, lua52);
        }

        @Override
        Object call(Arguments arguments) {
            LuaString subject = arguments.string(1);
            LuaString pattern = arguments.string(2);
            int from = arguments.optInteger(3, 1);
            boolean plainly = positions && arguments.truth(4);
            return search(arguments.vm(), subject, pattern, from, plainly);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return a instanceof LuaString subject && b instanceof LuaString pattern
                    ? search(vm, subject, pattern, 1, false)
                    : super.call2(vm, a, an, b, bn);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            return a instanceof LuaString subject && b instanceof LuaString pattern && c == Tag.NUM
                    ? search(vm, subject, pattern, int32(cn), false)
                    : super.call3(vm, a, an, b, bn, c, cn);
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
            return a instanceof LuaString subject
                            && b instanceof LuaString pattern
                            && c == Tag.NUM
                            && d == Boolean.TRUE
                    ? search(vm, subject, pattern, int32(cn), positions)
                    : super.call4(vm, a, an, b, bn, c, cn, d, dn);
        }

        private Object search(
                LuaVm vm, LuaString subject, LuaString pattern, int position, boolean plainly) {
            int from = start(position, subject.length(), lua52);
            if (from > subject.length()) {
                return null;
            }
            vm.heed(subject.length());
            if (plainly) {
                return found(vm, plainIndex(subject, pattern, from), pattern.length());
            }
            StringPattern translated = StringPattern.of(pattern);
            if (positions && translated.plain) {
                return found(vm, plainIndex(subject, pattern, from), pattern.length());
            }
            try {
                PatternMatch match = new PatternMatch(vm, translated, subject);
                if (!match.search(from)) {
                    return null;
                }
                return positions ? match.positionsAndResults(vm) : match.results(vm);
            } catch (PatternError e) {
                throw new Arguments(vm, name(), LuaVm.NO_VALUES).error(e.getMessage());
            }
        }

        private static Object found(LuaVm vm, int index, int length) {
            return index < 0 ? null : vm.two(Tag.NUM, index + 1, Tag.NUM, index + length);
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
        if (count == 0) {
            return from <= subject.length() ? from : -1;
        }
        return ByteSearch.indexOf(text, from, subject.length(), part, count);
    }

    // --- gmatch
    // --------------------------------------------------------------------------------------

    static final class Gmatch extends FastFunction {
        Gmatch() {
            super("gmatch");
        }

        @Override
        Object call(Arguments arguments) {
            return matches(arguments.vm(), arguments.string(1), arguments.string(2));
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return a instanceof LuaString subject && b instanceof LuaString pattern
                    ? matches(vm, subject, pattern)
                    : super.call2(vm, a, an, b, bn);
        }

        private static Matches matches(LuaVm vm, LuaString subject, LuaString pattern) {
            return new Matches(new PatternMatch(vm, StringPattern.unanchored(pattern), subject));
        }
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
            return next(arguments.vm());
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return next(vm);
        }

        private Object next(LuaVm vm) {
            try {
                if (next > match.subject.length() || !match.search(next)) {
                    next = match.subject.length() + 1;
                    return vm.many(LuaVm.NO_VALUES);
                }
                next = match.end == match.begin ? match.end + 1 : match.end;
                return match.results(vm);
            } catch (PatternError e) {
                throw new Arguments(vm, name(), LuaVm.NO_VALUES).error(e.getMessage());
            }
        }
    }

    // --- gsub
    // ----------------------------------------------------------------------------------------

    static final class Gsub extends FastFunction {
        Gsub() {
            super("gsub");
        }

        @Override
        Object call(Arguments arguments) {
            LuaString subject = arguments.string(1);
            LuaString pattern = arguments.string(2);
            Object replacement = arguments.get(3);
            int most = arguments.optInteger(4, subject.length() + 1);
            if (replacement instanceof Double) {
                replacement = arguments.string(3);
            } else if (!isReplacement(replacement)) {
                throw arguments.error(3, "string/function/table expected");
            }
            return replaced(arguments.vm(), subject, pattern, replacement, most);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            if (!(a instanceof LuaString subject)
                    || !(b instanceof LuaString pattern)
                    || !isReplacement(c)) {
                return super.call3(vm, a, an, b, bn, c, cn);
            }
            Object result = replaced(vm, subject, pattern, c, subject.length() + 1);
            keepOnStack();
            return result;
        }

        private static boolean isReplacement(Object value) {
            return value instanceof LuaString
                    || value instanceof LuaTable
                    || value instanceof LuaFunction;
        }

        private Object replaced(
                LuaVm vm, LuaString subject, LuaString pattern, Object replacement, int most) {
            vm.heed(subject.length());
            try {
                PatternMatch match = new PatternMatch(vm, StringPattern.of(pattern), subject);
                return new Substitution(vm, match, replacement).run(most);
            } catch (PatternError e) {
                throw new Arguments(vm, name(), LuaVm.NO_VALUES).error(e.getMessage());
            }
        }
    }

    /** One run of gsub. Single use. */
    private static final class Substitution {
        private final LuaVm vm;
        private final PatternMatch match;
        private final LuaString subject;
        private final Object replacement;
        private final boolean verbatim;
        private ByteText out;
        private int copied;

        Substitution(LuaVm vm, PatternMatch match, Object replacement) {
            this.vm = vm;
            this.match = match;
            this.replacement = replacement;
            subject = match.subject;
            verbatim =
                    replacement instanceof LuaString text
                            && ByteSearch.indexOf(text.bytes(), 0, text.length(), '%') < 0;
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
            return vm.two(result(), 0, Tag.NUM, count);
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
                    replacement instanceof LuaFunction function ? called(function) : looked();
            double number = vm.num;
            if (value == null || value == Boolean.FALSE) {
                return;
            }
            copyUpTo(begin);
            if (value == Tag.NUM) {
                out.putNumber(number);
            } else if (value instanceof LuaString text) {
                out.put(text);
            } else {
                throw new Arguments(vm, "gsub", LuaVm.NO_VALUES)
                        .error("invalid replacement value (a " + LuaVm.typeName(value) + ")");
            }
            copied = end;
        }

        /** In the two-slot convention. */
        private Object looked() {
            Object key = match.slot(0);
            if (replacement instanceof LuaTable table && table.metatable() == null) {
                return table.getAny(vm, key, match.number);
            }
            return vm.unbox(vm.index(replacement, match.capture(0)));
        }

        private void copyUpTo(int begin) {
            if (out == null) {
                out = new ByteText(subject.length() + 16);
            }
            out.put(subject.bytes(), copied, begin - copied);
        }

        /** In the two-slot convention. */
        private Object called(LuaFunction function) {
            int count = match.valueCount();
            if (count > 2) {
                Object[] values = new Object[count];
                match.captures(values, 0, count);
                return vm.settleFirst(function.callN(vm, values));
            }
            Object a = match.slot(0);
            double an = match.number;
            return vm.settleFirst(
                    count == 1
                            ? function.call1(vm, a, an)
                            : function.call2(vm, a, an, match.slot(1), match.number));
        }

        /** A replacement with `%1` and friends. */
        private void expand(LuaString text) {
            byte[] bytes = text.bytes();
            int length = text.length();
            int at = 0;
            while (true) {
                int percent = ByteSearch.indexOf(bytes, at, length, '%');
                if (percent < 0) {
                    out.put(bytes, at, length - at);
                    return;
                }
                out.put(bytes, at, percent - at);
                int d = percent + 1 < length ? bytes[percent + 1] : 0;
                if (d < '0' || d > '9') {
                    out.put(d);
                } else if (d == '0') {
                    out.put(subject.bytes(), match.begin, match.end - match.begin);
                } else if (match.slot(d - '1') instanceof LuaString capture) {
                    out.put(capture);
                } else {
                    out.putNumber(match.number);
                }
                at = Math.min(percent + 2, length);
            }
        }
    }
}
