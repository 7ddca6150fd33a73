// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/**
 * What the libraries see of the world outside, and which of them there are. Immutable.
 *
 * <p>Streams are used from the machine's thread only and never closed.
 *
 * @param output what print and io.stdout write to
 * @param error io.stderr
 * @param input io.stdin
 * @param environment os.getenv: a name to its value, or null
 * @param exit os.exit: gets the status and does not return normally
 * @param collector what collectgarbage("collect") runs
 * @param libraries names of the libraries to install, out of {@link StandardLibraries#NAMES}
 * @param lua52 the parts of Lua 5.2 that LuaJIT has behind its build flag, as OpenResty's bundle
 *     sets it
 * @param path package.path, or null for the environment's LUA_PATH or the default
 * @param cpath package.cpath, likewise
 */
public record LibraryOptions(
        OutputStream output,
        OutputStream error,
        InputStream input,
        UnaryOperator<String> environment,
        IntConsumer exit,
        Runnable collector,
        Set<String> libraries,
        boolean lua52,
        String path,
        String cpath) {

    /** All libraries on the process's own streams and environment, output unbuffered. */
    public static LibraryOptions standard() {
        return new LibraryOptions(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                new FileInputStream(FileDescriptor.in),
                System::getenv,
                System::exit,
                System::gc,
                StandardLibraries.NAMES,
                true,
                null,
                null);
    }

    public LibraryOptions withOutput(OutputStream stream) {
        return new LibraryOptions(
                stream, error, input, environment, exit, collector, libraries, lua52, path, cpath);
    }

    public LibraryOptions withError(OutputStream stream) {
        return new LibraryOptions(
                output, stream, input, environment, exit, collector, libraries, lua52, path, cpath);
    }

    public LibraryOptions withInput(InputStream stream) {
        return new LibraryOptions(
                output, error, stream, environment, exit, collector, libraries, lua52, path, cpath);
    }

    public LibraryOptions withEnvironment(UnaryOperator<String> variables) {
        return new LibraryOptions(
                output, error, input, variables, exit, collector, libraries, lua52, path, cpath);
    }

    public LibraryOptions withExit(IntConsumer action) {
        return new LibraryOptions(
                output,
                error,
                input,
                environment,
                action,
                collector,
                libraries,
                lua52,
                path,
                cpath);
    }

    public LibraryOptions withCollector(Runnable action) {
        return new LibraryOptions(
                output, error, input, environment, exit, action, libraries, lua52, path, cpath);
    }

    public LibraryOptions withLibraries(Set<String> names) {
        return new LibraryOptions(
                output,
                error,
                input,
                environment,
                exit,
                collector,
                Set.copyOf(names),
                lua52,
                path,
                cpath);
    }

    public LibraryOptions withLua52(boolean on) {
        return new LibraryOptions(
                output, error, input, environment, exit, collector, libraries, on, path, cpath);
    }

    public LibraryOptions withPath(String templates, String nativeTemplates) {
        return new LibraryOptions(
                output,
                error,
                input,
                environment,
                exit,
                collector,
                libraries,
                lua52,
                templates,
                nativeTemplates);
    }
}
