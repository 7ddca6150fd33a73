// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every script under {@code scripts} prints what its comments expect. */
class ScriptsTest {
    @TestFactory
    Stream<DynamicTest> scripts() throws IOException, URISyntaxException {
        Path root = ScriptCorpus.root();
        return ScriptCorpus.files().stream()
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        root.relativize(file).toString(), () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        assertThat(ScriptCorpus.output(file)).isEqualTo(ScriptCorpus.expected(file));
    }
}
