// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.stdlib.LuaFile.Buffering;
import io.perilune.lua.stdlib.LuaFile.Kind;
import java.io.IOException;

/**
 * debug.debug: runs each line of the input, with the newline in it, until it is `cont` or ends.
 * Stateless.
 */
final class DebugPrompt {
    private static final LuaString PROMPT = LuaString.of("lua_debug> ");
    private static final LuaString NAME = LuaString.of("=(debug command)");

    private DebugPrompt() {}

    static Object run(Arguments arguments, LibraryOptions options) {
        LuaFile input =
                new LuaFile(
                        new ByteDevice.Stream(options.input(), null),
                        Kind.STANDARD,
                        Buffering.FULL);
        try {
            while (true) {
                print(options, PROMPT);
                LuaString line = input.line(true);
                if (line == null || line.toLatin1().equals("cont\n")) {
                    return arguments.none();
                }
                execute(arguments.vm(), options, line);
            }
        } catch (IOException e) {
            return FileErrors.of(e).results(arguments, null);
        }
    }

    private static void execute(LuaVm vm, LibraryOptions options, LuaString line)
            throws IOException {
        try {
            LuaFunction chunk =
                    ChunkLoading.load(vm, line.toBytes(), NAME, null, Environments.ofThread(vm));
            vm.call(chunk);
        } catch (LuaError e) {
            boolean isText = e.value() instanceof LuaString || e.value() instanceof Double;
            print(
                    options,
                    isText
                            ? vm.tostring(e.value())
                            : LuaString.of("(error object is not a string)"));
            options.error().write('\n');
        }
    }

    private static void print(LibraryOptions options, LuaString text) throws IOException {
        options.error().write(text.bytes(), 0, text.length());
    }
}
