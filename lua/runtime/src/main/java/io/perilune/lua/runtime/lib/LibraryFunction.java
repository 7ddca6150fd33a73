// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime.lib;

/**
 * A function of a library as its author writes it: arguments in, one boxed value out.
 *
 * <p>The result is a boxed Lua value ({@code null}, {@link Boolean}, {@link Double}, {@code
 * LuaString}, …), or, for none or several, what {@link Arguments#none()} and {@link
 * Arguments#results(Object...)} return.
 */
@FunctionalInterface
public interface LibraryFunction {
    Object call(Arguments arguments);
}
