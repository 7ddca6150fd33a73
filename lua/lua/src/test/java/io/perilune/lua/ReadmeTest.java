// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.lua.compiler.LuaCompiler;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.stdlib.StandardLibraries;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java program in the project's README is run as it stands there. */
class ReadmeTest {

    @Test
    void theJavaProgramPrintsWhatItsCommentSays(@TempDir Path place) throws Exception {
        Path file = place.resolve("Ten.java");
        Files.writeString(file, javaBlock(Files.readString(Path.of("../../README.md"))));
        assertThat(run(file)).isEqualTo("6.0\n");
    }

    private static String javaBlock(String readme) {
        int begin = readme.indexOf("```java\n") + "```java\n".length();
        return readme.substring(begin, readme.indexOf("```", begin));
    }

    private static String run(Path program) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process =
                new ProcessBuilder(
                                java,
                                "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
                                "-cp",
                                classPath(),
                                program.toString())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    /** The four modules of Lua, wherever this test has them from. */
    private static String classPath() throws URISyntaxException {
        StringBuilder path = new StringBuilder();
        for (Class<?> one :
                List.of(Lua.class, LuaVm.class, LuaCompiler.class, StandardLibraries.class)) {
            path.append(Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI()));
            path.append(File.pathSeparator);
        }
        return path.toString();
    }
}
