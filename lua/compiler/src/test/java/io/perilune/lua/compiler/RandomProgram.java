// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Writes programs that always end and print what they compute, errors included. Single use.
 *
 * <p>Variables named x hold numbers only, so that a good part of the arithmetic succeeds.
 */
final class RandomProgram {
    private static final String PRELUDE =
            """
            local mt = {__index = function(t, k) return k end, __add = function() return 5 end,
              __concat = function() return "cc" end, __call = function(self, x) return x, 2 end}
            m = setmetatable({}, mt)
            t = {x = 1, y = "s", 1, 2, 3}
            function t:f(p, ...) return p, self == t end
            l = {}
            c = {{}} for i = 2, 6 do c[i] = setmetatable({}, {__index = c[i - 1]}) end
            local band, bxor, floor, max if bit then band, floor = bit.band, math.floor end
            bxor = nothing or bit.bxor max = math.max or false
            function f1(p, q) return q end function f2() return 1, nil, 3 end function f3(...) return ... end
            local function show(v)
              if type(v) == "number" then return v ~= v and "nan" or ("%.14g"):format(v) end
              return (type(v) == "table" or type(v) == "function") and type(v) or tostring(v)
            end
            local count = 0
            function out(...)
              count = count + 1 if count > 200 then error("enough", 0) end
              local r = {} for i = 1, select("#", ...) do r[i] = show((select(i, ...))) end
              print(table.concat(r, " "))
            end
            """;
    private static final String[] NUMBERS = {
        "0", "1", "2", "3", "(-1)", "0.5", "10", "1e3", "2^31", "1/3"
    };
    private static final String[] VALUES = {
        "nil",
        "true",
        "false",
        "\"x\"",
        "\"10\"",
        "\"\"",
        "m",
        "t",
        "t.x",
        "t[1]",
        "f2()",
        "f3(1, 2)",
        "t:f(1)",
        "(f2())",
        "g",
        "c[3].field",
        "c[5].field",
        "c[6].field",
        "table.remove(l, 1)",
        "table.remove(l, 2)",
        "table.remove(l)"
    };
    private static final String[] ARITHMETIC = {"+", "-", "*", "/", "%", "^", ".."};
    private static final String[] COMPARISONS = {"<", "<=", ">", ">=", "==", "~="};

    /** Each prints at least a line. */
    static final int PARTS = 15;

    private static final int MAX_DEPTH = 5;

    private final Random random;
    private final Deque<List<String>> scopes = new ArrayDeque<>();
    private int depth;
    private int names;
    private boolean isInVararg;

    RandomProgram(long seed) {
        random = new Random(seed);
        scopes.push(new ArrayList<>(List.of("a", "x")));
    }

    String write() {
        StringBuilder text = new StringBuilder(PRELUDE).append("local a, x = 'q', 1\n");
        for (int i = 0; i < PARTS; i++) {
            isInVararg = true;
            text.append("out(pcall(function(...) ").append(block());
            isInVararg = false;
            text.append(" end, pcall(function() return ").append(value()).append(" end)))\n");
        }
        return text.append("out(a, x, g, t.x, t.y, t[1], #l, l[1], l[2])\n").toString();
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String variable(boolean isNumber) {
        List<String> found = new ArrayList<>();
        scopes.forEach(
                s -> s.stream().filter(n -> n.startsWith("x") == isNumber).forEach(found::add));
        return found.get(random.nextInt(found.size()));
    }

    private String number() {
        int kind = depth > MAX_DEPTH ? random.nextInt(4) : random.nextInt(11);
        depth++;
        String made =
                switch (kind) {
                    case 0, 1 -> pick(NUMBERS);
                    case 2, 3 -> variable(true);
                    case 4, 5, 6 ->
                            "("
                                    + number()
                                    + " "
                                    + pick("+", "-", "*", "/", "%")
                                    + " "
                                    + number()
                                    + ")";
                    case 7 -> "(- " + number() + ")";
                    case 8 -> pick("band", "bxor", "max") + "(" + number() + ", " + number() + ")";
                    case 9 -> "floor(" + number() + ")";
                    default ->
                            "("
                                    + number()
                                    + " "
                                    + pick(COMPARISONS)
                                    + " "
                                    + number()
                                    + " and "
                                    + number()
                                    + " or "
                                    + number()
                                    + ")";
                };
        depth--;
        return made;
    }

    private String value() {
        int kind = depth > MAX_DEPTH ? random.nextInt(4) : random.nextInt(13);
        depth++;
        String made =
                switch (kind) {
                    case 0 -> pick(VALUES);
                    case 1, 2 -> variable(false);
                    case 3, 4 -> number();
                    case 5 -> value() + " " + pick(ARITHMETIC) + " " + value();
                    case 6 ->
                            "("
                                    + value()
                                    + " "
                                    + pick("==", "~=", "and", "or", "and", "or")
                                    + " "
                                    + value()
                                    + ")";
                    case 7 -> pick("not ", "# ", "- ") + "(" + value() + ")";
                    case 8 ->
                            "{"
                                    + value()
                                    + ", k = "
                                    + value()
                                    + ", [2] = "
                                    + number()
                                    + ", "
                                    + value()
                                    + "}";
                    case 9 -> pick("f1", "f3", "m", "t.f") + "(" + value() + ", " + value() + ")";
                    case 10 -> "t[" + value() + "]";
                    case 11 -> isInVararg ? vararg() : "t.y";
                    default -> function();
                };
        depth--;
        return made;
    }

    private String vararg() {
        String index = pick("1", "2", "3", "-1", "0", "'#'", number());
        return pick("...", "(...)", "(select(" + index + ", ...))", "select(" + index + ", ...)");
    }

    private String function() {
        boolean wasInVararg = isInVararg;
        isInVararg = random.nextInt(3) == 0;
        scopes.push(new ArrayList<>(List.of("p", "q")));
        String parameters = isInVararg ? "(p, q, ...) " : "(p, q) ";
        String made =
                "function" + parameters + block() + " return " + value() + ", " + value() + " end";
        scopes.pop();
        isInVararg = wasInVararg;
        return made;
    }

    private String block() {
        scopes.push(new ArrayList<>());
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(statement()).append('\n');
        }
        scopes.pop();
        return text.toString();
    }

    private String declare(String prefix) {
        String name = prefix + names++ % 8;
        scopes.peek().add(name);
        return name;
    }

    private String statement() {
        int kind = depth > 3 ? random.nextInt(10) : random.nextInt(16);
        depth++;
        String value = value();
        String made =
                switch (kind) {
                    case 0 -> "local " + declare("v") + " = " + value;
                    case 1 -> {
                        String number = number();
                        yield "local " + declare("x") + " = " + number;
                    }
                    case 2, 3 -> variable(true) + " = " + number();
                    case 4 -> variable(false) + " = " + value;
                    case 5 -> variable(false) + ", t[" + number() + "] = " + value + ", " + value();
                    case 6 -> pick("t.x", "g", "t[1]", "t.y") + " = " + value;
                    case 7 -> "out(" + value + ", " + number() + ")";
                    case 8 ->
                            "table.insert(l, "
                                    + pick("1", "2", "#l", "#l + 1")
                                    + ", "
                                    + "("
                                    + value
                                    + ") or 0)";
                    case 9 -> "c[" + pick("1", "2", "3", "4", "6") + "].field = " + value;
                    case 10 -> "if " + value + " then " + block() + " else " + block() + " end";
                    case 11 ->
                            loop(
                                    "x9",
                                    "for x9 = "
                                            + number()
                                            + ", 3, "
                                            + pick("1", "2", "0.5", "-1")
                                            + " do if x9 ~= x9 or x9 < -9"
                                            + " or x9 > 9 then break end ");
                    case 12 ->
                            loop("v", "for k, v in ipairs({" + value + ", " + value() + "}) do ");
                    case 13 ->
                            "do local n = 0 repeat n = n + 1 "
                                    + block()
                                    + " until n > 2 or "
                                    + value
                                    + " end";
                    case 14 -> {
                        String label = "skip" + names++;
                        yield "do goto " + label + " " + block() + " ::" + label + ":: end";
                    }
                    default -> "do local " + declare("v") + " = " + function() + " end";
                };
        depth--;
        return made;
    }

    private String loop(String variable, String head) {
        scopes.push(new ArrayList<>(List.of(variable)));
        String made = head + block() + " end";
        scopes.pop();
        return made;
    }
}
