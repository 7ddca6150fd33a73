// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.lua.runtime.LuaError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every script under {@code scripts} prints what its comments expect. */
class ScriptsTest {
    private static final Pattern EXPECT = Pattern.compile("-- expect: ?(.*)$");

    @TestFactory
    Stream<DynamicTest> scripts() throws IOException, URISyntaxException {
        Path root = Path.of(ScriptsTest.class.getResource("/scripts").toURI());
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(file -> file.toString().endsWith(".lua")).sorted().toList();
        }
        return files.stream()
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        root.relativize(file).toString(), () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        String name = file.getFileName().toString().replace(".lua", "");
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(output(text, "=" + name)).isEqualTo(expected(text));
    }

    private static String expected(String text) {
        StringBuilder lines = new StringBuilder();
        for (String line : text.split("\n")) {
            Matcher comment = EXPECT.matcher(line);
            if (comment.find()) {
                lines.append(comment.group(1)).append('\n');
            }
        }
        return lines.toString();
    }

    private static String output(String text, String name) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (Lua lua =
                Lua.with(
                        options -> options.withLibraries(options.libraries().withOutput(output)))) {
            lua.load(text.getBytes(StandardCharsets.ISO_8859_1), name).call();
        } catch (LuaError e) {
            write(output, "error: " + e.getMessage() + "\n");
        }
        return output.toString(StandardCharsets.ISO_8859_1);
    }

    private static void write(ByteArrayOutputStream output, String text) {
        try {
            output.write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
