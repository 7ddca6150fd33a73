// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * What `debug.sethook` has set. Immutable.
 *
 * @param function called with the event's name and line
 * @param mask letters among c, r and l
 * @param count instructions between count events, 0 for none
 */
public record Hooks(LuaFunction function, LuaString mask, int count) {}
