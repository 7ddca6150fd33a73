// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import io.perilune.lua.runtime.LuaError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The scripts among the tests' resources, with what their comments expect. Stateless. */
final class ScriptCorpus {
    private static final Pattern EXPECT = Pattern.compile("-- expect: ?(.*)$");

    private ScriptCorpus() {}

    static Path root() throws URISyntaxException {
        return Path.of(ScriptCorpus.class.getResource("/scripts").toURI());
    }

    static List<Path> files() throws IOException, URISyntaxException {
        try (Stream<Path> all = Files.walk(root())) {
            return all.filter(file -> file.toString().endsWith(".lua")).sorted().toList();
        }
    }

    static String expected(Path file) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String line : text(file).split("\n")) {
            Matcher comment = EXPECT.matcher(line);
            if (comment.find()) {
                lines.append(comment.group(1)).append('\n');
            }
        }
        return lines.toString();
    }

    /** What a script prints; a last line "error: …" when it fails. */
    static String output(Path file) throws IOException {
        return output(file, (lua, chunk) -> chunk.call());
    }

    /** How a script is run. */
    @FunctionalInterface
    interface Runner {
        void run(Lua lua, Lua.Chunk chunk);
    }

    /** What a script prints when it is run in some other way. */
    static String output(Path file, Runner runner) throws IOException {
        String name = "=" + file.getFileName().toString().replace(".lua", "");
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (Lua lua =
                Lua.with(
                        options -> options.withLibraries(options.libraries().withOutput(output)))) {
            runner.run(lua, lua.load(text(file).getBytes(StandardCharsets.ISO_8859_1), name));
        } catch (LuaError e) {
            output.write(("error: " + e.getMessage() + "\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        return output.toString(StandardCharsets.ISO_8859_1);
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
