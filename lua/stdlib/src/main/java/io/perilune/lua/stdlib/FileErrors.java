// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.lib.Arguments;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Map;

/**
 * The system's words and number for what went wrong with a file, from Java's exceptions. Immutable.
 *
 * @param text what C's strerror says
 * @param number Linux's errno
 */
public record FileErrors(String text, int number) {
    static final FileErrors NO_ENTRY = new FileErrors("No such file or directory", 2);
    static final FileErrors IO = new FileErrors("Input/output error", 5);
    static final FileErrors BAD_DESCRIPTOR = new FileErrors("Bad file descriptor", 9);
    static final FileErrors ACCESS = new FileErrors("Permission denied", 13);
    static final FileErrors EXISTS = new FileErrors("File exists", 17);
    static final FileErrors INVALID = new FileErrors("Invalid argument", 22);
    static final FileErrors ILLEGAL_SEEK = new FileErrors("Illegal seek", 29);
    static final FileErrors NOT_EMPTY = new FileErrors("Directory not empty", 39);

    /** What the JDK passes on in the system's own words. */
    private static final Map<String, Integer> NUMBERS =
            Map.ofEntries(
                    Map.entry("Operation not permitted", 1),
                    Map.entry("No such file or directory", 2),
                    Map.entry("Input/output error", 5),
                    Map.entry("No such device or address", 6),
                    Map.entry("Bad file descriptor", 9),
                    Map.entry("Cannot allocate memory", 12),
                    Map.entry("Permission denied", 13),
                    Map.entry("Device or resource busy", 16),
                    Map.entry("File exists", 17),
                    Map.entry("Invalid cross-device link", 18),
                    Map.entry("Not a directory", 20),
                    Map.entry("Is a directory", 21),
                    Map.entry("Invalid argument", 22),
                    Map.entry("Too many open files in system", 23),
                    Map.entry("Too many open files", 24),
                    Map.entry("Text file busy", 26),
                    Map.entry("File too large", 27),
                    Map.entry("No space left on device", 28),
                    Map.entry("Illegal seek", 29),
                    Map.entry("Read-only file system", 30),
                    Map.entry("Broken pipe", 32),
                    Map.entry("File name too long", 36),
                    Map.entry("Directory not empty", 39),
                    Map.entry("Too many levels of symbolic links", 40));

    /** Of what Java's file operations throw. */
    public static FileErrors of(Exception e) {
        return switch (e) {
            case NoSuchFileException ignored -> NO_ENTRY;
            case InvalidPathException ignored -> NO_ENTRY;
            case AccessDeniedException ignored -> ACCESS;
            case FileAlreadyExistsException ignored -> EXISTS;
            case DirectoryNotEmptyException ignored -> NOT_EMPTY;
            case NonReadableChannelException ignored -> BAD_DESCRIPTOR;
            case NonWritableChannelException ignored -> BAD_DESCRIPTOR;
            case FileSystemException system when system.getReason() != null ->
                    named(system.getReason());
            case FileNotFoundException ignored -> NO_ENTRY;
            case IOException io when io.getMessage() != null -> named(io.getMessage());
            default -> IO;
        };
    }

    private static FileErrors named(String words) {
        Integer number = NUMBERS.get(words);
        return new FileErrors(words, number == null ? IO.number : number);
    }

    /** nil, "name: what", errno; without the name when it is null. */
    Object results(Arguments arguments, LuaString name) {
        return arguments.results(null, message(name), (double) number);
    }

    LuaString message(LuaString name) {
        return LuaString.of(name == null ? text : name + ": " + text);
    }
}
