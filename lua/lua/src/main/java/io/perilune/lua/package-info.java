// SPDX-License-Identifier: Apache-2.0
/** Lua for Java programs: {@link io.perilune.lua.Lua} is all that is needed. */
package io.perilune.lua;
