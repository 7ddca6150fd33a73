// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.NumberScan;
import io.perilune.lua.runtime.Tag;
import io.perilune.lua.runtime.lib.Arguments;
import java.io.IOException;
import java.nio.channels.NonReadableChannelException;
import java.util.Arrays;

/**
 * Reading by formats: `*n`, `*l`, `*L`, `*a`, or a number of bytes; and the iterators of lines.
 * Stateless.
 */
final class FileReading {
    private static final Object[] ONE_LINE = {LuaString.of("*l")};

    private FileReading() {}

    /** The results of file:read with its formats from an argument on. */
    static Object read(Arguments arguments, LuaFile file, int first) {
        Object[] formats = arguments.count() < first ? ONE_LINE : arguments.from(first);
        try {
            if (formats.length == 1) {
                return value(arguments, file, formats[0], first);
            }
            return arguments.results(values(arguments, file, formats, first));
        } catch (IOException | NonReadableChannelException e) {
            return FileErrors.of(e).results(arguments, null);
        }
    }

    /** Up to the first format that fails, which gives nil. */
    private static Object[] values(Arguments arguments, LuaFile file, Object[] formats, int first)
            throws IOException {
        Object[] values = new Object[formats.length];
        for (int i = 0; i < formats.length; i++) {
            values[i] = value(arguments, file, formats[i], first + i);
            if (values[i] == null) {
                return Arrays.copyOf(values, i + 1);
            }
        }
        return values;
    }

    private static Object value(Arguments arguments, LuaFile file, Object format, int index)
            throws IOException {
        if (format instanceof Double count) {
            return file.bytes(FastFunction.int32(count));
        }
        if (!(format instanceof LuaString text)) {
            throw arguments.error(index, "invalid option");
        }
        return switch (letter(text)) {
            case 'n' -> {
                double number = file.number();
                yield NumberScan.isNone(number) ? null : (Double) number;
            }
            case 'l' -> file.line(false);
            case 'L' -> file.line(true);
            case 'a' -> file.all();
            default -> throw arguments.error(index, "invalid format");
        };
    }

    private static int letter(LuaString format) {
        int letter = format.length() == 0 ? 0 : format.byteAt(0);
        return letter != '*' ? letter : format.length() == 1 ? 0 : format.byteAt(1);
    }

    /** What one frequent format gives, in the two-slot convention; else {@link Tag#MANY}. */
    private static Object fast(LuaVm vm, LuaFile file, Object format, double count)
            throws IOException {
        if (format == Tag.NUM) {
            return file.bytes(FastFunction.int32(count));
        }
        if (!(format instanceof LuaString text)) {
            return Tag.MANY;
        }
        return switch (letter(text)) {
            case 'n' -> {
                double number = file.number();
                yield NumberScan.isNone(number) ? null : FastFunction.number(vm, number);
            }
            case 'l' -> file.line(false);
            case 'L' -> file.line(true);
            case 'a' -> file.all();
            default -> Tag.MANY;
        };
    }

    private static Object failed(LuaVm vm, Exception e) {
        return FileErrors.of(e).results(new Arguments(vm, "read", LuaVm.NO_VALUES), null);
    }

    /** io.read. Confined to its machine. */
    static final class FromInput extends FastFunction {
        private final IoLib io;

        FromInput(IoLib io) {
            super("read");
            this.io = io;
        }

        @Override
        Object call(Arguments arguments) {
            return read(arguments, io.openInput(arguments), 1);
        }

        @Override
        public Object call0(LuaVm vm) {
            return call1(vm, ONE_LINE[0], 0);
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            LuaFile file = io.input();
            if (file.isOpen()) {
                try {
                    Object value = fast(vm, file, a, an);
                    if (value != Tag.MANY) {
                        return value;
                    }
                } catch (IOException | NonReadableChannelException e) {
                    return failed(vm, e);
                }
            }
            return super.call1(vm, a, an);
        }
    }

    /** file:read. */
    static final class FromFile extends FastFunction {
        FromFile() {
            super("read");
        }

        @Override
        Object call(Arguments arguments) {
            return read(arguments, IoLib.opened(arguments), 2);
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            return IoLib.fileOf(a) == null
                    ? super.call1(vm, a, an)
                    : call2(vm, a, an, ONE_LINE[0], 0);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            LuaFile file = IoLib.fileOf(a);
            if (file != null && file.isOpen()) {
                try {
                    Object value = fast(vm, file, b, bn);
                    if (value != Tag.MANY) {
                        return value;
                    }
                } catch (IOException | NonReadableChannelException e) {
                    return failed(vm, e);
                }
            }
            return super.call2(vm, a, an, b, bn);
        }
    }

    /** What file:lines and io.lines give. Confined to its machine. */
    static final class Lines extends FastFunction {
        private final LuaFile file;
        private final boolean closing;
        private final Object[] formats;

        /**
         * @param closing whether the file is closed at its end
         */
        Lines(LuaFile file, boolean closing, Object[] formats) {
            super("lines");
            this.file = file;
            this.closing = closing;
            this.formats = formats.length == 0 ? ONE_LINE : formats;
        }

        @Override
        Object call(Arguments arguments) {
            if (!file.isOpen()) {
                throw arguments.error("attempt to use a closed file");
            }
            Object[] values;
            try {
                values = values(arguments, file, formats, 1);
                if (values[0] == null && closing) {
                    file.close();
                    return arguments.none();
                }
            } catch (IOException | NonReadableChannelException e) {
                throw new LuaError((Object) FileErrors.of(e).message(null));
            }
            return arguments.results(values);
        }

        /** As the generic `for` calls it. */
        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            if (formats == ONE_LINE && file.isOpen()) {
                try {
                    LuaString line = file.line(false);
                    if (line != null || !closing) {
                        return line;
                    }
                } catch (IOException | NonReadableChannelException e) {
                    throw new LuaError((Object) FileErrors.of(e).message(null));
                }
            }
            return super.call2(vm, a, an, b, bn);
        }
    }
}
