// SPDX-License-Identifier: Apache-2.0
/**
 * From the resolved tree to class files: one class for each function, defined when it is first
 * needed.
 *
 * <p>A value is two JVM slots (a reference and a double), or one where the resolver has proven that
 * one is enough. Fast paths are written out, so that each place in the program has its own profile
 * in the JVM; slow paths are calls into the runtime.
 */
package io.perilune.lua.compiler.emit;
