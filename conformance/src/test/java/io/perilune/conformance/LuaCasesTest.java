// SPDX-License-Identifier: Apache-2.0
package io.perilune.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.lua.Lua;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.stdlib.LibraryOptions;
import io.perilune.testkit.LuaCase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each script of {@code lua/} says itself what it prints. */
class LuaCasesTest {

    @TestFactory
    Stream<DynamicTest> scripts() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("lua"))) {
            return files.filter(file -> file.toString().endsWith(".lua")).sorted().toList().stream()
                    .map(
                            file ->
                                    DynamicTest.dynamicTest(
                                            file.getFileName().toString(), () -> run(file)));
        }
    }

    private static void run(Path file) throws IOException {
        String name = file.getFileName().toString();
        LuaCase script = LuaCase.parse(name, Files.readString(file, StandardCharsets.ISO_8859_1));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        String failure = null;
        LibraryOptions libraries = LibraryOptions.standard().withOutput(printed);
        try (Lua lua = Lua.with(options -> options.withLibraries(libraries))) {
            byte[] text = script.text().getBytes(StandardCharsets.ISO_8859_1);
            lua.load(text, "=" + name).call();
        } catch (LuaError e) {
            failure = e.getMessage();
        }
        List<String> lines = printed.toString(StandardCharsets.ISO_8859_1).lines().toList();
        assertThat(script.complaint(lines, failure)).isEmpty();
    }
}
