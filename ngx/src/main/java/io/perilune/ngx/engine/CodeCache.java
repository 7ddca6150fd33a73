// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.engine;

import io.perilune.lua.runtime.LuaClosure;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.stdlib.FileErrors;
import io.perilune.ngx.port.LogPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The compiled handlers of one machine. Confined to its worker.
 *
 * <p>A handler's text is a chunk, of which each run gets a copy with an environment of its own.
 * Texts of the configuration are found by identity, files by path.
 */
final class CodeCache {
    private final LuaVm vm;
    private final Map<LuaCode, LuaClosure> inline = new IdentityHashMap<>();
    private final Map<String, LuaClosure> files = new HashMap<>();

    CodeCache(LuaVm vm) {
        this.vm = vm;
    }

    /** A handler could not be loaded, which has been logged. */
    static final class LoadFailure extends RuntimeException {
        private final int status;

        LoadFailure(int status) {
            super(null, null, false, false);
            this.status = status;
        }

        /** What a request gets for it. */
        int status() {
            return status;
        }
    }

    /** The handler, compiled when this is its first use; to be copied for each run. */
    LuaClosure load(LuaCode code, LogPort log) {
        LuaClosure known =
                switch (code) {
                    case LuaCode.Inline text -> inline.get(text);
                    case LuaCode.File file -> files.get(file.path());
                };
        if (log.level() >= LogPort.DEBUG) {
            logLookup(code, known != null, log);
        }
        return known != null ? known : compile(code, log);
    }

    private LuaClosure compile(LuaCode code, LogPort log) {
        return switch (code) {
            case LuaCode.Inline text -> {
                LuaClosure made = compileInline(text, log);
                inline.put(text, made);
                yield made;
            }
            case LuaCode.File file -> {
                LuaClosure made = compileFile(file.path(), log);
                files.put(file.path(), made);
                yield made;
            }
        };
    }

    private LuaClosure compileInline(LuaCode.Inline code, LogPort log) {
        try {
            byte[] source = code.source().getBytes(StandardCharsets.ISO_8859_1);
            return closure(source, "=" + code.chunkName());
        } catch (LuaError e) {
            log.log(
                    LogPort.ERROR,
                    "failed to load inlined Lua code: "
                            + ErrorReport.message(vm, e, "unknown error"));
            throw new LoadFailure(500);
        }
    }

    private LuaClosure compileFile(String path, LogPort log) {
        byte[] source;
        try {
            source = Files.readAllBytes(path(path));
        } catch (IOException | InvalidPathException e) {
            log.log(
                    LogPort.ERROR,
                    "failed to load external Lua file \"" + path + "\": " + cannotOpen(path, e));
            throw new LoadFailure(e instanceof NoSuchFileException ? 404 : 503);
        }
        try {
            return closure(withoutFirstComment(source), "@" + path);
        } catch (LuaError e) {
            log.log(
                    LogPort.ERROR,
                    "failed to load external Lua file \""
                            + path
                            + "\": "
                            + ErrorReport.message(vm, e, "unknown error"));
            throw new LoadFailure(500);
        }
    }

    /** As C's library says it. */
    static String cannotOpen(String path, Exception e) {
        return "cannot open " + path + ": " + FileErrors.of(e).text();
    }

    private static Path path(String latin1) {
        return Path.of(
                new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    /** A first line with `#` is for the shell; the line feed stays, for the line numbers. */
    private static byte[] withoutFirstComment(byte[] source) {
        if (source.length == 0 || source[0] != '#') {
            return source;
        }
        int end = 0;
        while (end < source.length && source[end] != '\n') {
            end++;
        }
        return java.util.Arrays.copyOfRange(source, end, source.length);
    }

    private LuaClosure closure(byte[] source, String chunkName) {
        return (LuaClosure)
                vm.chunkLoader().load(vm, source, LuaString.ofLatin1(chunkName), vm.globals());
    }

    /** A chunk that is run once: init_by_lua and the like. */
    LuaClosure once(LuaCode code) throws IOException {
        return switch (code) {
            case LuaCode.Inline text ->
                    closure(
                            text.source().getBytes(StandardCharsets.ISO_8859_1),
                            "=" + text.chunkName());
            case LuaCode.File file ->
                    closure(
                            withoutFirstComment(Files.readAllBytes(path(file.path()))),
                            "@" + file.path());
        };
    }

    private static void logLookup(LuaCode code, boolean hit, LogPort log) {
        String key = key(code);
        log.log(LogPort.DEBUG, "looking up Lua code cache with key '" + key + "'");
        log.log(LogPort.DEBUG, "code cache lookup (key='" + key + "', ref=" + (hit ? 1 : -1) + ")");
        log.log(
                LogPort.DEBUG,
                (hit ? "code cache hit (key='" : "code cache miss (key='")
                        + key
                        + "', ref="
                        + (hit ? 1 : -1)
                        + ")");
    }

    private static String key(LuaCode code) {
        return switch (code) {
            case LuaCode.Inline text -> text.tag() + "_nhli_" + md5(text.source());
            case LuaCode.File file -> file.tag() + "_nhlf_" + md5(file.path());
        };
    }

    private static String md5(String latin1) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("MD5")
                            .digest(latin1.getBytes(StandardCharsets.ISO_8859_1));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
