// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import io.perilune.lua.compiler.LuaCompiler;
import io.perilune.lua.compiler.syntax.Dialect;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.lib.LibraryFunction;
import io.perilune.lua.stdlib.StandardLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A Lua machine with compiler and libraries.
 *
 * <pre>{@code
 * try (Lua lua = Lua.create()) {
 *     lua.set("twice", args -> args.number(1) * 2);
 *     Values sum = lua.load("local a, b = ... return twice(a) + b").call(1, 2);
 *     sum.number(1); // 4.0
 * }
 * }</pre>
 *
 * <p>Values go in as Java's (numbers, texts, byte arrays, lists, maps, lambdas) and come out as
 * {@link Values}. A mistake in a script is a {@link LuaError}, in the text or while it runs.
 *
 * <p>Confined to one thread at a time; only {@link #stop} is for others.
 */
public final class Lua implements AutoCloseable {
    private final LuaVm vm;
    private final TimeLimit timeLimit;

    private Lua(LuaOptions options) {
        vm = new LuaVm(options.limits());
        vm.chunkLoader(new LuaCompiler(new Dialect(options.libraries().lua52())));
        StandardLibraries.install(vm, options.libraries());
        timeLimit = new TimeLimit(vm, options.timeLimit());
    }

    /** With {@link LuaOptions#standard}. */
    public static Lua create() {
        return new Lua(LuaOptions.standard());
    }

    public static Lua create(LuaOptions options) {
        return new Lua(options);
    }

    /** {@code Lua.with(o -> o.withTimeLimit(Duration.ofSeconds(1)))}. */
    public static Lua with(UnaryOperator<LuaOptions> settings) {
        return new Lua(settings.apply(LuaOptions.standard()));
    }

    /**
     * Compiles a text.
     *
     * @throws LuaError with Lua's message when the text is no Lua
     */
    public Chunk load(String text) {
        return load(text, text);
    }

    /**
     * Compiles a text under a name for messages: {@code =name} as it is, {@code @file}, or the text
     * itself.
     */
    public Chunk load(String text, String name) {
        return load(LuaString.of(text).toBytes(), name);
    }

    /** Compiles the bytes of a text, or of a function that string.dump gave. */
    public Chunk load(byte[] text, String name) {
        return new Chunk(vm.chunkLoader().load(vm, text, LuaString.of(name), vm.globals()));
    }

    /** Compiles a file. */
    public Chunk load(Path file) throws IOException {
        return load(Files.readAllBytes(file), "@" + file);
    }

    /** Compiles and runs. */
    public Values run(String text) {
        return load(text).call();
    }

    /** Calls a function, or any value with `__call`. */
    public Values call(Object function, Object... arguments) {
        return timeLimit.guard(() -> new Values(vm.call(function, JavaValues.toLua(arguments))));
    }

    /** A global's value as Java has it. */
    public Object get(String name) {
        return JavaValues.toJava(vm.index(vm.globals(), LuaString.of(name)));
    }

    /** Sets a global to a Java value. */
    public void set(String name, Object value) {
        vm.setIndex(vm.globals(), LuaString.of(name), JavaValues.toLua(value));
    }

    /** Makes a global function of a lambda. */
    public void set(String name, LibraryFunction function) {
        vm.setIndex(vm.globals(), LuaString.of(name), function(name, function));
    }

    /** A Lua function of a lambda; the name is for messages. */
    public LuaFunction function(String name, LibraryFunction function) {
        return JavaValues.function(name, function);
    }

    /** A table with a map's fields or, for any other value, as {@link #set} converts it. */
    public LuaTable table(Map<?, ?> fields) {
        return (LuaTable) JavaValues.toLua(fields);
    }

    /** Offers a module to `require`; the loader runs at the first use. */
    public void preload(String name, LibraryFunction loader) {
        StandardLibraries.preload(vm, name, arguments -> JavaValues.toLua(loader.call(arguments)));
    }

    /** Ends what runs now with a Lua error soon. For any thread. */
    public void stop(String message) {
        vm.interrupt().stop(message);
    }

    /** The machine itself, for what this class does not offer. */
    public LuaVm vm() {
        return vm;
    }

    /** Runs what has still to be finalised. */
    @Override
    public void close() {
        timeLimit.close();
        vm.finalizers().runAll(vm);
    }

    /** A compiled text, to be called as often as wanted. Belongs to its {@link Lua}. */
    public final class Chunk {
        private final LuaFunction function;

        private Chunk(LuaFunction function) {
            this.function = function;
        }

        /**
         * Runs it with Java values as its `...`.
         *
         * @throws LuaError what the script threw
         */
        public Values call(Object... arguments) {
            return Lua.this.call(function, arguments);
        }

        /** The function itself. */
        public LuaFunction function() {
            return function;
        }
    }
}
