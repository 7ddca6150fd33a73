// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Without the flags that open the JVM's continuations coroutines run on threads, or switch by their
 * front door, and do the same.
 */
class FallbackTest {
    private static final String EXPORTS = "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED";
    private static final String OPENS = "--add-opens=java.base/jdk.internal.vm=ALL-UNNAMED";

    @Test
    void coroutinesAndFibersWorkOnThreads() throws IOException, InterruptedException {
        assertThat(output()).contains("--add-exports java.base/jdk.internal.vm=ALL-UNNAMED");
    }

    @Test
    void coroutinesAndFibersWorkOnContinuations() throws IOException, InterruptedException {
        assertThat(output(EXPORTS)).doesNotContain("add-exports");
    }

    @Test
    void coroutinesAndFibersWorkOnOpenContinuations() throws IOException, InterruptedException {
        assertThat(output(EXPORTS, OPENS)).doesNotContain("add-exports");
    }

    private static String output(String... flags) throws IOException, InterruptedException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        List<String> command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", classPath(), Program.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output;
        try (InputStream in = process.getInputStream()) {
            output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines().filter(line -> line.startsWith("log ")))
                .containsExactly(
                        "log [1.0, suspended, 2.0, 3.0, cannot resume dead coroutine, broken, stack overflow]");
        return output;
    }

    private static String classPath() {
        List<String> places = new ArrayList<>();
        for (Class<?> type : new Class<?>[] {Program.class, LuaVm.class}) {
            places.add(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        }
        return String.join(File.pathSeparator, places);
    }

    /** Runs in a JVM of its own. */
    static final class Program {
        public static void main(String[] arguments) {
            LuaVm vm = new LuaVm();
            List<Object> log = new ArrayList<>();
            Fiber fiber = Fiber.create(vm, () -> run(vm, log));
            while (!fiber.run()) {
                log.add("suspended");
            }
            System.out.println("log " + log);
        }

        private static void run(LuaVm vm, List<Object> log) {
            Coroutine coroutine =
                    Coroutine.create(
                            vm,
                            function(
                                    v -> {
                                        Coroutine.yield(v, 1.0);
                                        Fiber.suspend(v);
                                        Coroutine.yield(v, 2.0);
                                        return 3.0;
                                    }));
            for (int i = 0; i < 3; i++) {
                log.add(coroutine.resume()[0]);
            }
            for (Coroutine failing :
                    new Coroutine[] {
                        coroutine,
                        Coroutine.create(
                                vm,
                                function(
                                        v -> {
                                            throw new LuaError("broken");
                                        })),
                        Coroutine.create(vm, function(v -> (double) recurse(0)))
                    }) {
                try {
                    failing.resume();
                } catch (LuaError e) {
                    log.add(e.getMessage());
                }
            }
        }

        private static int recurse(int depth) {
            return 1 + recurse(depth + 1);
        }

        private static LuaFunction function(Function<LuaVm, Object> body) {
            return new LuaFunction() {
                @Override
                public Object callN(LuaVm machine, Object[] values) {
                    return machine.unbox(body.apply(machine));
                }
            };
        }
    }
}
