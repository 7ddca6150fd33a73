// SPDX-License-Identifier: Apache-2.0
/** The compiler's front door: source text to functions, and listings for people. */
package io.perilune.lua.compiler;
