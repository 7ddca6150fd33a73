// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.syntax;

/**
 * A text is not Lua. The message is LuaJIT's, one char a byte, with chunk name and line in front.
 */
public final class SyntaxError extends RuntimeException {
    private final int line;

    public SyntaxError(String message, int line) {
        super(message, null, false, false);
        this.line = line;
    }

    /** The line it was found in, from 1. */
    public int line() {
        return line;
    }
}
