// SPDX-License-Identifier: Apache-2.0
package io.perilune.benchmark;

import io.perilune.lua.Lua;
import io.perilune.lua.runtime.LuaFunction;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One operation a thousand times in a Lua loop; the figure is for one. Subtract `empty`, the loop
 * itself; of `field write` subtract `field read`; `iterate` is a loop of its own. Confined to its
 * thread.
 *
 * <p>What compilers could do once for all rounds, or leave out, is kept from them: fields are those
 * of tables in a ring, each of which is known only from the one before, and callees take turns.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.vm=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.lang.stable=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:-DontCompileHugeMethods"
        })
public class LuaOperations {
    private static final int TIMES = 1000;

    /** What is measured: a row of {@link Operation}. */
    @Param({
        "EMPTY",
        "CALL",
        "CALL_OF_MANY",
        "METHOD_CALL",
        "FIELD_READ",
        "FIELD_WRITE",
        "CLOSURE",
        "VARARG",
        "CONCAT",
        "PATTERN",
        "FORMAT",
        "INSERT",
        "ITERATE",
        "COROUTINE_SWITCH",
        "PCALL",
        "THROW_AND_CATCH",
        "THROW_TABLE_AND_CATCH",
        "SELECT",
        "UNPACK",
        "FORMAT_INTEGER"
    })
    public Operation operation;

    private Lua lua;
    private LuaFunction loop;

    /** A program that makes a ring of tables. */
    private static final String RING =
            "local ring = {next = false, b = 0} local last = ring"
                    + " for j = 1, 63 do last.next = {next = ring, b = j} last = last.next end";

    /** A program that makes three objects of different classes. */
    private static final String OBJECTS =
            "local function new() local C = {} C.__index = C"
                    + " function C:add(x) self.n = self.n + x end"
                    + " return setmetatable({n = 0}, C) end local a, b, c = new(), new(), new()";

    /** A program that makes three closures of one function. */
    private static final String CLOSURES =
            "local function new(n) return function(x, y) if n then return x + y end end end"
                    + " local a, b, c = new(1), new(2), new(3)";

    /** A program that makes three functions. */
    private static final String FUNCTIONS =
            "local function a(x, y) if x then return x + y end end"
                    + " local function b(x, y) if y then return x + y end end"
                    + " local function c(x, y) return x and x + y end";

    /**
     * What is done before, what the loop's function begins with, and what is done in each round;
     * `s` and `t` take results so that nothing is idle.
     */
    public enum Operation {
        EMPTY("", "s = s + i"),
        CALL(CLOSURES, "local f, g, h = a, b, c", "s = f(s, i) f, g, h = g, h, f"),
        CALL_OF_MANY(FUNCTIONS, "local f, g, h = a, b, c", "s = f(s, i) f, g, h = g, h, f"),
        METHOD_CALL(OBJECTS, "local o, p, q = a, b, c", "o:add(i) o, p, q = p, q, o"),
        FIELD_READ(RING, "t = ring", "t = t.next"),
        FIELD_WRITE(RING, "t = ring", "t = t.next t.b = i"),
        CLOSURE("local f", "f = function() return i + s end"),
        VARARG(
                "local function f(...) local a, b = ... return select('#', ...) + b end",
                "s = s + f(1, i, 3)"),
        CONCAT("local x = 'key:'", "s = #(x .. i .. ':' .. x)"),
        PATTERN("local x = 'user=moon; path=/'", "s = #x:match('path=([^;]+)')"),
        FORMAT("local f = string.format", "s = #f('%s: %d of %5.2f', 'name', i, 1.5)"),
        INSERT(
                "local insert, list = table.insert, {}",
                "if #list > 100 then list = {} end insert(list, i)"),
        ITERATE("", ""),
        COROUTINE_SWITCH(
                "local y = coroutine.yield"
                        + " local f = coroutine.wrap(function() while true do y(1) end end)",
                "s = s + f()"),
        PCALL("local function f(a) return a end", "local ok, x = pcall(f, i) s = s + x"),
        THROW_AND_CATCH(
                "local pcall, error = pcall, error local function f(a) error('bad') end",
                "local ok, x = pcall(f, i) s = s + #x"),
        THROW_TABLE_AND_CATCH(
                "local pcall, error, t = pcall, error, {n = 1} local function f(a) error(t) end",
                "local ok, x = pcall(f, i) s = s + x.n"),
        SELECT(
                "local select = select local function f(...) return (select(2, ...)) end",
                "s = s + f(1, i, 3)"),
        UNPACK("local unpack, list = unpack, {1, 2, 3}", "local a, b, c = unpack(list) s = s + c"),
        FORMAT_INTEGER("local f = string.format", "s = #f('%d', i)");

        private final String before;
        private final String begin;
        private final String round;

        Operation(String before, String round) {
            this(before, "", round);
        }

        Operation(String before, String begin, String round) {
            this.before = before;
            this.begin = begin;
            this.round = round;
        }

        String program() {
            if (this == ITERATE) {
                return "local t = {} for i = 1, "
                        + TIMES
                        + " do t[i] = i end return function() local s = 0"
                        + " for i, v in ipairs(t) do s = s + v end return s end";
            }
            return before
                    + " return function() local s, t = 0 "
                    + begin
                    + " for i = 1, "
                    + TIMES
                    + " do "
                    + round
                    + " end return t or s end";
        }
    }

    /** Compiles the loop. */
    @Setup
    public void open() {
        lua = Lua.create();
        loop = (LuaFunction) lua.load(operation.program(), "=" + operation).call().raw(1);
    }

    @TearDown
    public void close() {
        lua.close();
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public Object run() {
        return lua.vm().call1(loop);
    }
}
