// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.lua.compiler.LuaCompiler;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.stdlib.StandardLibraries;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * With coroutines on threads, as without the flags for continuations, every script is the same; and
 * so it is with the flag that gives only their front door.
 */
class FallbackScriptsTest {
    private static final Class<?>[] MODULES = {
        FallbackScriptsTest.class,
        Lua.class,
        LuaVm.class,
        LuaCompiler.class,
        StandardLibraries.class
    };

    @Test
    void scriptsOnThreads() throws IOException, InterruptedException, URISyntaxException {
        run();
    }

    @Test
    void scriptsOnContinuationsThatAreNotOpen()
            throws IOException, InterruptedException, URISyntaxException {
        run("--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED");
    }

    private static void run(String... flags)
            throws IOException, InterruptedException, URISyntaxException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", classPath(), Program.class.getName()));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output;
        try (InputStream in = process.getInputStream()) {
            output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).startsWith("scripts differ: []");
    }

    private static String classPath() throws URISyntaxException {
        List<String> places = new ArrayList<>();
        for (Class<?> module : MODULES) {
            places.add(
                    Path.of(module.getProtectionDomain().getCodeSource().getLocation().toURI())
                            .toString());
        }
        return String.join(File.pathSeparator, places);
    }

    /** Runs in a JVM of its own, without the flag. */
    static final class Program {
        public static void main(String[] arguments) throws IOException, URISyntaxException {
            List<String> differing = new ArrayList<>();
            for (Path file : ScriptCorpus.files()) {
                String output = ScriptCorpus.output(file);
                if (!output.equals(ScriptCorpus.expected(file))) {
                    differing.add(file + "\n" + output);
                }
            }
            System.out.println("scripts differ: " + differing);
        }
    }
}
