// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * A library function that may be a {@link NumericOperation}, by which generated code knows it.
 * Immutable unless a subclass says otherwise.
 */
public abstract class NumericFunction extends LuaFunction {
    /** Of the operation, plus 1; 0 for none. */
    private final int code;

    /**
     * @param operation what all calls with just its number of numbers do, or null
     */
    protected NumericFunction(NumericOperation operation) {
        code = operation == null ? 0 : codeOf(operation);
    }

    /** For {@link #is}. */
    public static int codeOf(NumericOperation operation) {
        return operation.ordinal() + 1;
    }

    /** Whether a Lua value is a function that does this; for generated code. */
    public static boolean is(Object value, int code) {
        return value instanceof NumericFunction function && function.code == code;
    }
}
