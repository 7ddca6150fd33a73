// SPDX-License-Identifier: Apache-2.0
/**
 * From bytes to the tree: lexer, parser, and the scanner that finds the end of Lua inside an
 * nginx.conf.
 */
package io.perilune.lua.compiler.syntax;
