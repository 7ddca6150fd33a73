// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions whose closures have a class of their own: long ones, as the padding makes these. */
class ClosureShapesTest {
    private static final int THREADS = 8;
    private static final int MOST_PARAMETERS = 10;
    private static final String PADDING = "--[[" + "x".repeat(200) + "]]";

    /** A function for each number of parameters, with upvalues of all kinds. */
    private static String script(int number) {
        StringBuilder script = new StringBuilder();
        script.append("local number, object, any, variable = ").append(number);
        script.append(", {2}, arg or 'abc', 0\n");
        for (int count = 0; count <= MOST_PARAMETERS; count++) {
            String names = list(count, "p");
            String sum = count == 0 ? "0" : names.replace(", ", " + ");
            script.append(
                    """
                    local function f(%1$s) variable = variable + 1 %2$s
                        if variable %% 2 == 1 then return f(%1$s) end
                        return number + object[1] + #any + variable + %3$s
                    end
                    local function g(%1$s) return #any + number %2$s end
                    local function h(%1$s) return number + #any %2$s end
                    print(f(%4$s), g(), h())
                    """
                            .formatted(names, PADDING, sum, list(count, "")));
        }
        return script.append(
                        "local function rest(first, ...) return select('#', ...), first, any "
                                + PADDING
                                + " end print(rest(number, 1, 2))")
                .toString();
    }

    private static String list(int count, String prefix) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> prefix + i)
                .collect(Collectors.joining(", "));
    }

    private static String expected(int number) {
        StringBuilder expected = new StringBuilder();
        for (int count = 0; count <= MOST_PARAMETERS; count++) {
            int variable = 2 * (count + 1);
            expected.append(number + 2 + 3 + variable + count * (count + 1) / 2);
            expected.append(("\t" + (number + 3)).repeat(2)).append('\n');
        }
        return expected + "2\t" + number + "\tabc\n";
    }

    @Test
    void runInManyThreadsAtOnce() throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<String>> outputs =
                    IntStream.range(0, THREADS)
                            .mapToObj(
                                    i ->
                                            threads.submit(
                                                    () ->
                                                            ScriptRun.output(
                                                                    script(i), new LuaCompiler())))
                            .toList();
            for (int i = 0; i < THREADS; i++) {
                assertThat(outputs.get(i).get()).isEqualTo(expected(i));
            }
        }
    }

    /** Names that stand in class files anyway, and what is no name at all. */
    @ParameterizedTest
    @ValueSource(strings = {"callN", "<init>", "Code", "", "u0", "lua.Self", "\n", "a/b\0c"})
    void mayHaveAnyNameAndFile(String name) {
        String quoted = "'=" + name.replace("\n", "\\n").replace("\0", "\\0") + "'";
        String text = "return function(a) local callN = a " + PADDING + " return callN end";
        String script = "print(loadstring([==[%s]==], %s)()(7))".formatted(text, quoted);
        assertThat(ScriptRun.output(script, new LuaCompiler())).isEqualTo("7\n");
    }
}
