// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.fuzz;

import io.perilune.lua.Lua;
import io.perilune.lua.compiler.LuaCompiler;
import io.perilune.lua.compiler.syntax.Dialect;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Any bytes as source: the scripts of the tests with bytes changed, cut, repeated and mixed. Single
 * use.
 */
final class Mutations {
    private static final byte[] LETTERS =
            "()[]{}=~<>+-*/%^#.,;:'\"\\\n\0 0123456789abcdefxnorend\u001b\u00ff"
                    .getBytes(StandardCharsets.ISO_8859_1);
    private static final byte DUMPED = 0x1b;
    private static final String[] WORDS = {
        "end",
        "function(",
        "return ",
        "goto x ",
        "::x::",
        "local ",
        "...",
        "[[",
        "]]",
        "--[[",
        "1e",
        "0x",
        "if ",
        "then ",
        "do ",
        "repeat ",
        "until ",
        "for i=1,2 do ",
        "break ",
        "\\z",
        "\\x",
        "\\u{110000}",
        "\u001b"
    };

    private final List<byte[]> seeds;
    private final Random random;

    Mutations(long seed) throws IOException {
        random = new Random(seed);
        try (Stream<Path> files =
                Files.walk(Path.of(Mutations.class.getResource("/scripts").toURI()))) {
            seeds =
                    files.filter(file -> file.toString().endsWith(".lua"))
                            .sorted()
                            .map(Mutations::read)
                            .toList();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The next text; never empty, nor one that says it is a dumped function. */
    byte[] next() {
        byte[] text = part(pick(seeds));
        for (int i = random.nextInt(6); i >= 0; i--) {
            text = mutated(text);
        }
        return text.length == 0 || text[0] == DUMPED ? next() : text;
    }

    /** A dumped function that is a little damaged. */
    byte[] damaged(byte[] dumped) {
        byte[] text = dumped;
        for (int i = random.nextInt(4); i >= 0; i--) {
            text = mutated(text);
        }
        if (text.length == 0) {
            return damaged(dumped);
        }
        text[0] = DUMPED;
        return text;
    }

    private byte[] pick(List<byte[]> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** A few lines. */
    private byte[] part(byte[] text) {
        int from = random.nextInt(text.length);
        int length = Math.min(text.length - from, random.nextInt(400) + 1);
        return Arrays.copyOfRange(text, from, from + length);
    }

    private byte[] mutated(byte[] text) {
        int at = random.nextInt(text.length + 1);
        return switch (random.nextInt(6)) {
            case 0 -> joined(text, at, new byte[] {LETTERS[random.nextInt(LETTERS.length)]}, at);
            case 1 ->
                    joined(
                            text,
                            at,
                            new byte[] {(byte) random.nextInt(256)},
                            Math.min(at + 1, text.length));
            case 2 -> joined(text, at, new byte[0], Math.min(at + random.nextInt(20), text.length));
            case 3 -> joined(text, at, part(pick(seeds)), at);
            case 4 ->
                    joined(
                            text,
                            at,
                            WORDS[random.nextInt(WORDS.length)].getBytes(
                                    StandardCharsets.ISO_8859_1),
                            at);
            default -> joined(text, at, text, at);
        };
    }

    private static byte[] joined(byte[] text, int end, byte[] middle, int from) {
        byte[] made = new byte[end + middle.length + text.length - from];
        System.arraycopy(text, 0, made, 0, end);
        System.arraycopy(middle, 0, made, end, middle.length);
        System.arraycopy(text, from, made, end + middle.length, text.length - from);
        return made.length > 4000 ? Arrays.copyOf(made, 4000) : made;
    }

    /** "" when it is Lua, else the message. Anything but a LuaError is a mistake of ours. */
    static String verdict(Lua lua, byte[] text) {
        try {
            lua.load(text, "=script");
            return "";
        } catch (LuaError error) {
            return ((LuaString) error.value()).toLatin1();
        }
    }

    /** Long runs: the number of texts, and the seed. */
    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        Mutations mutations =
                new Mutations(arguments.length > 1 ? Long.parseLong(arguments[1]) : 1);
        int differing = 0;
        try (Lua lua = lua();
                ReferenceLua reference = ReferenceLua.loading()) {
            for (int i = 0; i < count; i++) {
                byte[] text = mutations.next();
                String got;
                try {
                    got = verdict(lua, text);
                } catch (RuntimeException | Error ours) {
                    got = "JAVA: " + ours;
                }
                String wanted = reference.run(new String(text, StandardCharsets.ISO_8859_1));
                if (!got.equals(wanted)) {
                    differing++;
                    System.out.println(i + "\n  luajit: " + wanted + "\n  here:   " + got);
                    Files.write(
                            Path.of(System.getProperty("java.io.tmpdir"), "mutation-" + i + ".lua"),
                            text);
                }
            }
        }
        System.out.println(count + " texts, " + differing + " judged differently");
    }

    /** The plain dialect, as Debian's luajit has it. */
    static Lua lua() {
        Lua lua = Lua.with(o -> o.withLibraries(o.libraries().withLua52(false)));
        lua.vm().chunkLoader(new LuaCompiler(Dialect.LUAJIT));
        return lua;
    }
}
