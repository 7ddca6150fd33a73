// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.tree;

/**
 * The place where a local variable or a parameter gets its name. Immutable.
 *
 * @param id number among the names of its function
 */
public record Declaration(String name, int line, int id) {}
