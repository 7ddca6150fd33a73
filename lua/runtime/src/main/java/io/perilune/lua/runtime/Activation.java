// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * A running Lua function or library function, as the JVM's stack shows it. Immutable.
 *
 * @param code the class of the function
 * @param prototype of a Lua function; null for one written in Java
 * @param line where it is, 0 for one written in Java
 * @param callee what it calls right now, in its own words ({@code global 'print'}), or null
 * @param traced how many traced functions are further in, for one that is traced; else -1
 * @param function the function itself; null when it was not asked for or the stack does not show it
 */
public record Activation(
        Class<?> code,
        Prototype prototype,
        int line,
        String callee,
        int traced,
        LuaFunction function) {
    public boolean isLua() {
        return prototype != null;
    }

    Activation with(LuaFunction self) {
        return new Activation(code, prototype, line, callee, traced, self);
    }

    /** `file:line: `, or "" for a function written in Java. */
    String where() {
        return isLua() ? prototype.source() + ":" + line + ": " : "";
    }
}
