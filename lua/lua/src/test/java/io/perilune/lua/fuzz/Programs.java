// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.fuzz;

import java.util.Random;

/**
 * Writes a random program for each seed: it always ends, and what it prints depends on nothing but
 * its text. Single use.
 */
final class Programs {
    private static final String PRELUDE =
            """
            local meta = {x = 'mx'}
            meta.__index = function(t, k) return k end
            meta.__newindex = function(t, k, v) rawset(t, k, v == nil and 'none' or v) end
            meta.__call = function(self, ...) return select('#', ...), ... end
            meta.__add = function(a, b) return type(a) .. '+' .. type(b) end
            meta.__sub = meta.__add meta.__mul = meta.__add meta.__div = meta.__add
            meta.__mod = meta.__add meta.__pow = meta.__add
            meta.__unm = function(a, b) return rawequal(a, b) end
            meta.__concat = function(a, b) return type(a) .. '..' .. type(b) end
            meta.__eq = function(a, b) return a[1] == b[1] end
            meta.__lt = function(a, b) return (a[1] or 0) < (b[1] or 0) end
            meta.__le = function(a, b) return (a[1] or 0) <= (b[1] or 0) end
            meta.__tostring = function(t) return 'M' .. #t end
            local n0, s0, t0, f0, v0 = 4, 'text', {3, 1, 2, x = 5, y = 'why'}, function(a, b, ...) tick() return b, a, ... end, nil
            function t0:method(a) return self == t0, a end
            """;

    private final Expressions expressions;
    private int loops;
    private int labels;
    private int depth;
    private boolean inLoop;

    private Programs(long seed) {
        expressions = new Expressions(new Random(seed));
        expressions.body(() -> depth > 3 ? "" : inNewFunction(() -> block(2)));
    }

    /** Prints the program of a seed, to look at what {@link Differences} has found. */
    public static void main(String[] arguments) {
        System.out.println(write(Long.parseLong(arguments[0])));
    }

    static String write(long seed) {
        return new Programs(seed).program();
    }

    private String program() {
        StringBuilder text = new StringBuilder(PRELUDE);
        for (int i = expressions.next(4); i > 2; i--) {
            text.append(statement()).append('\n');
        }
        for (int i = 0; i < 10; i++) {
            String body = inNewFunction(() -> expressions.inFunction(true, () -> block(5)));
            text.append("out(").append(i).append(", pcall(function(...)\n").append(body);
            String argument = expressions.inFunction(false, () -> of("v"));
            text.append(" end, pcall(function() return ").append(argument);
            text.append(" end)))\n");
        }
        return text.append("out(n0, s0, #t0, t0[1], t0.x, v0, vg)\n").toString();
    }

    private String of(String kind) {
        return expressions.of(kind);
    }

    private String inNewFunction(java.util.function.Supplier<String> writer) {
        boolean outer = inLoop;
        inLoop = false;
        String made = writer.get();
        inLoop = outer;
        return made;
    }

    private String block(int most) {
        depth++;
        expressions.open();
        StringBuilder text = new StringBuilder();
        for (int i = expressions.next(most); i >= 0; i--) {
            text.append(statement()).append('\n');
        }
        expressions.close();
        depth--;
        return text.toString();
    }

    private String statement() {
        int kind = depth > 3 ? expressions.next(10) : expressions.next(32);
        return switch (kind) {
            case 0, 1 -> local();
            case 2, 3 -> assignment();
            case 4, 5 -> "out(" + of("v") + ", " + of("n") + ", " + expressions.calls() + ")";
            case 6 -> "out(" + expressions.calls() + ")";
            case 7 -> element() + " = (" + of("v") + ") or 0";
            case 8 ->
                    expressions.variable("n") + " = " + expressions.variable("n") + " + " + of("n");
            case 9 -> tableCall();
            case 10, 11 ->
                    "if "
                            + of("v")
                            + " then "
                            + block(3)
                            + " elseif "
                            + of("v")
                            + " then "
                            + block(2)
                            + " else "
                            + block(2)
                            + " end";
            case 12 -> whileLoop();
            case 13 -> repeat();
            case 14, 15 -> numericFor();
            case 16, 17 -> genericFor();
            case 18 -> "do " + block(4) + " end";
            case 19 -> skip();
            case 20, 21 -> localFunction();
            case 22 -> coroutine();
            case 23 -> "out(pcall(error, " + of("v") + ", " + expressions.next(3) + "))";
            case 24 -> inLoop ? "if " + of("v") + " then break end" : "vg = " + of("v");
            case 25 -> "if " + of("v") + " then return " + expressions.calls() + " end";
            case 26 -> backwardGoto();
            case 27 -> repeatWithClosure();
            case 28 -> targets();
            case 29 -> object();
            case 30 -> method();
            default -> closures();
        };
    }

    private String local() {
        String kind = expressions.pick("n", "n", "s", "t", "v", "v", "f");
        String value = of(kind);
        if (expressions.next(4) == 0) {
            String more = expressions.calls();
            return "local "
                    + expressions.declare(kind)
                    + ", "
                    + expressions.declare("v")
                    + ", "
                    + expressions.declare("v")
                    + " = "
                    + value
                    + ", "
                    + more;
        }
        return "local " + expressions.declare(kind) + " = " + value;
    }

    private String assignment() {
        String kind = expressions.pick("n", "s", "t", "v", "v");
        return switch (expressions.next(4)) {
            case 0 ->
                    expressions.variable("t")
                            + "."
                            + expressions.pick("x", "y", "z")
                            + " = "
                            + of("v");
            case 1 ->
                    expressions.variable("v")
                            + ", "
                            + element()
                            + ", vg = "
                            + of("v")
                            + ", "
                            + of("n")
                            + ", "
                            + expressions.calls();
            case 2 ->
                    expressions.variable("n")
                            + ", "
                            + expressions.variable("s")
                            + " = "
                            + of("n")
                            + ", "
                            + of("s");
            default -> expressions.variable(kind) + " = " + of(kind);
        };
    }

    /** Arrays get no holes: their length would be any. */
    private String element() {
        return expressions.variable("t") + "[" + of("n") + " % 3 + 1]";
    }

    private String tableCall() {
        String table = expressions.variable("t");
        return switch (expressions.next(6)) {
            case 0 -> "table.insert(" + table + ", " + of("n") + ")";
            case 1 -> "table.insert(" + table + ", 1, (" + of("v") + ") or 1)";
            case 2 -> "out(#" + table + ", table.remove({1, " + of("n") + "}))";
            case 3 ->
                    "out(table.remove({"
                            + of("n")
                            + ", 2, 3}, "
                            + expressions.pick("1", "2", "3")
                            + "))";
            case 4 ->
                    "do local t = {"
                            + of("n")
                            + ", 3, "
                            + of("n")
                            + ", 1, 2} pcall(table.sort, t) out(#t) end";
            default ->
                    "do local t = {'b', "
                            + of("s")
                            + ", 'a'} table.sort(t, function(a, b) return a > b end) out(unpack(t)) end";
        };
    }

    private String whileLoop() {
        String counter = "c" + ++loops;
        return "do local "
                + counter
                + " = 0 while "
                + counter
                + " < 3 and ("
                + of("v")
                + " or "
                + counter
                + " < 2) do "
                + counter
                + " = "
                + counter
                + " + 1 tick() "
                + loopBody()
                + " end end";
    }

    private String loopBody() {
        boolean outer = inLoop;
        inLoop = true;
        String body = block(3);
        inLoop = outer;
        return body;
    }

    private String repeat() {
        String counter = "c" + ++loops;
        return "do local "
                + counter
                + " = 0 repeat "
                + counter
                + " = "
                + counter
                + " + 1 tick() local vr = "
                + of("v")
                + " "
                + loopBody()
                + " until "
                + counter
                + " > 2 or vr end";
    }

    private String numericFor() {
        String name = "n" + expressions.pick("i", "j", "k");
        String from = expressions.pick("1", "3", "0.5", "-2", "-0", "2^53", "'1'", of("n"));
        String to =
                expressions.pick(
                        "3", "1", "2.5", "math.huge", "-1/0", "0/0", "2^53 + 4", of("v"), of("n"));
        String step =
                expressions.pick(
                        "",
                        "",
                        ", 1",
                        ", -1",
                        ", 0.5",
                        ", 2",
                        ", 0",
                        ", -0.1",
                        ", 1e300",
                        ", '1'",
                        ", #" + expressions.variable("s") + " % 3 - 0.5");
        expressions.open(name);
        String made =
                "do local c = 0 for "
                        + name
                        + " = "
                        + from
                        + ", "
                        + to
                        + step
                        + " do c = c + 1 if c > 4 then break end tick() "
                        + loopBody()
                        + " end end";
        expressions.close();
        return made;
    }

    private String genericFor() {
        String head =
                expressions.pick(
                        "ipairs({" + of("v") + ", " + of("v") + ", " + of("n") + "})",
                        "pairs({" + of("n") + ", " + of("s") + "})",
                        "string.gmatch("
                                + of("s")
                                + ", "
                                + expressions.pick("'%a'", "'(%w)(.)'", "'()'", "'%d+'")
                                + ")",
                        "next, {" + of("n") + ", 2, 3}",
                        "coroutine.wrap(function(...) for i = 1, 2 do coroutine.yield(i, "
                                + of("v")
                                + ") end end)",
                        "(function(n) local i = 0 return function(s, c) i = i + 1 if i <= 3 then return i, c end end end)()",
                        "function(s, c) if c < 3 then return c + 1, s end end, " + of("v") + ", 0",
                        of("v"));
        expressions.open("vk", "vv");
        String made = "for vk, vv in " + head + " do tick() " + loopBody() + " end";
        expressions.close();
        return made;
    }

    private String skip() {
        int label = ++labels;
        return "for i = 1, 2 do tick() if "
                + of("v")
                + " then goto skip"
                + label
                + " end "
                + "do "
                + loopBody()
                + " end ::skip"
                + label
                + ":: end";
    }

    private String localFunction() {
        boolean vararg = expressions.next(2) == 0;
        String name = expressions.declare("f");
        expressions.open("na", "vb");
        String body = inNewFunction(() -> expressions.inFunction(vararg, () -> block(3)));
        String last =
                expressions.inFunction(
                        vararg,
                        () ->
                                expressions.pick(
                                        "return " + name + "(na - 1, " + of("v") + ")",
                                        "return (" + name + "(na - 1, vb))",
                                        "return 1 + select('#', " + name + "(na - 1))",
                                        "return vb, " + of("n")));
        expressions.close();
        return "local function "
                + name
                + "(na, vb"
                + (vararg ? ", ...)" : ")")
                + " tick() if type(na) ~= 'number' or not (na > 0 and na < 5) then return vb, na"
                + (vararg ? ", ..." : "")
                + " end "
                + body
                + " "
                + last
                + " end out("
                + name
                + "("
                + expressions.next(5)
                + ", "
                + of("v")
                + ", 3))";
    }

    private String coroutine() {
        expressions.open("va", "vb");
        String body = inNewFunction(() -> expressions.inFunction(true, () -> block(3)));
        expressions.close();
        return "do local co = coroutine.create(function(va, vb, ...) out('in', va, coroutine.yield(vb, 1)) "
                + expressions.pick(
                        "",
                        "pcall(function() coroutine.yield('p') error('q') end) ",
                        "table.sort({2, 1, 3}, function(a, b) out(coroutine.isyieldable and 1) return a < b end) ",
                        "setmetatable({}, {__index = function(t, k) return coroutine.yield(k) end}).key = 1 ")
                + body
                + " return 'end' end) for i = 1, 4 do tick() out(coroutine.status(co), coroutine.resume(co, i, "
                + of("v")
                + ")) end out(coroutine.status(co)) end";
    }

    private String backwardGoto() {
        int label = ++labels;
        return "do local c = 0 ::top"
                + label
                + ":: c = c + 1 tick() local f = function() c = c + 1 return c end do "
                + inNewFunction(() -> block(2))
                + " end if f() < 6 then goto top"
                + label
                + " end out(c) end";
    }

    private String repeatWithClosure() {
        return "do local fs, c = {}, 0 repeat c = c + 1 tick() local u = "
                + of("v")
                + " fs[c] = function() u = c .. type(u) return u end "
                + loopBody()
                + " until fs[c]() == '2nil' or u == '3string' or c > 3 "
                + "for i = 1, c do out(fs[i]()) end end";
    }

    /** What is evaluated when, in an assignment to several places. */
    private String targets() {
        return "do local i, t, log = 1, {}, {} local function at(k) log[#log + 1] = k return k end "
                + "i, t[i], t[at(3)] = i + 1, "
                + of("v")
                + ", at(i), at(9) t[at(1)], t[at(2)] = t[2], t[1] local a, b, c = at(4), "
                + expressions.calls()
                + " a, b = b, a out(i, t[1], t[2], t[3], a, b, c, unpack(log)) end";
    }

    private String object() {
        return "do local o = setmetatable({}, {__index = function(t, k) return k, "
                + expressions.inFunction(false, () -> of("v"))
                + " end, __newindex = "
                + expressions.pick(
                        expressions.variable("t"), "function(t, k, v) rawset(t, k, v) end")
                + ", __call = function(self, a, ...) return a, select('#', ...) end}) o.a, o[1] = "
                + of("v")
                + ", "
                + of("v")
                + " out(o.a, o[1], o.b, o("
                + of("v")
                + ", 2), rawget(o, 'a'), rawget(o, 1)) end";
    }

    private String method() {
        String table = expressions.variable("t");
        expressions.open("va", "self");
        String body = inNewFunction(() -> expressions.inFunction(false, () -> block(2)));
        expressions.close();
        return "function "
                + table
                + ":method(va) tick() "
                + body
                + " return va, self == "
                + table
                + " end out("
                + table
                + ":method("
                + of("v")
                + "))";
    }

    private String closures() {
        return "do local fs = {} for i = 1, 3 do local j = i * 2 fs[i] = function(d) i = i + (d or 1) j = j + i return i, j end end out(fs[1](), fs[1](2), fs[2]("
                + of("n")
                + "), fs[3]()) end";
    }
}
