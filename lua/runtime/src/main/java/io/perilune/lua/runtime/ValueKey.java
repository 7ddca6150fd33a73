// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * Marks values of other kinds than Lua's own (light userdata, say) that are equal by {@code equals}
 * and not by identity, also as keys of tables.
 */
public interface ValueKey {}
