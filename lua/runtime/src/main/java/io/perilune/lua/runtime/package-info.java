// SPDX-License-Identifier: Apache-2.0
/**
 * Lua values, what can be done with them, and the machine that runs them.
 *
 * <p>One flat package on purpose: values, metatables, calls and errors are mutually dependent by
 * nature. Everything here is confined to the thread that owns the {@link
 * io.perilune.lua.runtime.LuaVm}, except for the immutable {@link
 * io.perilune.lua.runtime.LuaString}.
 */
package io.perilune.lua.runtime;
