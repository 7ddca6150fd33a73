// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import io.perilune.lua.compiler.CodeCache;
import io.perilune.lua.runtime.Limits;
import io.perilune.lua.stdlib.LibraryOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a {@link Lua} is set up. Immutable.
 *
 * @param libraries which libraries there are and what they see of the process
 * @param limits sizes and depths
 * @param timeLimit how long one call from Java may run
 * @param instructionLimit how many instructions one call from Java may run, as {@link
 *     io.perilune.lua.runtime.InstructionBudget} counts them
 * @param memoryLimit bytes that the values which scripts make may take, as {@link
 *     io.perilune.lua.runtime.MemoryLimit} measures them
 * @param codeCache where the code of files is kept for the next process
 */
public record LuaOptions(
        LibraryOptions libraries,
        Limits limits,
        Optional<Duration> timeLimit,
        OptionalLong instructionLimit,
        OptionalLong memoryLimit,
        Optional<CodeCache> codeCache) {

    /** All libraries on the process's own streams, no time limit. */
    public static LuaOptions standard() {
        return new LuaOptions(
                LibraryOptions.standard(),
                Limits.DEFAULTS,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());
    }

    /** Which libraries there are and what they see of the process. */
    public LuaOptions withLibraries(LibraryOptions options) {
        return new LuaOptions(options, limits, timeLimit, instructionLimit, memoryLimit, codeCache);
    }

    /**
     * Without the parts of Lua 5.2 that OpenResty's bundle turns on in LuaJIT, in the language and
     * in the libraries: what `luajit` is by default elsewhere.
     */
    public LuaOptions withoutLua52() {
        return withLibraries(libraries.withLua52(false));
    }

    /** Sizes and depths. */
    public LuaOptions withLimits(Limits sizes) {
        return new LuaOptions(
                libraries, sizes, timeLimit, instructionLimit, memoryLimit, codeCache);
    }

    /**
     * Each call from Java gets the Lua error `time limit exceeded` at its next loop or call after
     * this time; one that catches it and goes on is ended for good.
     */
    public LuaOptions withTimeLimit(Duration limit) {
        return new LuaOptions(
                libraries, limits, Optional.of(limit), instructionLimit, memoryLimit, codeCache);
    }

    /**
     * Each call from Java gets a Lua error after so many instructions, which it may catch to clean
     * up; soon after, nothing catches the end. Functions run slower under such a limit.
     */
    public LuaOptions withInstructionLimit(long instructions) {
        return new LuaOptions(
                libraries,
                limits,
                timeLimit,
                OptionalLong.of(instructions),
                memoryLimit,
                codeCache);
    }

    /**
     * What scripts make and keep may take so many bytes of the heap; then they get the error `not
     * enough memory`. Tables and strings are made more slowly under such a limit, also by other
     * machines of the process.
     */
    public LuaOptions withMemoryLimit(long bytes) {
        return new LuaOptions(
                libraries, limits, timeLimit, instructionLimit, OptionalLong.of(bytes), codeCache);
    }

    /** Code of files comes from a cache where it is there, and is kept in it. */
    public LuaOptions withCodeCache(CodeCache cache) {
        return new LuaOptions(
                libraries, limits, timeLimit, instructionLimit, memoryLimit, Optional.of(cache));
    }
}
