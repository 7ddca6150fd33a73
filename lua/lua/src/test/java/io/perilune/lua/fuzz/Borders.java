// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.fuzz;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes a random program for each seed that makes a table with holes, changes it and prints `#` of
 * it after each step. Stateless.
 *
 * <p>Not written: nil for a key that is not there, and for one behind the border: which place in
 * its hash part LuaJIT takes then depends on its hash function.
 */
final class Borders {
    private static final int LONGEST = 14;
    private static final int HIGHEST = 8;

    /** With two random numbers each: a place, and one that is only sometimes used. */
    private static final String[] STEPS = {
        "t[#t + 1] = 1",
        "t[#t + 1] = 'text'",
        "if #t > 0 then t[#t] = nil end",
        "t[1 + %1$d %% (#t + 1)] = 2",
        "t[%1$d] = x",
        "t[%1$d] = 'text'",
        "if #t > 0 then t[1 + %1$d %% #t] = nil end",
        "table.insert(t, true)",
        "if #t > 0 then table.insert(t, 1 + %1$d %% #t, %1$d) end",
        "table.remove(t)",
        "if #t > 0 then table.remove(t, 1 + %1$d %% #t) end",
    };

    private Borders() {}

    static String write(long seed) {
        Random random = new Random(seed);
        StringBuilder text =
                new StringBuilder("local x, none\nlocal function f(...) return ... end\n");
        text.append("x = true local t = ").append(constructor(random)).append(" out(#t)\n");
        for (int i = random.nextInt(LONGEST); i >= 0; i--) {
            String step = STEPS[random.nextInt(STEPS.length)];
            text.append(step.formatted(1 + random.nextInt(HIGHEST))).append(" out(#t)\n");
        }
        return text.toString();
    }

    private static String constructor(Random random) {
        boolean isConstant = random.nextInt(3) == 0;
        String items =
                IntStream.range(0, random.nextInt(9))
                        .mapToObj(
                                _ ->
                                        isConstant
                                                ? "'constant'"
                                                : random.nextInt(3) == 0 ? "none" : "x")
                        .collect(Collectors.joining(", "));
        return "{" + items + "}";
    }

    /** A constructor with constants and calls, and nothing behind it. */
    static String writeConstructor(long seed) {
        Random random = new Random(seed);
        String[] items = {"nil", "nil", "1", "'text'", "x", "none", "f(1, nil)"};
        String list =
                IntStream.range(0, random.nextInt(12))
                        .mapToObj(_ -> items[random.nextInt(items.length)])
                        .collect(Collectors.joining(", "));
        String[] ends = {"}", ", f(x, nil, 3)}", ", f(nil, 2)}", ", f()}"};
        String end = ends[random.nextInt(ends.length)];
        return "local x, none = 1\nlocal function f(...) return ... end\nout(#{"
                + (list.isEmpty() && end.length() > 1 ? end.substring(2) : list + end)
                + ")\n";
    }
}
