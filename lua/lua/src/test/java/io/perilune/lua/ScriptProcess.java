// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import io.perilune.lua.compiler.CodeCache;
import io.perilune.lua.compiler.LuaCompiler;
import io.perilune.lua.runtime.Limits;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.stdlib.StandardLibraries;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

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
            System.out.println(
                    DONE + '\n' + (way == ScriptCorpus.Way.KEPT ? kept() : differing(way)));
        }

        private static String differing(ScriptCorpus.Way way)
                throws IOException, URISyntaxException {
            UnaryOperator<LuaOptions> settings =
                    way == ScriptCorpus.Way.SHRUNK
                            ? options -> options.withLimits(SHRUNK)
                            : UnaryOperator.identity();
            return differing(
                    way, file -> ScriptCorpus.output(file, settings, (lua, chunk) -> chunk.call()));
        }

        /** Once with an empty cache, then with what that has left, which stays as it is. */
        private static String kept() throws IOException, URISyntaxException {
            Path folder = Files.createTempDirectory("code");
            String first = withCache(folder);
            List<String> before = files(folder);
            String second = withCache(folder);
            List<String> changed = new ArrayList<>(before);
            changed.removeAll(files(folder));
            for (String file : files(folder)) {
                Files.delete(Path.of(file.substring(0, file.indexOf(' '))));
            }
            Files.delete(folder);
            return first
                    + second
                    + (before.isEmpty() ? "nothing was kept" : "")
                    + (changed.isEmpty() ? "" : "changed: " + changed);
        }

        private static String withCache(Path folder) throws IOException, URISyntaxException {
            try (CodeCache cache = CodeCache.in(folder)) {
                return differing(
                        ScriptCorpus.Way.KEPT,
                        file -> ScriptCorpus.outputAsFile(file, o -> o.withCodeCache(cache)));
            }
        }

        private static List<String> files(Path folder) throws IOException {
            try (Stream<Path> all = Files.list(folder)) {
                return all.map(file -> file + " " + file.toFile().lastModified()).sorted().toList();
            }
        }

        /** What a script prints. */
        @FunctionalInterface
        private interface Run {
            String output(Path file) throws IOException;
        }

        private static String differing(ScriptCorpus.Way way, Run run)
                throws IOException, URISyntaxException {
            StringBuilder differing = new StringBuilder();
            for (Path file : ScriptCorpus.files(way)) {
                String output = run.output(file);
                if (!output.equals(ScriptCorpus.expected(file))) {
                    differing.append(file).append('\n').append(output);
                }
            }
            return differing.toString();
        }
    }
}
