// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * A function written in Lua: code, upvalues and an environment. Confined to its machine; the code
 * is shared.
 *
 * <p>The compiler makes one subclass for each function of the source text. Stack traces are read
 * through these classes: a frame is a Lua function's frame when its class extends this one and it
 * has a line number; methods that only pass arguments on have no line numbers. The class's {@link
 * Prototype} is registered with {@link Prototype#register} before its first run, and its SourceFile
 * attribute is {@link Prototype#source()}.
 */
public abstract class LuaClosure extends LuaFunction implements Cloneable {
    /** Where its globals are; what `setfenv` sets. */
    public LuaTable environment;

    protected LuaClosure(LuaTable environment) {
        this.environment = environment;
        if (MemoryLimit.metering) {
            MemoryLimit.made(this, MemoryLimit.CLOSURE_BYTES);
        }
    }

    public abstract Prototype prototype();

    @Override
    public final LuaTable environment() {
        return environment;
    }

    @Override
    public final void environment(LuaTable table) {
        environment = table;
    }

    /**
     * The variable behind an upvalue (from 0), or null when the value was copied because nobody
     * assigns to it.
     */
    public Cell upvalueCell(int index) {
        return null;
    }

    /** Makes an upvalue share another variable: `debug.upvaluejoin`, and copies of whole heaps. */
    public void upvalueCell(int index, Cell cell) {
        throw new IndexOutOfBoundsException(index);
    }

    /** The boxed value of an upvalue. */
    public Object upvalue(int index) {
        return upvalueCell(index).boxed();
    }

    /** Assigns to an upvalue: `debug.setupvalue`, and copies of whole heaps. */
    public void upvalue(int index, Object boxed) {
        upvalueCell(index).boxed(boxed);
    }

    /** A new closure of the same code with the same upvalues and environment. */
    public final LuaClosure copy() {
        try {
            return (LuaClosure) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
