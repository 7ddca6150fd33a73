// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import static io.perilune.lua.runtime.lib.FunctionTable.entry;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaUserdata;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.runtime.lib.FunctionTable;
import io.perilune.lua.stdlib.LuaFile.Buffering;
import io.perilune.lua.stdlib.LuaFile.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * The io library. Confined to its machine.
 *
 * <p>A file that nobody closes is written and closed when it is found to be garbage, or when the
 * machine ends.
 */
final class IoLib {
    static final FunctionTable METHODS =
            FunctionTable.of(
                    entry("flush", IoLib::flush),
                    entry("lines", IoLib::lines),
                    entry("read", new FileReading.FromFile()),
                    entry("seek", IoLib::seek),
                    entry("setvbuf", IoLib::setvbuf),
                    entry("__tostring", IoLib::described));

    private final LuaVm vm;
    private final LibraryOptions options;
    private final OpenFiles files;
    private final LuaTable metatable = new LuaTable();
    private LuaUserdata input;
    private LuaUserdata output;

    private IoLib(LuaVm vm, LibraryOptions options, OpenFiles files) {
        this.vm = vm;
        this.options = options;
        this.files = files;
    }

    static LuaTable open(LuaVm vm, LibraryOptions options, OpenFiles files) {
        IoLib io = new IoLib(vm, options, files);
        METHODS.installInto(io.metatable);
        FunctionTable.of(
                        entry("close", io::close),
                        entry("write", new FileWriting.ToFile(options.lua52())),
                        entry("__gc", io::collected))
                .installInto(io.metatable);
        io.metatable.put("__index", io.metatable);
        vm.registry().put("FILE*", io.metatable);
        LuaTable library = new LuaTable();
        io.functions().installInto(library);
        io.standardFiles(library);
        return library;
    }

    private FunctionTable functions() {
        return FunctionTable.of(
                entry("close", this::close),
                entry("flush", arguments -> flushed(arguments, standard(arguments, output))),
                entry("input", this::input),
                entry("lines", this::linesOfFile),
                entry("open", this::openFile),
                entry("output", this::output),
                entry("popen", this::popen),
                entry("read", new FileReading.FromInput(this)),
                entry("tmpfile", this::tmpfile),
                entry("type", IoLib::type),
                entry("write", new FileWriting.ToOutput(this)));
    }

    private void standardFiles(LuaTable library) {
        input =
                wrap(
                        new LuaFile(
                                new ByteDevice.Stream(options.input(), null),
                                Kind.STANDARD,
                                Buffering.FULL));
        // print writes to the same stream, so it does the buffering
        output =
                wrap(
                        new LuaFile(
                                new ByteDevice.Stream(null, options.output()),
                                Kind.STANDARD,
                                Buffering.NONE));
        library.put("stdin", input);
        library.put("stdout", output);
        library.put(
                "stderr",
                wrap(
                        new LuaFile(
                                new ByteDevice.Stream(null, options.error()),
                                Kind.STANDARD,
                                Buffering.NONE)));
    }

    private LuaUserdata wrap(LuaFile file) {
        return new LuaUserdata(file, metatable);
    }

    /** A file that the script has opened. */
    private LuaUserdata tracked(LuaFile file) {
        vm.finalizers().runPending(vm);
        LuaUserdata userdata = vm.finalizers().create(file, metatable);
        files.add(file);
        return userdata;
    }

    // --- files as arguments
    // ------------------------------------------------------------------------------

    /** The file that a value is, or null. */
    static LuaFile fileOf(Object value) {
        return value instanceof LuaUserdata userdata && userdata.content() instanceof LuaFile file
                ? file
                : null;
    }

    private static LuaFile file(Arguments arguments) {
        LuaFile file = fileOf(arguments.get(1));
        if (file == null) {
            throw arguments.typeError(1, "FILE*");
        }
        return file;
    }

    static LuaFile opened(Arguments arguments) {
        LuaFile file = file(arguments);
        if (!file.isOpen()) {
            throw arguments.error("attempt to use a closed file");
        }
        return file;
    }

    private static LuaFile standard(Arguments arguments, LuaUserdata userdata) {
        LuaFile file = (LuaFile) userdata.content();
        if (!file.isOpen()) {
            throw arguments.error("standard file is closed");
        }
        return file;
    }

    /** Where io.read reads; maybe closed. */
    LuaFile input() {
        return (LuaFile) input.content();
    }

    /** Where io.write writes; maybe closed. */
    LuaFile output() {
        return (LuaFile) output.content();
    }

    /** Where io.read reads, or Lua's error when it is closed. */
    LuaFile openInput(Arguments arguments) {
        return standard(arguments, input);
    }

    LuaFile openOutput(Arguments arguments) {
        return standard(arguments, output);
    }

    private static Object type(Arguments arguments) {
        boolean isFile = fileOf(arguments.any(1)) != null;
        return isFile ? LuaString.of(file(arguments).isOpen() ? "file" : "closed file") : null;
    }

    private static Object described(Arguments arguments) {
        LuaFile file = file(arguments);
        return LuaString.of(
                file.isOpen()
                        ? "file (" + StringFormat.address(arguments.vm(), arguments.get(1)) + ")"
                        : "file (closed)");
    }

    // --- opening
    // -----------------------------------------------------------------------------------------

    private Object openFile(Arguments arguments) {
        LuaString name = arguments.cString(1);
        LuaString mode = arguments.optString(2, LuaString.of("r"));
        try {
            return tracked(open(name, mode.toLatin1()));
        } catch (IOException | InvalidPathException e) {
            return FileErrors.of(e).results(arguments, name);
        }
    }

    /** As fopen: `r`, `w` or `a`, then `+` or `b` in any order. */
    private static LuaFile open(LuaString name, String mode) throws IOException {
        char first = mode.isEmpty() ? 0 : mode.charAt(0);
        boolean both = mode.indexOf('+') > 0;
        Set<OpenOption> how = new HashSet<>();
        switch (first) {
            case 'r' -> how.add(StandardOpenOption.READ);
            case 'w' ->
                    how.addAll(
                            EnumSet.of(
                                    StandardOpenOption.WRITE,
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.TRUNCATE_EXISTING));
            // Not APPEND: that cannot be combined with READ. The device moves to the end before it
            // writes
            case 'a' -> how.addAll(EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE));
            default -> throw new IOException(FileErrors.INVALID.text());
        }
        if (both) {
            how.add(StandardOpenOption.READ);
            how.add(StandardOpenOption.WRITE);
        }
        if (name.isEmpty()) {
            throw new NoSuchFileException("");
        }
        FileChannel channel = FileChannel.open(Path.of(name.toString()), how);
        return new LuaFile(
                new ByteDevice.Channel(channel, both || first != 'r', first == 'a'),
                Kind.REGULAR,
                Buffering.FULL);
    }

    private Object tmpfile(Arguments arguments) {
        try {
            Path path = Files.createTempFile("lua_", "");
            FileChannel channel =
                    FileChannel.open(
                            path,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE);
            return tracked(
                    new LuaFile(
                            new ByteDevice.Channel(channel, true, false),
                            Kind.REGULAR,
                            Buffering.FULL));
        } catch (IOException e) {
            return FileErrors.of(e).results(arguments, null);
        }
    }

    private Object popen(Arguments arguments) {
        LuaString command = arguments.cString(1);
        String mode = arguments.optString(2, LuaString.of("r")).toLatin1();
        boolean reading = mode.startsWith("r");
        if (!reading && !mode.startsWith("w")) {
            return FileErrors.INVALID.results(arguments, command);
        }
        try {
            options.output().flush();
            ProcessBuilder builder =
                    new ProcessBuilder("/bin/sh", "-c", command.toString()).inheritIO();
            if (reading) {
                builder.redirectOutput(ProcessBuilder.Redirect.PIPE);
            } else {
                builder.redirectInput(ProcessBuilder.Redirect.PIPE);
            }
            Process process = builder.start();
            ByteDevice.Stream stream =
                    reading
                            ? new ByteDevice.Stream(process.getInputStream(), null)
                            : new ByteDevice.Stream(null, process.getOutputStream());
            return tracked(
                    new LuaFile(
                            new ByteDevice.Command(process, stream), Kind.PIPE, Buffering.FULL));
        } catch (IOException e) {
            return FileErrors.of(e).results(arguments, command);
        }
    }

    // --- closing
    // -----------------------------------------------------------------------------------------

    private Object close(Arguments arguments) {
        LuaFile file = arguments.isAbsent(1) ? (LuaFile) output.content() : opened(arguments);
        if (!file.isOpen()) {
            throw arguments.error("attempt to use a closed file");
        }
        if (file.kind() == Kind.STANDARD) {
            return arguments.results(null, LuaString.of("cannot close standard file"));
        }
        try {
            files.remove(file);
            int status = file.close();
            return file.kind() == Kind.PIPE && options.lua52()
                    ? OsLib.ended(arguments, status)
                    : Boolean.TRUE;
        } catch (IOException e) {
            return FileErrors.of(e).results(arguments, null);
        }
    }

    private Object collected(Arguments arguments) {
        LuaFile file = file(arguments);
        if (file.isOpen() && file.kind() != Kind.STANDARD) {
            try {
                files.remove(file);
                file.close();
            } catch (IOException e) {
                return FileErrors.of(e).results(arguments, null);
            }
        }
        return arguments.none();
    }

    // --- standard files
    // ------------------------------------------------------------------------------------

    private Object input(Arguments arguments) {
        if (!arguments.isAbsentOrNil(1)) {
            input = given(arguments, "r");
        }
        return input;
    }

    private Object output(Arguments arguments) {
        if (!arguments.isAbsentOrNil(1)) {
            output = given(arguments, "w");
        }
        return output;
    }

    private LuaUserdata given(Arguments arguments, String mode) {
        if (arguments.get(1) instanceof LuaUserdata userdata) {
            opened(arguments);
            return userdata;
        }
        return tracked(openOrThrow(arguments, mode));
    }

    private static LuaFile openOrThrow(Arguments arguments, String mode) {
        LuaString name = arguments.cString(1);
        try {
            return open(name, mode);
        } catch (IOException | InvalidPathException e) {
            throw arguments.error(1, FileErrors.of(e).message(name).toString());
        }
    }

    // --- lines
    // -------------------------------------------------------------------------------------------

    private static Object lines(Arguments arguments) {
        return new FileReading.Lines(opened(arguments), false, arguments.from(2));
    }

    private Object linesOfFile(Arguments arguments) {
        Object[] formats = arguments.from(2);
        return arguments.isAbsentOrNil(1)
                ? new FileReading.Lines((LuaFile) input.content(), false, formats)
                : new FileReading.Lines(openOrThrow(arguments, "r"), true, formats);
    }

    // --- writing
    // -----------------------------------------------------------------------------------------

    /** What io.write answers. */
    Object written() {
        return options.lua52() ? output : Boolean.TRUE;
    }

    private static Object flush(Arguments arguments) {
        return flushed(arguments, opened(arguments));
    }

    private static Object flushed(Arguments arguments, LuaFile file) {
        try {
            file.flush();
            return Boolean.TRUE;
        } catch (IOException e) {
            return FileErrors.of(e).results(arguments, null);
        }
    }

    private static Object seek(Arguments arguments) {
        LuaFile file = opened(arguments);
        String whence = arguments.optString(2, LuaString.of("cur")).toLatin1();
        int from =
                switch (whence) {
                    case "set" -> 0;
                    case "cur" -> 1;
                    case "end" -> 2;
                    default -> throw arguments.error(2, "invalid option '" + whence + "'");
                };
        long offset = (long) arguments.optNumber(3, 0);
        try {
            return (double) file.seek(offset, from);
        } catch (IOException e) {
            return FileErrors.of(e).results(arguments, null);
        }
    }

    private static Object setvbuf(Arguments arguments) {
        LuaFile file = opened(arguments);
        String mode = arguments.string(2).toLatin1();
        Buffering buffering =
                switch (mode) {
                    case "full" -> Buffering.FULL;
                    case "line" -> Buffering.LINE;
                    case "no" -> Buffering.NONE;
                    default -> throw arguments.error(2, "invalid option '" + mode + "'");
                };
        arguments.optInteger(3, 0);
        try {
            file.buffering(file.kind() == Kind.STANDARD ? Buffering.NONE : buffering);
            return Boolean.TRUE;
        } catch (IOException e) {
            return FileErrors.of(e).results(arguments, null);
        }
    }
}
