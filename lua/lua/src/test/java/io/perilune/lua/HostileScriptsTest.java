// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.lua.compiler.LuaCompiler;
import io.perilune.lua.runtime.Fiber;
import io.perilune.lua.runtime.Hooks;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaVm;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Scripts print the same when the machine makes their life hard: suspended by their host where
 * functions are called (inside callbacks, metamethods, message handlers, and coroutines within
 * coroutines), with functions spread over small methods, with everything that is remembered or
 * changes its form with its size as small as can be, and with code that an earlier run has kept.
 */
class HostileScriptsTest {
    /** Bytes of code that a method should have at most. */
    private static final int SMALL_METHOD = 1024;

    @TestFactory
    Stream<DynamicTest> suspendedAtCalls() throws IOException, URISyntaxException {
        return tests(
                ScriptCorpus.Way.SUSPENDED,
                file -> {
                    int[] suspensions = {0};
                    String output =
                            ScriptCorpus.output(
                                    file,
                                    UnaryOperator.identity(),
                                    (lua, chunk) -> suspensions[0] = runSuspended(lua, chunk));
                    assertThat(suspensions[0]).isPositive();
                    return output;
                });
    }

    private static int runSuspended(Lua lua, Lua.Chunk chunk) {
        Fiber fiber = Fiber.create(lua.vm(), chunk::call);
        lua.vm().hooks(Hooks.of(new Suspending(), LuaString.of("c"), 0));
        int suspensions = 0;
        while (!fiber.run()) {
            suspensions++;
        }
        return suspensions;
    }

    @TestFactory
    Stream<DynamicTest> inPieces() throws IOException, URISyntaxException {
        return compiled(new LuaCompiler().withPieces(SMALL_METHOD));
    }

    @TestFactory
    Stream<DynamicTest> inBlocks() throws IOException, URISyntaxException {
        return compiled(new LuaCompiler().withBlocks(SMALL_METHOD));
    }

    private static Stream<DynamicTest> compiled(LuaCompiler compiler)
            throws IOException, URISyntaxException {
        return tests(
                ScriptCorpus.Way.SPLIT,
                file ->
                        ScriptCorpus.output(
                                file,
                                UnaryOperator.identity(),
                                lua -> lua.vm().chunkLoader(compiler),
                                (lua, chunk) -> chunk.call()));
    }

    @Test
    void withTheSmallestSizes() throws IOException, InterruptedException, URISyntaxException {
        assertThat(
                        ScriptProcess.differing(
                                ScriptCorpus.Way.SHRUNK,
                                "-Dperilune.lua.smallest=true",
                                "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
                                "--add-opens=java.base/jdk.internal.vm=ALL-UNNAMED"))
                .isEmpty();
    }

    /** The classes of each script and of its pieces come from files. */
    @Test
    void withCodeThatAnotherRunHasKept()
            throws IOException, InterruptedException, URISyntaxException {
        assertThat(
                        ScriptProcess.differing(
                                ScriptCorpus.Way.KEPT,
                                "-Dperilune.lua.smallest=true",
                                "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
                                "--add-opens=java.base/jdk.internal.vm=ALL-UNNAMED"))
                .isEmpty();
    }

    /** What a script prints when it is run in some way. */
    @FunctionalInterface
    private interface Run {
        String output(Path file) throws IOException;
    }

    private static Stream<DynamicTest> tests(ScriptCorpus.Way way, Run run)
            throws IOException, URISyntaxException {
        Path root = ScriptCorpus.root();
        return ScriptCorpus.files(way).stream()
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        root.relativize(file).toString(),
                                        () ->
                                                assertThat(run.output(file))
                                                        .isEqualTo(ScriptCorpus.expected(file))));
    }

    /**
     * At each of the first calls, then ever more rarely: a suspension takes its time for each of
     * the frames and coroutines that it happens in, and some scripts nest thousands.
     */
    private static final class Suspending extends LuaFunction {
        private static final int ALWAYS = 1000;
        private static final int RARER = 20;

        private int calls;
        private int next;

        @Override
        public Object callN(LuaVm vm, Object[] event) {
            calls++;
            if (calls >= next) {
                next = calls < ALWAYS ? calls : calls + calls / RARER;
                Fiber.suspend(vm);
            }
            return vm.many();
        }
    }
}
