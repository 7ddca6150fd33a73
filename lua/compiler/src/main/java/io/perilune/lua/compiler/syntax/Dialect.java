// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.syntax;

/**
 * Which Lua is spoken. Immutable.
 *
 * @param compat52 LuaJIT built with LUAJIT_ENABLE_LUA52COMPAT, as OpenResty's bundle is: empty
 *     statements, {@code break} anywhere, {@code goto} reserved, a call's parenthesis on the next
 *     line
 */
public record Dialect(boolean compat52) {
    public static final Dialect OPENRESTY = new Dialect(true);
    public static final Dialect LUAJIT = new Dialect(false);
}
