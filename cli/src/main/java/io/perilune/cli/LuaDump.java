// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import io.perilune.lua.Lua;
import io.perilune.lua.compiler.Listing;
import io.perilune.lua.compiler.syntax.Dialect;
import io.perilune.lua.compiler.syntax.Source;
import io.perilune.lua.compiler.syntax.SyntaxError;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.stdlib.FileErrors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * luajit's option `-b`: saves a compiled chunk in our form, which our `load` takes, or lists its
 * code. Single use.
 */
final class LuaDump {

    private static final String USAGE =
            """
            usage: perilune lua -b[options] input output
              -l, -L    Only list code (the JVM's).
              -s        Strip debug info (default).
              -g        Keep debug info.
              -F name   Override filename (default: input filename).
              -e chunk  Use chunk string as input.
              -t raw    Output file type: only raw is there.
              --        Stop handling options.
              -         Use stdin as input and/or stdout as output.
            """;

    /** Input or output of the process. */
    private static final String STANDARD = "-";

    private final Lua lua;
    private final String[] arguments;
    private int next;
    private boolean isListing;
    private boolean strip = true;
    private String chunk;
    private String fileName;

    private LuaDump(Lua lua, int first, String... arguments) {
        this.lua = lua;
        this.arguments = arguments;
        this.next = first;
    }

    /**
     * Does what `-b...` at this index and the arguments behind it say.
     *
     * @throws LuaError that it cannot, or the chunk's own
     */
    static void write(Lua lua, String[] arguments, int first) {
        LuaDump dump = new LuaDump(lua, first, arguments);
        try {
            dump.options();
            dump.save();
        } catch (IOException failed) {
            String file = failed instanceof FileSystemException fs ? fs.getFile() + ": " : "";
            throw new LuaError("-b: " + file + FileErrors.of(failed).text());
        }
    }

    private void options() {
        letters(arguments[next].substring(2));
        while (++next < arguments.length && arguments[next].matches("-.+")) {
            if (arguments[next].equals("--")) {
                next++;
                return;
            }
            letters(arguments[next].substring(1));
        }
    }

    private void letters(String letters) {
        for (char letter : letters.toCharArray()) {
            switch (letter) {
                case 'l', 'L' -> isListing = true;
                case 's' -> strip = true;
                case 'g' -> strip = false;
                case 'e' -> chunk = value();
                case 'F' -> fileName = value();
                case 't' -> checkType(value());
                default -> throw new LuaError("-b: no option '" + letter + "'\n" + USAGE);
            }
        }
    }

    private String value() {
        if (++next >= arguments.length) {
            throw new LuaError("-b: an option lacks its value\n" + USAGE);
        }
        return arguments[next];
    }

    private static void checkType(String type) {
        if (!type.equals("raw")) {
            throw new LuaError("-b: only files of type 'raw' can be made here, not '" + type + "'");
        }
    }

    private void save() throws IOException {
        String input = chunk == null ? value(next++) : null;
        byte[] text = chunk == null ? read(input) : chunk.getBytes(StandardCharsets.UTF_8);
        String name =
                fileName != null ? "@" + fileName : chunk != null ? "=(command line)" : "@" + input;
        if (isListing) {
            String listing = list(new Source(text, name));
            write(
                    next < arguments.length ? arguments[next] : STANDARD,
                    listing.getBytes(StandardCharsets.ISO_8859_1));
            return;
        }
        String output = value(next);
        int dot = output.lastIndexOf('.');
        if (dot >= 0 && output.substring(dot).matches("\\.(c|h|o|obj)")) {
            checkType(output.substring(dot + 1));
        }
        write(output, lua.vm().chunkLoader().dump(lua.load(text, name).function(), strip));
    }

    private static void write(String output, byte[] content) throws IOException {
        if (output.equals(STANDARD)) {
            Terminal.out(new String(content, StandardCharsets.ISO_8859_1));
        } else {
            Files.write(Path.of(output), content);
        }
    }

    private static String list(Source source) {
        try {
            return Listing.of(source, Dialect.OPENRESTY);
        } catch (SyntaxError error) {
            throw new LuaError(error.getMessage());
        }
    }

    private String value(int index) {
        if (index >= arguments.length) {
            throw new LuaError("-b: input or output is missing\n" + USAGE);
        }
        return arguments[index];
    }

    private static byte[] read(String input) throws IOException {
        return input.equals(STANDARD)
                ? System.in.readAllBytes()
                : Files.readAllBytes(Path.of(input));
    }
}
