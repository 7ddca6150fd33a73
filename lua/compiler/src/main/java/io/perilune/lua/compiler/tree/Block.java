// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.tree;

import java.util.List;

/** Statements with a scope of their own. Immutable. */
public record Block(List<Statement> statements, int endLine) {}
