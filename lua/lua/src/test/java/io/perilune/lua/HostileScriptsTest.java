// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.lua.runtime.Fiber;
import io.perilune.lua.runtime.Hooks;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaVm;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Scripts print the same when their host suspends them where functions are called: inside
 * callbacks, metamethods, message handlers, and coroutines within coroutines.
 */
class HostileScriptsTest {
    /** Not those about hooks and stacks, which see ours, and about limits, which take long. */
    private static final Set<String> FOLDERS = Set.of("coroutine", "package", "table");

    @TestFactory
    Stream<DynamicTest> scripts() throws IOException, URISyntaxException {
        Path root = ScriptCorpus.root();
        return ScriptCorpus.files().stream()
                .filter(file -> FOLDERS.contains(root.relativize(file).getName(0).toString()))
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        root.relativize(file).toString(), () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        int[] suspensions = {0};
        String output =
                ScriptCorpus.output(
                        file,
                        (lua, chunk) -> {
                            Fiber fiber = Fiber.create(lua.vm(), chunk::call);
                            lua.vm().hooks(Hooks.of(new Suspending(), LuaString.of("c"), 0));
                            while (!fiber.run()) {
                                suspensions[0]++;
                            }
                        });
        assertThat(output).isEqualTo(ScriptCorpus.expected(file));
        assertThat(suspensions[0]).isPositive();
    }

    /**
     * At each of the first calls, then rarely: a suspension takes its time for each of the
     * coroutines that it happens in, and some scripts nest thousands.
     */
    private static final class Suspending extends LuaFunction {
        private static final int ALWAYS = 1000;
        private static final int RARELY = 500;

        private int calls;

        @Override
        public Object callN(LuaVm vm, Object[] event) {
            calls++;
            if (calls < ALWAYS || calls % RARELY == 0) {
                Fiber.suspend(vm);
            }
            return vm.many();
        }
    }
}
