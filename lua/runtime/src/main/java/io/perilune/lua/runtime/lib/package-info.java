// SPDX-License-Identifier: Apache-2.0
/**
 * What the author of a library of Lua functions needs: tables of functions, their arguments, their
 * results.
 */
package io.perilune.lua.runtime.lib;
