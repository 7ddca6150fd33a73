// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import io.perilune.lua.compiler.data.DataText;
import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.runtime.LuaClosure;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.MainChunks;
import java.util.function.Function;

/**
 * A chunk that has been read and checked: its class or, as long as it is data that rarely runs, its
 * tree. Holds no state of a machine. Thread-safe.
 */
final class Chunk {
    /** So often a tree is walked before it gets a class. */
    private static final int RUNS = 8;

    private final Function<FunctionScope, Class<?>> definer;

    /** Null when there is a class, which needs it no longer. */
    private volatile FunctionScope data;

    private Class<?> code;

    /** Counted without care: one more or less is as good. */
    private int runs;

    private Chunk(FunctionScope scope, Function<FunctionScope, Class<?>> definer, Class<?> code) {
        this.data = scope;
        this.definer = definer;
        this.code = code;
    }

    /**
     * @param definer makes the class of the scope
     */
    static Chunk of(FunctionScope scope, Function<FunctionScope, Class<?>> definer) {
        Chunk chunk = new Chunk(scope, definer, null);
        if (!DataText.is(scope)) {
            chunk.code();
        }
        return chunk;
    }

    /** A chunk whose class is there. */
    static Chunk of(Class<?> code) {
        return new Chunk(null, null, code);
    }

    /** Its main function, with globals of its own. */
    LuaClosure instantiate(LuaTable environment) {
        return data == null ? compiled(environment) : new DataChunk(this, environment);
    }

    /** The same as a class's object. */
    LuaClosure compiled(LuaTable environment) {
        return MainChunks.make(code(), environment);
    }

    private synchronized Class<?> code() {
        if (code == null) {
            code = definer.apply(data);
            data = null;
        }
        return code;
    }

    /** The tree for one more run; null when code is to run. */
    FunctionScope forRun() {
        return ++runs > RUNS ? null : data;
    }
}
