// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.lua.compiler.emit.ChunkDefiner;
import io.perilune.lua.compiler.syntax.Dialect;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every script in resources/scripts prints what it says beside its lines, also when its functions
 * are split.
 */
class ScriptsTest {
    private static final String EXPECT = "-- expect:";

    @TestFactory
    Stream<DynamicTest> printWhatTheySay() throws IOException, URISyntaxException {
        Path folder = Path.of(ScriptsTest.class.getResource("/scripts").toURI());
        return Files.list(folder).sorted().flatMap(ScriptsTest::both);
    }

    private static Stream<DynamicTest> both(Path file) {
        String name = file.getFileName().toString();
        return Stream.of(
                DynamicTest.dynamicTest(name, () -> check(file, ChunkDefiner.METHOD_SIZE)),
                DynamicTest.dynamicTest(name + " (split)", () -> check(file, ScriptRun.HOSTILE)),
                DynamicTest.dynamicTest(name + " (blocks)", () -> check(file, ScriptRun.BLOCKS)));
    }

    private static void check(Path file, int methodSize) throws IOException {
        String script = Files.readString(file);
        List<String> expected = new ArrayList<>();
        for (String line : script.split("\n")) {
            int at = line.indexOf(EXPECT);
            if (at >= 0) {
                Stream.of(line.substring(at + EXPECT.length()).split("\\|"))
                        .map(String::strip)
                        .forEach(expected::add);
            }
        }
        String printed = ScriptRun.output(script, Dialect.OPENRESTY, methodSize);
        assertThat(printed.lines().map(l -> l.replace("\t", " ").strip()).toList())
                .isEqualTo(expected);
    }
}
