// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import io.perilune.lua.compiler.CodeCache;
import io.perilune.lua.runtime.Limits;
import io.perilune.lua.stdlib.LibraryOptions;
import io.perilune.lua.stdlib.StandardLibraries;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/**
 * Settings of a {@link Lua}, one by one; what is not set is as in {@link LuaOptions#standard}.
 * Single use, confined to one thread.
 */
public final class LuaBuilder {
    private LuaOptions options = LuaOptions.standard();
    private Function<String, String> searcher;

    LuaBuilder() {}

    /**
     * Only these libraries, out of {@link StandardLibraries#NAMES}; none at all without names.
     *
     * @throws IllegalArgumentException for a name that is none
     */
    public LuaBuilder libraries(String... names) {
        Set<String> wanted = Set.of(names);
        for (String name : wanted) {
            if (!StandardLibraries.NAMES.contains(name)) {
                throw new IllegalArgumentException("no library: " + name);
            }
        }
        return libraries(o -> o.withLibraries(wanted));
    }

    /** What the libraries see of the process, in every detail. */
    public LuaBuilder libraries(UnaryOperator<LibraryOptions> settings) {
        options = options.withLibraries(settings.apply(options.libraries()));
        return this;
    }

    /**
     * Whether the parts of Lua 5.2 are there that OpenResty's bundle turns on in LuaJIT; they are
     * unless this says otherwise.
     */
    public LuaBuilder lua52(boolean on) {
        return libraries(o -> o.withLua52(on));
    }

    /** Where print and io.stdout write to. Never closed. */
    public LuaBuilder output(OutputStream stream) {
        return libraries(o -> o.withOutput(stream));
    }

    /** Where io.stderr writes to. Never closed. */
    public LuaBuilder error(OutputStream stream) {
        return libraries(o -> o.withError(stream));
    }

    /** What io.stdin reads. Never closed. */
    public LuaBuilder input(InputStream stream) {
        return libraries(o -> o.withInput(stream));
    }

    /** os.getenv: from a name to its value or null. */
    public LuaBuilder environment(UnaryOperator<String> variables) {
        return libraries(o -> o.withEnvironment(variables));
    }

    /** os.exit: gets the status; must not return normally. */
    public LuaBuilder exit(IntConsumer action) {
        return libraries(o -> o.withExit(action));
    }

    /** package.path: templates like {@code /app/?.lua;/app/?/init.lua}. */
    public LuaBuilder path(String templates) {
        return libraries(o -> o.withPath(templates, o.cpath()));
    }

    /** See {@link Lua#searcher}. */
    public LuaBuilder searcher(Function<String, String> sources) {
        searcher = sources;
        return this;
    }

    /**
     * How long one call from Java may run. Afterwards the script gets the error `time limit
     * exceeded` at its next loop or call; one that catches it and goes on is ended for good.
     */
    public LuaBuilder timeLimit(Duration limit) {
        options = options.withTimeLimit(limit);
        return this;
    }

    /**
     * How many instructions one call from Java may run: a statement, a way round a loop, or a call
     * of a Lua function is one. Then the script gets the error `instruction limit exceeded`, which
     * it may catch to clean up; soon after, nothing catches the end. The count is the same on every
     * machine, but functions run slower than under {@link #timeLimit}.
     *
     * @throws IllegalArgumentException for a limit below 1
     */
    public LuaBuilder instructionLimit(long instructions) {
        if (instructions < 1) {
            throw new IllegalArgumentException("no limit: " + instructions);
        }
        options = options.withInstructionLimit(instructions);
        return this;
    }

    /**
     * How many bytes of the heap the values may take that scripts make and keep; then they get the
     * error `not enough memory`, which they may catch, and go on when they have dropped something.
     * It is measured by samples, a few percent inexact, and noticed when it is passed by a quarter
     * at the latest; whoever comes near it makes the JVM's collector run ({@code System.gc()},
     * which {@code -XX:+DisableExplicitGC} must not turn off). What Java code makes between calls
     * does not count, nor do the libraries themselves.
     *
     * @throws IllegalArgumentException for a limit below 1
     */
    public LuaBuilder memoryLimit(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("no limit: " + bytes);
        }
        options = options.withMemoryLimit(bytes);
        return this;
    }

    /**
     * Files whose code is in this cache are not compiled; those that are go into it. Any number of
     * machines may share one; who has made it closes it.
     */
    public LuaBuilder codeCache(CodeCache cache) {
        options = options.withCodeCache(cache);
        return this;
    }

    /**
     * How many coroutines may have resumed one another; one more is the Lua error `C stack
     * overflow`. How deep functions call one another is limited by the thread's stack alone.
     */
    public LuaBuilder nestedCoroutines(int depth) {
        return limits(limits -> limits.withNestedCoroutines(depth));
    }

    /** Bytes that one string may have; making a longer one is a Lua error. */
    public LuaBuilder stringLength(int bytes) {
        return limits(limits -> limits.withStringLength(bytes));
    }

    /** Every limit of the machine but those of time, instructions and memory. */
    public LuaBuilder limits(UnaryOperator<Limits> settings) {
        options = options.withLimits(settings.apply(options.limits()));
        return this;
    }

    /** The machine, which belongs to the thread that uses it first. */
    public Lua build() {
        Lua lua = new Lua(options);
        if (searcher != null) {
            lua.searcher(searcher);
        }
        return lua;
    }
}
