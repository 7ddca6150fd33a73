// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.tree;

/**
 * A place in a source text. Immutable.
 *
 * @param line counted from 1
 * @param offset in bytes from the begin of the text
 */
public record Position(int line, int offset) {}
