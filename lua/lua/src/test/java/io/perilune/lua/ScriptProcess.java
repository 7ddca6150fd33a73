// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import io.perilune.lua.compiler.LuaCompiler;
import io.perilune.lua.runtime.Limits;
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
import java.util.function.UnaryOperator;

/** Runs all scripts in a JVM of its own, with other flags. Stateless. */
final class ScriptProcess {
    private static final Class<?>[] MODULES = {
        ScriptProcess.class, Lua.class, LuaVm.class, LuaCompiler.class, StandardLibraries.class
    };

    private static final String DONE = "scripts that differ:";

    private ScriptProcess() {}

    /** The scripts that print something else, with what they print; empty when all is well. */
    static String differing(ScriptCorpus.Way way, String... flags)
            throws IOException, InterruptedException, URISyntaxException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", classPath(), Program.class.getName(), way.name()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output;
        try (InputStream in = process.getInputStream()) {
            output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        int result = output.indexOf(DONE);
        boolean isComplete = process.waitFor() == 0 && result >= 0;
        return isComplete
                ? output.substring(result + DONE.length()).strip()
                : "incomplete: " + output;
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

    /** What runs there. */
    static final class Program {
        /** As small as they can be without a script noticing. */
        private static final Limits SHRUNK =
                Limits.DEFAULTS.withPlainTailCalls(1).withNestedCoroutines(200);

        public static void main(String[] arguments) throws IOException, URISyntaxException {
            ScriptCorpus.Way way = ScriptCorpus.Way.valueOf(arguments[0]);
            UnaryOperator<LuaOptions> settings =
                    way == ScriptCorpus.Way.SHRUNK
                            ? options -> options.withLimits(SHRUNK)
                            : UnaryOperator.identity();
            StringBuilder differing = new StringBuilder(DONE).append('\n');
            for (Path file : ScriptCorpus.files(way)) {
                String output = ScriptCorpus.output(file, settings, (lua, chunk) -> chunk.call());
                if (!output.equals(ScriptCorpus.expected(file))) {
                    differing.append(file).append('\n').append(output);
                }
            }
            System.out.println(differing);
        }
    }
}
