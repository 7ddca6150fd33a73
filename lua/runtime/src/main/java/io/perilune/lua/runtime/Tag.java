// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * The marks of the two-slot convention, in which generated code passes a Lua value.
 *
 * <p>A value travels as a reference and a {@code double}. The reference is the value itself (with
 * {@code null} for nil), or {@link #NUM}, and then the value is the double. A function returns the
 * reference and leaves the double in {@link LuaVm#num}. In all other places (tables' generic API,
 * arguments of library functions, variable arguments, Java callers) a number is a {@link Double}:
 * "boxed". {@code NUM} and {@code MANY} never get there.
 */
public final class Tag {
    /** The value is a number; it is in the double beside this reference. */
    public static final Object NUM = new Tag("NUM");

    /**
     * A call did not return exactly one value, or asks for a tail call: the results are to be taken
     * by {@link LuaVm#first(Object)} or {@link LuaVm#all(Object)}.
     */
    public static final Object MANY = new Tag("MANY");

    /**
     * What the quick part of an operation answers when the whole operation has to be done. Only
     * generated code sees it.
     */
    public static final Object MISS = new Tag("MISS");

    private final String name;

    private Tag(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
