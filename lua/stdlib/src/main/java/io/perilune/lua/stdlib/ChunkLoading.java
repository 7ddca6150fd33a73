// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import static io.perilune.lua.runtime.lib.FunctionTable.entry;

import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.runtime.lib.FunctionTable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** load, loadstring, loadfile, dofile: from text to a function. Stateless. */
final class ChunkLoading {
    static final FunctionTable TABLE =
            FunctionTable.of(
                    entry("dofile", ChunkLoading::dofile),
                    entry("load", ChunkLoading::load),
                    entry("loadfile", ChunkLoading::loadfile),
                    entry("loadstring", ChunkLoading::load));

    /** The first byte of a dumped function. */
    private static final int DUMP_MARK = 27;

    private ChunkLoading() {}

    private static Object load(Arguments arguments) {
        LuaString given = arguments.optString(2, null);
        LuaString name = given == null ? null : given.cString();
        LuaString mode = arguments.optString(3, null);
        Object source = arguments.get(1);
        LuaTable environment = environment(arguments, 4);
        try {
            if (source instanceof LuaString || source instanceof Double) {
                LuaString text = arguments.string(1);
                return load(
                        arguments.vm(),
                        text.toBytes(),
                        name == null ? text.cString() : name,
                        mode,
                        environment);
            }
            LuaFunction reader = arguments.function(1);
            byte[] text = readAll(arguments, reader);
            LuaString chunkName = name == null ? LuaString.of("=(load)") : name;
            return load(arguments.vm(), text, chunkName, mode, environment);
        } catch (LuaError e) {
            if (!(source instanceof LuaString
                    || source instanceof LuaFunction
                    || source instanceof Double)) {
                throw e;
            }
            return arguments.results(null, e.value());
        }
    }

    private static LuaTable environment(Arguments arguments, int index) {
        return arguments.get(index) instanceof LuaTable table
                ? table
                : Environments.ofThread(arguments.vm());
    }

    /** All pieces that a function gives, up to nil or an empty one. */
    private static byte[] readAll(Arguments arguments, LuaFunction reader) {
        LuaVm vm = arguments.vm();
        ByteText text = new ByteText();
        while (true) {
            Object piece = vm.call1(reader);
            if (piece == null) {
                break;
            }
            if (!(piece instanceof LuaString || piece instanceof Double)) {
                throw arguments.error("reader function must return a string");
            }
            LuaString part = vm.tostring(piece);
            if (part.length() == 0) {
                break;
            }
            text.put(part);
        }
        return text.toLuaString().toBytes();
    }

    /**
     * Loads a chunk when its kind is allowed: `t` for text, `b` for a dumped function, null for
     * both.
     */
    static LuaFunction load(
            LuaVm vm, byte[] source, LuaString name, LuaString mode, LuaTable environment) {
        if (mode != null) {
            boolean dumped = source.length > 0 && source[0] == DUMP_MARK;
            if (mode.toLatin1().indexOf(dumped ? 'b' : 't') < 0) {
                throw new LuaError("attempt to load chunk with wrong mode");
            }
        }
        return vm.chunkLoader().load(vm, source, name, environment);
    }

    private static Object loadfile(Arguments arguments) {
        LuaString name = arguments.optString(1, null);
        LuaString mode = arguments.optString(2, null);
        LuaTable environment = environment(arguments, 3);
        try {
            return loadFile(arguments.vm(), name, mode, environment);
        } catch (LuaError e) {
            return arguments.results(null, e.value());
        }
    }

    private static Object dofile(Arguments arguments) {
        LuaVm vm = arguments.vm();
        LuaFunction chunk =
                loadFile(vm, arguments.optString(1, null), null, Environments.ofThread(vm));
        return arguments.results(vm.call(chunk));
    }

    /** A folder can be opened, as C sees it. */
    private static String failing(LuaString name) {
        boolean isFolder = name != null && new File(name.toString()).isDirectory();
        return isFolder ? "cannot read " : "cannot open ";
    }

    /** A file's function, or standard input's when the name is null; chunk name `@name`. */
    static LuaFunction loadFile(LuaVm vm, LuaString name, LuaString mode, LuaTable environment) {
        byte[] source;
        try {
            if (name != null && name.isEmpty()) {
                throw new NoSuchFileException("");
            }
            source =
                    name == null
                            ? System.in.readAllBytes()
                            : Files.readAllBytes(Path.of(name.toString()));
        } catch (IOException | InvalidPathException e) {
            throw new LuaError(failing(name) + name + ": " + FileErrors.of(e).text());
        }
        LuaString chunkName = LuaString.of(name == null ? "=stdin" : "@" + name);
        return load(vm, source, chunkName, mode, environment);
    }
}
