// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.runtime.lib.JavaFunction;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Stacks of functions that look to the JVM as the compiler's do; their lines are those of this
 * file.
 */
class TracebackTest {
    private static final LuaString CHUNK = LuaString.of("@test.lua");
    private final LuaVm vm = new LuaVm();
    private String seen;

    /** A main chunk that calls one function, which it knows as a global. */
    private static final class Main extends LuaClosure {
        static final Prototype PROTOTYPE = new Prototype(CHUNK, "test.lua", 0, 99, 0, true);

        static {
            PROTOTYPE.callSites(
                    Map.of(
                            "callN",
                            new Prototype.CallSites(new int[] {0}, new String[] {"global 'work'"})),
                    null);
            Prototype.register(Main.class, PROTOTYPE);
        }

        private final LuaFunction callee;

        Main(LuaFunction callee) {
            super(null);
            this.callee = callee;
        }

        @Override
        public Prototype prototype() {
            return PROTOTYPE;
        }

        @Override
        public Object callN(LuaVm machine, Object[] arguments) {
            return machine.settle(callee.call0(machine));
        }
    }

    /** A function that calls another one, or itself some times more. Without names at its calls. */
    private static final class Inner extends LuaClosure {
        static final Prototype PROTOTYPE = new Prototype(CHUNK, "test.lua", 12, 20, 0, false);

        static {
            Prototype.register(Inner.class, PROTOTYPE);
        }

        private final LuaFunction callee;
        private int depth;

        Inner(LuaFunction callee, int depth) {
            super(null);
            this.callee = callee;
            this.depth = depth;
        }

        @Override
        public Prototype prototype() {
            return PROTOTYPE;
        }

        @Override
        public Object callN(LuaVm machine, Object[] arguments) {
            Object answer = depth-- > 0 ? callN(machine, arguments) : callee.call0(machine);
            return machine.settle(answer);
        }
    }

    private LuaFunction tracing(int level) {
        return new JavaFunction(
                "trace",
                arguments -> {
                    seen = Traceback.of(vm, level).toString().replaceAll(":\\d+:", ":N:");
                    return null;
                });
    }

    @Test
    void namesFunctionsByTheirCallSitesOrDefinitions() {
        vm.call(new Main(new Inner(tracing(0), 1)));
        assertThat(seen)
                .isEqualTo(
                        """
                stack traceback:
                \t[C]: in ?
                \ttest.lua:N: in function <test.lua:12>
                \ttest.lua:N: in function 'work'
                \ttest.lua:N: in main chunk""");
    }

    @Test
    void leavesTheMiddleOfALongStackOut() {
        vm.call(new Main(new Inner(tracing(1), 40)));
        assertThat(seen.lines().filter("\t..."::equals)).hasSize(1);
        assertThat(seen.lines()).hasSize(1 + 11 + 1 + 10);
        assertThat(seen).endsWith("in main chunk");
    }

    @Test
    void endsWhereTheCoroutineStarts() {
        LuaFunction resuming =
                new JavaFunction(
                        "resume",
                        arguments -> Coroutine.create(vm, new Inner(tracing(1), 0)).resume()[0]);
        vm.call(new Main(resuming));
        assertThat(seen).isEqualTo("stack traceback:\n\ttest.lua:N: in function <test.lua:12>");
    }

    @Test
    void showsTheStackOfASuspendedCoroutine() {
        LuaFunction yielding = new JavaFunction("yield", arguments -> Coroutine.yield(vm)[0]);
        Coroutine coroutine = Coroutine.create(vm, new Inner(yielding, 0));
        coroutine.resume();
        assertThat(Traceback.of(vm, coroutine, 0).toString().replaceAll(":\\d+:", ":N:"))
                .isEqualTo(
                        "stack traceback:\n\t[C]: in ?\n\ttest.lua:N: in function <test.lua:12>");
        coroutine.resume((Object) null);
        assertThat(Traceback.of(vm, coroutine, 0)).hasToString("stack traceback:");
    }

    @Test
    void wrongArgumentsAreCountedAndNamedAsTheCallerSeesThem() {
        LuaFunction strict = new JavaFunction("strict", arguments -> arguments.string(1));
        assertThatThrownBy(() -> vm.call(new Main(strict)))
                .message()
                .matches(
                        "test.lua:\\d+: bad argument #1 to 'work' \\(string expected, got no value\\)");
        assertThatThrownBy(() -> vm.call(new Inner(strict, 0)))
                .message()
                .matches(
                        "test.lua:\\d+: bad argument #1 to 'strict' \\(string expected, got no value\\)");
        assertThatThrownBy(() -> vm.call(strict))
                .hasMessage("bad argument #1 to '?' (string expected, got no value)");
    }

    @Test
    void operationsGetThePositionOnlyInsideLuaFunctions() {
        LuaFunction comparing = new JavaFunction("sort", arguments -> vm.lessThan(null, null));
        assertThatThrownBy(() -> vm.call(new Main(comparing)))
                .hasMessage("attempt to compare two nil values");
    }

    @ParameterizedTest
    @CsvSource({
        "'1', 1",
        "'0x7fffffff', 2147483647",
        "'4294967295', -2147483648",
        "'-1.9', -1",
        "'1e10', -2147483648"
    })
    void integersAreCutAsInC(String text, int expected) {
        assertThat(new Arguments(vm, "f", new Object[] {LuaString.of(text)}).integer(1))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "@file.lua|file.lua",
                "@dir/file.lua|dir/file.lua",
                "=name|name",
                "x = 1|[string \"x = 1\"]",
                "=|''",
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|[string \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"]",
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx|[string \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...\"]"
            },
            delimiter = '|')
    void chunksAreShownShortened(String name, String shown) {
        assertThat(ChunkName.display(name)).isEqualTo(shown);
    }

    @Test
    void chunksOfSeveralLinesShowTheFirst() {
        assertThat(ChunkName.display("a = 1\nb = 2")).isEqualTo("[string \"a = 1...\"]");
        assertThat(ChunkName.display("@" + "f".repeat(60))).isEqualTo("..." + "f".repeat(56));
    }
}
