// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import io.perilune.lua.compiler.LuaCompiler;
import io.perilune.lua.compiler.syntax.Dialect;
import io.perilune.lua.runtime.InstructionBudget;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaUserdata;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.MemoryLimit;
import io.perilune.lua.runtime.lib.LibraryFunction;
import io.perilune.lua.stdlib.StandardLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
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
 * <p>Confined to the thread that uses it first; only {@link #stop} is for others, who otherwise get
 * an {@link IllegalStateException}.
 */
public final class Lua implements AutoCloseable {
    /** Behind package.preload. */
    private static final long SEARCHER_PLACE = 2;

    private static final LuaString TOSTRING = LuaString.of("__tostring");

    private final LuaVm vm;
    private final TimeLimit timeLimit;
    private Thread owner;
    private boolean isClosed;
    private final OptionalLong instructionLimit;

    Lua(LuaOptions options) {
        vm = new LuaVm(options.limits());
        vm.chunkLoader(
                new LuaCompiler(
                        new Dialect(options.libraries().lua52()),
                        options.codeCache().orElse(null)));
        StandardLibraries.install(vm, options.libraries());
        timeLimit = new TimeLimit(vm, options.timeLimit());
        instructionLimit = options.instructionLimit();
        options.memoryLimit().ifPresent(vm.memory()::limit);
    }

    /** With {@link LuaOptions#standard}. */
    public static Lua create() {
        return new Lua(LuaOptions.standard());
    }

    /** With these options. */
    public static Lua create(LuaOptions options) {
        return new Lua(options);
    }

    /** With settings one by one. */
    public static LuaBuilder builder() {
        return new LuaBuilder();
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
        checkOwner();
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

    /**
     * Calls a function, or any value with `__call`, with Java values.
     *
     * @throws LuaError what the script threw, with its traceback
     */
    public Values call(Object function, Object... arguments) {
        checkOwner();
        Object[] values = JavaValues.toLua(arguments);
        return new Values(guarded(() -> vm.call(function, values)));
    }

    /** Runs under the limits; errors keep their tracebacks and are LuaErrors whatever they were. */
    Object[] guarded(Supplier<Object[]> action) {
        boolean outer = vm.enterHandled();
        MemoryLimit outerMemory = vm.memory().enter();
        try {
            return timeLimit.guard(() -> counted(action));
        } catch (LuaError error) {
            describe(error);
            throw error;
        } catch (StackOverflowError | OutOfMemoryError exhausted) {
            throw LuaError.of(exhausted);
        } finally {
            MemoryLimit.leave(outerMemory);
            vm.leaveHandled(outer);
        }
    }

    /** Lets an error object speak for itself. */
    private void describe(LuaError error) {
        LuaTable metatable = error.hasText() ? null : vm.metatable(error.value());
        if (metatable == null || metatable.get(TOSTRING) == null) {
            return;
        }
        try {
            error.description(vm.tostring(error.value()).toString());
        } catch (LuaError failed) {
            error.description("error in error handling");
        }
    }

    private Object[] counted(Supplier<Object[]> action) {
        if (instructionLimit.isEmpty() || vm.budget().isLimited()) {
            return action.get();
        }
        vm.budget().limit(instructionLimit.getAsLong());
        try {
            return action.get();
        } catch (InstructionBudget.Exhausted end) {
            throw new LuaError(InstructionBudget.MESSAGE);
        } finally {
            vm.budget().unlimited();
        }
    }

    /** A coroutine that will run this function; nothing of it runs before it is resumed. */
    public LuaCoroutine coroutine(Object function) {
        checkOwner();
        if (!(function instanceof LuaFunction body)) {
            throw new IllegalArgumentException("no function: " + function);
        }
        return new LuaCoroutine(this, body);
    }

    void checkOwner() {
        if (isClosed) {
            throw new IllegalStateException("this Lua is closed");
        }
        Thread current = Thread.currentThread();
        if (owner == null) {
            owner = current;
        } else if (owner != current) {
            throw new IllegalStateException(
                    "this Lua belongs to thread \""
                            + owner.getName()
                            + "\"; thread \""
                            + current.getName()
                            + "\" may only call stop");
        }
    }

    /** A global's value as Java has it; see {@link Values#get}. */
    public Object get(String name) {
        checkOwner();
        return JavaValues.toJava(vm.index(vm.globals(), LuaString.of(name)));
    }

    /**
     * Sets a global to a Java value: null, Boolean, any Number (as a double), texts (as UTF-8),
     * byte arrays, collections and arrays (items from 1), maps, {@link LibraryFunction}; what is
     * Lua's stays; any other object becomes an opaque userdata, which comes back as that object.
     */
    public void set(String name, Object value) {
        checkOwner();
        vm.setIndex(vm.globals(), LuaString.of(name), JavaValues.toLua(value));
    }

    /** Makes a global function of a lambda. */
    public void set(String name, LibraryFunction function) {
        checkOwner();
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

    /**
     * A userdata for a Java object, opaque to scripts unless it gets a metatable: {@code
     * lua.userdata(socket).metatable(lua.table(Map.of("__index", methods)))}. It comes back to Java
     * as the object.
     */
    public LuaUserdata userdata(Object object) {
        return new JavaObject(object);
    }

    /**
     * Asks this before any file for modules: from a module's name to its source, or null when it is
     * not there. Needs the library `package`.
     */
    public void searcher(Function<String, String> sources) {
        checkOwner();
        Object library = vm.index(vm.globals(), LuaString.of("package"));
        if (!(library instanceof LuaTable packages)
                || !(packages.get(LuaString.of("loaders")) instanceof LuaTable loaders)) {
            throw new IllegalStateException("there is no library \"package\" to search with");
        }
        for (long i = loaders.length(); i >= SEARCHER_PLACE; i--) {
            loaders.put(i + 1, loaders.get(i));
        }
        loaders.put(
                SEARCHER_PLACE,
                function("searcher", arguments -> search(sources, arguments.string(1).toString())));
    }

    private Object search(Function<String, String> sources, String name) {
        String source = sources.apply(name);
        return source == null
                ? "\n\tno source of '" + name + "'"
                : load(source, "@" + name).function();
    }

    /** Offers a module to `require`; the loader runs at the first use. */
    public void preload(String name, LibraryFunction loader) {
        StandardLibraries.preload(vm, name, arguments -> JavaValues.answer(loader, arguments));
    }

    /** Ends what runs now with a Lua error soon. For any thread. */
    public void stop(String message) {
        vm.interrupt().stop(message);
    }

    /** The machine itself, for what this class does not offer. */
    public LuaVm vm() {
        return vm;
    }

    /** Runs what has still to be finalised. Nothing can be called afterwards. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        checkOwner();
        isClosed = true;
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
