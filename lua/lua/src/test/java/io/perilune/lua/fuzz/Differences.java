// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.fuzz;

import io.perilune.lua.Lua;
import io.perilune.lua.compiler.LuaCompiler;
import io.perilune.lua.compiler.syntax.Dialect;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs random programs here and in the reference, and tells where they differ. Single use. */
final class Differences implements AutoCloseable {
    private final ReferenceLua reference;
    private final byte[] driver;
    private Lua lua;
    private LuaFunction run;
    private int programs;

    Differences() throws IOException {
        Path file;
        try {
            file = Path.of(Differences.class.getResource("/fuzz/driver.lua").toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
        driver = Files.readAllBytes(file);
        reference = new ReferenceLua(file);
    }

    /** A difference; the last says whether only the names of what is called differ. */
    record Difference(long seed, String wanted, String got, boolean onlyNames) {

        @Override
        public String toString() {
            String[] left = wanted.split("\n", -1);
            String[] right = got.split("\n", -1);
            for (int i = 0; i < Math.min(left.length, right.length); i++) {
                if (!left[i].equals(right[i])) {
                    return "seed " + seed + "\n  luajit: " + left[i] + "\n  here:   " + right[i];
                }
            }
            return "seed " + seed + ": " + left.length + " lines, here " + right.length;
        }
    }

    /** What differs in the program of this seed, or null. */
    Difference check(long seed) throws IOException {
        return check(seed, Programs.write(seed));
    }

    /** What differs in a program, or null; it is not compared when it takes too long. */
    Difference check(long seed, String program) throws IOException {
        String wanted = reference.run(program);
        if (wanted.startsWith("syntax: ")) {
            return new Difference(seed, wanted, "a program that cannot be read", false);
        }
        if (wanted.equals(ReferenceLua.ENDLESS)) {
            return null;
        }
        String got = here(program);
        if (wanted.equals(got)) {
            return null;
        }
        return new Difference(seed, wanted, got, withoutNames(wanted).equals(withoutNames(got)));
    }

    /**
     * LuaJIT looks for the name of what cannot be called in the bytecode before the call. That
     * finds what a loop's body, which stands before the call of its iterator, last put into its
     * first variable; and at a call in the place of a `return` sometimes nothing, or something
     * else.
     */
    static String withoutNames(String output) {
        return output.replaceAll(
                "attempt to call (local|upvalue|global|field|method) '[^']*' \\((a \\w+) value\\)",
                "attempt to call $2 value");
    }

    private String here(String program) {
        if (programs++ % 100 == 0) {
            // Its classes shall go
            restart();
        }
        byte[] text = program.getBytes(StandardCharsets.ISO_8859_1);
        try {
            Object answer = lua.vm().call1(run, LuaString.of(text));
            return ((LuaString) answer).toLatin1();
        } catch (RuntimeException | Error ours) {
            restart();
            return "JAVA: "
                    + ours
                    + " at "
                    + (ours.getStackTrace().length > 0 ? ours.getStackTrace()[0] : "?");
        }
    }

    private void restart() {
        lua = Lua.with(o -> o.withLibraries(o.libraries().withLua52(false)));
        lua.vm().chunkLoader(new LuaCompiler(Dialect.LUAJIT));
        run = (LuaFunction) lua.load(driver, "=driver").call().raw(1);
    }

    @Override
    public void close() {
        reference.close();
    }

    /**
     * Long runs: the number of programs, the first seed, and `names` to be told also of those.
     * Prints what differs.
     */
    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        long first = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        boolean withNames = arguments.length > 2;
        int names = 0;
        int others = 0;
        try (Differences differences = new Differences()) {
            for (long seed = first; seed < first + count; seed++) {
                Difference difference = differences.check(seed);
                if (difference != null && difference.onlyNames()) {
                    names++;
                    if (withNames) {
                        System.out.println("NAME " + difference);
                    }
                } else if (difference != null) {
                    others++;
                    System.out.println(difference);
                }
            }
        }
        System.out.println(
                count
                        + " programs from seed "
                        + first
                        + ": "
                        + others
                        + " differ, "
                        + names
                        + " only in names of variables");
    }
}
