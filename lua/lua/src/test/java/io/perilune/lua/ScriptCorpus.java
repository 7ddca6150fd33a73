// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import io.perilune.lua.runtime.LuaError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The scripts among the tests' resources, with what their comments expect: {@code -- expect: TEXT}
 * for each line that they print, spaces at its end left out.
 *
 * <p>All of them are also run in other ways, in which few cannot print the same; these say {@code
 * -- except when WAY: REASON} in a line of their own. Stateless.
 */
final class ScriptCorpus {
    private static final Pattern EXPECT = Pattern.compile("-- expect: ?(.*?)(?=-- expect:|$)");
    private static final Pattern EXCEPT = Pattern.compile("^-- except when (\\w+): \\S.*$");

    private ScriptCorpus() {}

    static Path root() throws URISyntaxException {
        return Path.of(ScriptCorpus.class.getResource("/scripts").toURI());
    }

    static List<Path> files() throws IOException, URISyntaxException {
        try (Stream<Path> all = Files.walk(root())) {
            return all.filter(file -> file.toString().endsWith(".lua")).sorted().toList();
        }
    }

    /** How scripts are run; a script may say that it cannot be run so. */
    enum Way {
        USUAL,
        SUSPENDED,
        SPLIT,
        SHRUNK,
        KEPT,
        THREADED;

        /** The name in comments. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The scripts that can be run in this way. */
    static List<Path> files(Way way) throws IOException, URISyntaxException {
        List<Path> suitable = new ArrayList<>();
        for (Path file : files()) {
            if (!exceptions(file).contains(way.text())) {
                suitable.add(file);
            }
        }
        return suitable;
    }

    private static Set<String> exceptions(Path file) throws IOException {
        return text(file)
                .lines()
                .map(EXCEPT::matcher)
                .filter(Matcher::find)
                .map(exception -> exception.group(1))
                .collect(Collectors.toSet());
    }

    static String expected(Path file) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String line : text(file).split("\n")) {
            Matcher comment = EXPECT.matcher(line);
            while (comment.find()) {
                lines.append(comment.group(1).replaceAll(" +$", "")).append('\n');
            }
        }
        return lines.toString();
    }

    /** What a script prints; a last line "error: …" when it fails. */
    static String output(Path file) throws IOException {
        return output(file, UnaryOperator.identity(), (lua, chunk) -> chunk.call());
    }

    /** What a script prints when it is loaded as the file of this name. */
    static String outputAsFile(Path file, UnaryOperator<LuaOptions> settings) throws IOException {
        byte[] text = text(file).getBytes(StandardCharsets.ISO_8859_1);
        return output(file, settings, (lua, chunk) -> lua.load(text, "@" + name(file)).call());
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".lua", "");
    }

    /** How a chunk is run. */
    @FunctionalInterface
    interface Runner {
        void run(Lua lua, Lua.Chunk chunk);
    }

    /** What a script prints when it is run in some other way. */
    static String output(Path file, UnaryOperator<LuaOptions> settings, Runner runner)
            throws IOException {
        return output(file, settings, lua -> {}, runner);
    }

    /**
     * What a script prints on a machine that is prepared.
     *
     * @param preparation before the script is compiled
     */
    static String output(
            Path file, UnaryOperator<LuaOptions> settings, Consumer<Lua> preparation, Runner runner)
            throws IOException {
        String name = "=" + name(file);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        LuaOptions options = settings.apply(LuaOptions.standard());
        try (Lua lua = Lua.create(options.withLibraries(options.libraries().withOutput(output)))) {
            preparation.accept(lua);
            runner.run(lua, lua.load(text(file).getBytes(StandardCharsets.ISO_8859_1), name));
        } catch (LuaError e) {
            output.write(("error: " + e.getMessage() + "\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        return output.toString(StandardCharsets.ISO_8859_1).replaceAll(" +\n", "\n");
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
