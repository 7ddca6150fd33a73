// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * What `select` is: generated code takes the value of {@code select(n, ...)} without a list of
 * arguments.
 */
public interface VarargSelection {
    /** Whether a first argument asks for the number of the others. */
    static boolean isCount(Object index) {
        return index instanceof LuaString text && text.length() > 0 && text.byteAt(0) == '#';
    }
}
