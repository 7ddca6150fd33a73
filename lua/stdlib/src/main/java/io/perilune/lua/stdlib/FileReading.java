// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.Conversion;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaString;
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
        int letter = text.length() == 0 ? 0 : text.byteAt(0);
        if (letter == '*') {
            letter = text.length() == 1 ? 0 : text.byteAt(1);
        }
        return switch (letter) {
            case 'n' -> Conversion.toNumber(LuaString.of(file.numeral()));
            case 'l' -> file.line(false);
            case 'L' -> file.line(true);
            case 'a' -> file.all();
            default -> throw arguments.error(index, "invalid format");
        };
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
    }
}
