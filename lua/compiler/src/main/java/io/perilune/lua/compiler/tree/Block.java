// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.tree;

import java.util.List;

/**
 * Statements with a scope of their own. Immutable.
 *
 * @param endLine where the word stands that ends it; of the last word in a main chunk
 */
public record Block(List<Statement> statements, int endLine) {}
