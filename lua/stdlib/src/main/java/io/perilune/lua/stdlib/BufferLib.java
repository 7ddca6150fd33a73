// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import static io.perilune.lua.runtime.lib.FunctionTable.entry;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaUserdata;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Tag;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.runtime.lib.FunctionTable;

/**
 * The module `string.buffer`. Confined to its machine.
 *
 * <p>What works on raw memory (putcdata, reserve, commit, ref) belongs to `ffi` and is not here.
 */
final class BufferLib {
    private static final int MAX_LENGTH = 0x7fffff00;

    static final FunctionTable METHODS =
            FunctionTable.of(
                    entry("decode", BufferLib::decodeFrom),
                    entry("encode", BufferLib::encodeInto),
                    entry("free", BufferLib::free),
                    entry("get", BufferLib::get),
                    entry("put", new Put()),
                    entry("putf", BufferLib::putf),
                    entry("reset", BufferLib::reset),
                    entry("set", BufferLib::set),
                    entry("skip", BufferLib::skip),
                    entry("tostring", BufferLib::tostring),
                    entry("__concat", BufferLib::concat),
                    entry("__len", BufferLib::len),
                    entry("__tostring", BufferLib::tostring));

    static final FunctionTable TABLE =
            FunctionTable.of(
                    entry("decode", BufferLib::decode), entry("encode", BufferLib::encode));

    private BufferLib() {}

    static LuaTable open() {
        LuaTable metatable = new LuaTable();
        METHODS.installInto(metatable);
        metatable.put("__index", metatable);
        metatable.put("__metatable", LuaString.of("buffer"));
        LuaTable library = new LuaTable();
        TABLE.installInto(library);
        FunctionTable.of(entry("new", arguments -> newBuffer(arguments, metatable)))
                .installInto(library);
        return library;
    }

    private static Object newBuffer(Arguments arguments, LuaTable metatable) {
        int options = 1;
        int room = 0;
        if (!arguments.isAbsent(1) && !(arguments.get(1) instanceof LuaTable)) {
            options = 2;
            room = arguments.isAbsentOrNil(1) ? 0 : size(arguments, 1);
        }
        LuaTable strings = null;
        LuaTable metatables = null;
        if (!arguments.isAbsent(options)) {
            LuaTable given = arguments.table(options);
            strings = dictionary(arguments, given.get("dict"), LuaString.class);
            metatables = dictionary(arguments, given.get("metatable"), LuaTable.class);
        }
        return new LuaUserdata(new BufferText(room, strings, metatables), metatable);
    }

    private static LuaTable dictionary(Arguments arguments, Object option, Class<?> kind) {
        if (!(option instanceof LuaTable table)) {
            return null;
        }
        for (long i = 1; i <= table.length(); i++) {
            Object item = table.get(i);
            if (item != Boolean.FALSE && !kind.isInstance(item)) {
                throw arguments.error("bad options table");
            }
        }
        return table;
    }

    private static int size(Arguments arguments, int index) {
        double n = arguments.number(index);
        if (!(n >= 0 && n <= MAX_LENGTH)) {
            throw arguments.error(index, "number out of range");
        }
        return (int) n;
    }

    private static BufferText buffer(Arguments arguments) {
        if (arguments.get(1) instanceof LuaUserdata userdata
                && userdata.content() instanceof BufferText buffer) {
            return buffer;
        }
        throw arguments.typeError(1, "buffer");
    }

    // --- methods
    // -----------------------------------------------------------------------------------------

    /** Up to three texts are taken in registers. */
    private static final class Put extends FastFunction {
        Put() {
            super("put");
        }

        @Override
        Object call(Arguments arguments) {
            BufferText buffer = buffer(arguments);
            for (int i = 2; i <= arguments.count(); i++) {
                if (arguments.get(i) instanceof LuaUserdata userdata
                        && userdata.content() == buffer) {
                    throw arguments.error(i, "cannot put buffer into itself");
                }
                buffer.end().put(text(arguments, i));
            }
            return arguments.get(1);
        }

        private static ByteText textOf(Object value) {
            return value instanceof LuaUserdata userdata
                            && userdata.content() instanceof BufferText buffer
                    ? buffer.end()
                    : null;
        }

        private static boolean isText(Object value) {
            return value instanceof LuaString || value == Tag.NUM;
        }

        private static void put(ByteText out, Object value, double number) {
            if (value instanceof LuaString text) {
                out.put(text);
            } else {
                out.putNumber(number);
            }
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            ByteText out = textOf(a);
            if (out == null || !isText(b)) {
                return super.call2(vm, a, an, b, bn);
            }
            put(out, b, bn);
            return a;
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object b, double bn, Object c, double cn) {
            ByteText out = textOf(a);
            if (out == null || !isText(b) || !isText(c)) {
                return super.call3(vm, a, an, b, bn, c, cn);
            }
            put(out, b, bn);
            put(out, c, cn);
            return a;
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
            ByteText out = textOf(a);
            if (out == null || !isText(b) || !isText(c) || !isText(d)) {
                return super.call4(vm, a, an, b, bn, c, cn, d, dn);
            }
            put(out, b, bn);
            put(out, c, cn);
            put(out, d, dn);
            return a;
        }
    }

    private static LuaString text(Arguments arguments, int index) {
        Object value = arguments.get(index);
        LuaVm vm = arguments.vm();
        if (!(value instanceof LuaString || value instanceof Double)) {
            LuaTable metatable = vm.metatable(value);
            Object handler = metatable == null ? null : metatable.get("__tostring");
            value = handler == null ? null : vm.call1(handler, value);
        }
        if (value instanceof LuaString text) {
            return text;
        }
        if (value instanceof Double) {
            return vm.tostring(value);
        }
        throw arguments.typeError(index, "string/number/__tostring");
    }

    private static Object putf(Arguments arguments) {
        BufferText buffer = buffer(arguments);
        StringFormat.write(FormatTemplate.of(arguments.string(2)), arguments, 2, buffer.end());
        return arguments.get(1);
    }

    private static Object set(Arguments arguments) {
        BufferText buffer = buffer(arguments);
        LuaString text = arguments.string(2);
        buffer.reset();
        buffer.end().put(text);
        return arguments.get(1);
    }

    private static Object get(Arguments arguments) {
        BufferText buffer = buffer(arguments);
        int count = Math.max(1, arguments.count() - 1);
        Object[] parts = new Object[count];
        for (int i = 0; i < count; i++) {
            parts[i] =
                    buffer.take(
                            arguments.isAbsentOrNil(i + 2) ? MAX_LENGTH : size(arguments, i + 2));
        }
        return arguments.results(parts);
    }

    private static Object skip(Arguments arguments) {
        buffer(arguments).skip(size(arguments, 2));
        return arguments.get(1);
    }

    private static Object reset(Arguments arguments) {
        buffer(arguments).reset();
        return arguments.get(1);
    }

    private static Object free(Arguments arguments) {
        buffer(arguments).free();
        return arguments.get(1);
    }

    private static Object tostring(Arguments arguments) {
        return buffer(arguments).content();
    }

    private static Object len(Arguments arguments) {
        return (double) buffer(arguments).length();
    }

    /** `..` takes a buffer like a string. */
    private static Object concat(Arguments arguments) {
        return new ByteText().put(text(arguments, 1)).put(text(arguments, 2)).toLuaString();
    }

    // --- objects
    // -----------------------------------------------------------------------------------------

    private static Object encodeInto(Arguments arguments) {
        BufferText buffer = buffer(arguments);
        Object value = arguments.any(2);
        new ObjectEncoding(arguments, buffer.end(), buffer.strings, buffer.metatables).put(value);
        return arguments.get(1);
    }

    private static Object decodeFrom(Arguments arguments) {
        BufferText buffer = buffer(arguments);
        ObjectDecoding decoding =
                new ObjectDecoding(
                        arguments,
                        buffer.end().bytes(),
                        buffer.begin(),
                        buffer.end().length(),
                        buffer.strings,
                        buffer.metatables);
        Object value = decoding.get();
        buffer.skip(decoding.position() - buffer.begin());
        return value;
    }

    private static Object encode(Arguments arguments) {
        Object value = arguments.any(1);
        ByteText out = new ByteText();
        new ObjectEncoding(arguments, out, null, null).put(value);
        return out.toLuaString();
    }

    private static Object decode(Arguments arguments) {
        LuaString text = arguments.string(1);
        ObjectDecoding decoding =
                new ObjectDecoding(arguments, text.bytes(), 0, text.length(), null, null);
        Object value = decoding.get();
        if (decoding.position() != text.length()) {
            throw arguments.error("left-over data in buffer");
        }
        return value;
    }
}
