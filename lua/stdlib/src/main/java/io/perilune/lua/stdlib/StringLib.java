// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import static io.perilune.lua.runtime.lib.FunctionTable.entry;

import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Tag;
import io.perilune.lua.runtime.Words;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.runtime.lib.FunctionTable;
import java.util.Arrays;

/**
 * The string library. Stateless; patterns are in {@link StringPattern}, format in {@link
 * StringFormat}.
 */
final class StringLib {
    static final FunctionTable TABLE =
            FunctionTable.of(
                    entry("byte", new Byte()),
                    entry("char", new Char()),
                    entry("dump", StringLib::dump),
                    entry("format", new StringFormat()),
                    entry("gmatch", new StringSearch.Gmatch()),
                    entry("gsub", new StringSearch.Gsub()),
                    entry("len", new Len()),
                    entry("lower", new CaseChange("lower", 'A', 'Z')),
                    entry("rep", new Rep()),
                    entry("reverse", new Reverse()),
                    entry("sub", new Sub()),
                    entry("upper", new CaseChange("upper", 'a', 'z')));

    /** Most bytes that string.byte returns at once. */
    private static final int MAX_BYTES = 8000;

    private StringLib() {}

    /** Installs the library, and its table as what strings are indexed with. */
    static LuaTable open(LuaVm vm, boolean lua52) {
        LuaTable library = new LuaTable();
        TABLE.installInto(library);
        FunctionTable.of(
                        entry("find", StringSearch.Search.find(lua52)),
                        entry("match", StringSearch.Search.match(lua52)))
                .installInto(library);
        LuaTable metatable = new LuaTable();
        metatable.put("__index", library);
        vm.stringMetatable(metatable);
        return library;
    }

    /** A part of a string; short ones are shared. */
    static LuaString part(LuaVm vm, LuaString text, int begin, int end) {
        if (begin >= end) {
            return LuaString.EMPTY;
        }
        int count = end - begin;
        vm.heed(count);
        return count == text.length() ? text : vm.shortStrings().of(text.bytes(), begin, count);
    }

    /** string.sub with positions as Lua counts them: from 1, or from the end when negative. */
    static LuaString sub(LuaVm vm, LuaString text, int first, int last) {
        int length = text.length();
        int begin = first < 0 ? Math.max(first + length, 0) : Math.max(first - 1, 0);
        int end = last < 0 ? last + length + 1 : Math.min(last, length);
        return part(vm, text, begin, end);
    }

    private static final class Len extends FastFunction {
        Len() {
            super("len");
        }

        @Override
        Object call(Arguments arguments) {
            return (double) arguments.atLeast(1).string(1).length();
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return a instanceof LuaString text ? number(vm, text.length()) : super.call1(vm, a, an);
        }
    }

    private static final class Sub extends FastFunction {
        Sub() {
            super("sub");
        }

        @Override
        Object call(Arguments arguments) {
            LuaString text = arguments.string(1);
            int first = arguments.integer(2);
            return sub(arguments.vm(), text, first, arguments.optInteger(3, -1));
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return a instanceof LuaString text && b == Tag.NUM
                    ? sub(vm, text, int32(bn), -1)
                    : super.call2(vm, a, an, b, bn);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            return a instanceof LuaString text && b == Tag.NUM && c == Tag.NUM
                    ? sub(vm, text, int32(bn), int32(cn))
                    : super.call3(vm, a, an, b, bn, c, cn);
        }
    }

    private static final class Byte extends FastFunction {
        Byte() {
            super("byte");
        }

        @Override
        Object call(Arguments arguments) {
            LuaString text = arguments.string(1);
            int length = text.length();
            int first = arguments.optInteger(2, 1);
            int last = arguments.optInteger(3, first);
            int begin = Math.max(first < 0 ? first + length : first - 1, 0);
            int end = last < 0 ? last + length + 1 : Math.min(last, length);
            if (begin >= end) {
                return arguments.none();
            }
            if (end - begin > MAX_BYTES) {
                throw arguments.error("string slice too long");
            }
            Object[] values = new Object[end - begin];
            for (int i = begin; i < end; i++) {
                values[i - begin] = (double) text.byteAt(i);
            }
            return arguments.results(values);
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return a instanceof LuaString text && text.length() > 0
                    ? number(vm, text.byteAt(0))
                    : super.call1(vm, a, an);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            if (a instanceof LuaString text && b == Tag.NUM) {
                int position = int32(bn);
                int index = position < 0 ? position + text.length() : position - 1;
                if (index >= 0 && index < text.length()) {
                    return number(vm, text.byteAt(index));
                }
            }
            return super.call2(vm, a, an, b, bn);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            if (a instanceof LuaString text
                    && b == Tag.NUM
                    && c == Tag.NUM
                    && bn >= 1
                    && bn <= text.length()) {
                int begin = int32(bn) - 1;
                int end = int32(cn);
                int count = end - begin;
                if (end <= text.length() && count > 0 && count <= 4) {
                    return few(vm, text, begin, count);
                }
            }
            return super.call3(vm, a, an, b, bn, c, cn);
        }

        private static Object few(LuaVm vm, LuaString text, int begin, int count) {
            int first = text.byteAt(begin);
            if (count == 1) {
                return number(vm, first);
            }
            int second = text.byteAt(begin + 1);
            if (count == 2) {
                return vm.two(Tag.NUM, first, Tag.NUM, second);
            }
            int third = text.byteAt(begin + 2);
            if (count == 3) {
                return vm.three(Tag.NUM, first, Tag.NUM, second, Tag.NUM, third);
            }
            int fourth = text.byteAt(begin + 3);
            return vm.four(Tag.NUM, first, Tag.NUM, second, Tag.NUM, third, Tag.NUM, fourth);
        }
    }

    private static final class Char extends FastFunction {
        Char() {
            super("char");
        }

        @Override
        Object call(Arguments arguments) {
            byte[] bytes = new byte[arguments.count()];
            for (int i = 0; i < bytes.length; i++) {
                int c = arguments.integer(i + 1);
                if (c < 0 || c > 255) {
                    throw arguments.error(i + 1, "invalid value");
                }
                bytes[i] = (byte) c;
            }
            return LuaString.ofOwned(bytes);
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return isByte(a, an) ? LuaString.ofByte((int) an) : super.call1(vm, a, an);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return isByte(a, an) && isByte(b, bn)
                    ? LuaString.ofOwned(new byte[] {(byte) (int) an, (byte) (int) bn})
                    : super.call2(vm, a, an, b, bn);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            return isByte(a, an) && isByte(b, bn) && isByte(c, cn)
                    ? LuaString.ofOwned(
                            new byte[] {(byte) (int) an, (byte) (int) bn, (byte) (int) cn})
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
            return isByte(a, an) && isByte(b, bn) && isByte(c, cn) && isByte(d, dn)
                    ? LuaString.ofOwned(
                            new byte[] {
                                (byte) (int) an, (byte) (int) bn, (byte) (int) cn, (byte) (int) dn
                            })
                    : super.call4(vm, a, an, b, bn, c, cn, d, dn);
        }

        private static boolean isByte(Object value, double number) {
            return value == Tag.NUM && number >= 0 && number < 256;
        }
    }

    private static final class Rep extends FastFunction {
        Rep() {
            super("rep");
        }

        @Override
        Object call(Arguments arguments) {
            LuaString text = arguments.string(1);
            int count = arguments.integer(2);
            LuaString separator = arguments.optString(3, LuaString.EMPTY);
            return repeated(arguments.vm(), text, count, separator);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            return a instanceof LuaString text && b == Tag.NUM
                    ? repeated(vm, text, int32(bn), LuaString.EMPTY)
                    : super.call2(vm, a, an, b, bn);
        }

        private static LuaString repeated(
                LuaVm vm, LuaString text, int count, LuaString separator) {
            if (count <= 0) {
                return LuaString.EMPTY;
            }
            if (count == 1) {
                return text;
            }
            int unit = text.length() + separator.length();
            long total = (long) unit * count - separator.length();
            byte[] bytes = ByteText.allocate(vm, total);
            vm.heed(bytes.length);
            if (unit == 1 && text.length() == 1) {
                Arrays.fill(bytes, text.bytes()[0]);
                return LuaString.ofOwned(bytes);
            }
            System.arraycopy(text.bytes(), 0, bytes, 0, text.length());
            System.arraycopy(separator.bytes(), 0, bytes, text.length(), separator.length());
            for (int done = unit; done < bytes.length; done *= 2) {
                System.arraycopy(bytes, 0, bytes, done, Math.min(done, bytes.length - done));
                if (done > bytes.length / 2) {
                    break;
                }
            }
            return LuaString.ofOwned(bytes);
        }
    }

    /** lower and upper: the letters between two bounds change their case. */
    private static final class CaseChange extends FastFunction {
        private final char from;
        private final char to;

        CaseChange(String name, char from, char to) {
            super(name);
            this.from = from;
            this.to = to;
        }

        @Override
        Object call(Arguments arguments) {
            return changed(arguments.string(1));
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            if (a instanceof LuaString text) {
                vm.heed(text.length());
                return changed(text);
            }
            return super.call1(vm, a, an);
        }

        private LuaString changed(LuaString text) {
            byte[] source = text.bytes();
            int length = text.length();
            int i = 0;
            while (i + Long.BYTES <= length && letters(Words.longAt(source, i)) == 0) {
                i += Long.BYTES;
            }
            while (i < length && !isLetter(source[i])) {
                i++;
            }
            if (i == length) {
                return text;
            }
            byte[] result = Arrays.copyOf(source, length);
            for (; i + Long.BYTES <= length; i += Long.BYTES) {
                long eight = Words.longAt(result, i);
                Words.setLong(result, i, eight ^ letters(eight) >>> 2);
            }
            for (; i < length; i++) {
                if (isLetter(result[i])) {
                    result[i] ^= 0x20;
                }
            }
            return LuaString.ofOwned(result);
        }

        private boolean isLetter(byte c) {
            return c >= from && c <= to;
        }

        /** The highest bit of each of eight bytes that is one of the letters. */
        private long letters(long eight) {
            long low = eight & ~ByteSearch.HIGHS;
            long reachesFrom = low + (0x80 - from) * ByteSearch.ONES;
            long isAboveTo = low + (0x7f - to) * ByteSearch.ONES;
            return (reachesFrom ^ isAboveTo) & ~eight & ByteSearch.HIGHS;
        }
    }

    private static final class Reverse extends FastFunction {
        Reverse() {
            super("reverse");
        }

        @Override
        Object call(Arguments arguments) {
            return reversed(arguments.string(1));
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            if (a instanceof LuaString text) {
                vm.heed(text.length());
                return reversed(text);
            }
            return super.call1(vm, a, an);
        }

        private static LuaString reversed(LuaString text) {
            byte[] source = text.bytes();
            byte[] bytes = new byte[text.length()];
            for (int i = 0, j = bytes.length - 1; j >= 0; i++, j--) {
                bytes[j] = source[i];
            }
            return LuaString.ofOwned(bytes);
        }
    }

    private static Object dump(Arguments arguments) {
        LuaFunction function = arguments.function(1);
        Object mode = arguments.get(2);
        boolean strip =
                mode instanceof LuaString text
                        ? text.toLatin1().indexOf('s') >= 0
                        : arguments.truth(2);
        byte[] dumped = arguments.vm().chunkLoader().dump(function, strip);
        if (dumped == null) {
            throw arguments.error("unable to dump given function");
        }
        return LuaString.ofOwned(dumped);
    }
}
