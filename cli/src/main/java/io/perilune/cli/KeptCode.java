// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import io.perilune.lua.compiler.CodeCache;
import io.perilune.lua.stdlib.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where {@code perilune lua} keeps the code of Lua files: in the folder that {@value #FOLDER}
 * names, nowhere when that is empty, else in the user's folder for caches, where there is a home.
 * Stateless.
 */
final class KeptCode {
    private static final String FOLDER = "PERILUNE_CODE_CACHE";

    private KeptCode() {}

    /** The cache of this process, which is saved at its end. */
    static Optional<CodeCache> open(Map<String, String> environment) {
        Path folder = folder(environment);
        if (folder == null) {
            return Optional.empty();
        }
        CodeCache cache = CodeCache.in(folder);
        boolean isAskedFor = environment.containsKey(FOLDER);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> save(cache, folder, isAskedFor)));
        return Optional.of(cache);
    }

    /** As the XDG Base Directory Specification has it; null when there is none. */
    static Path folder(Map<String, String> environment) {
        if (environment.containsKey(FOLDER)) {
            return path(environment.get(FOLDER));
        }
        Path caches = path(environment.get("XDG_CACHE_HOME"));
        if (caches == null || !caches.isAbsolute()) {
            Path home = path(environment.get("HOME"));
            caches = home != null && Files.isDirectory(home) ? home.resolve(".cache") : null;
        }
        return caches == null ? null : caches.resolve("perilune");
    }

    private static Path path(String name) {
        try {
            return name == null || name.isEmpty() ? null : Path.of(name);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static void save(CodeCache cache, Path folder, boolean isAskedFor) {
        try {
            cache.save();
        } catch (IOException failed) {
            // Who has not asked for it loses nothing but time: a home may be read-only.
            if (isAskedFor) {
                String reason = FileErrors.of(failed).text();
                Terminal.err(
                        LuaCommand.NAME + ": cannot keep code in " + folder + ": " + reason + "\n");
            }
        }
    }
}
