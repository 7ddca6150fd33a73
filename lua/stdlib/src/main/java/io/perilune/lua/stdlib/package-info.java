// SPDX-License-Identifier: Apache-2.0
/**
 * Lua's standard libraries: one class each with its {@link
 * io.perilune.lua.runtime.lib.FunctionTable} on top, and {@link
 * io.perilune.lua.stdlib.StandardLibraries}, which installs them.
 *
 * <p>Everything here sees the machine only through its public interface, as any other library
 * would.
 */
package io.perilune.lua.stdlib;
