// SPDX-License-Identifier: Apache-2.0
/**
 * The syntax tree of a chunk. Everything here is immutable; names and string literals hold one char
 * a byte.
 *
 * <p>Every occurrence of a name has a number within its function ({@code id}), by which the
 * resolver keeps what it found out about it.
 */
package io.perilune.lua.compiler.tree;
