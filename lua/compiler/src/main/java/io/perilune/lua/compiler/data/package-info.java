// SPDX-License-Identifier: Apache-2.0
/** Chunks that are data instead of code: read, and done. */
package io.perilune.lua.compiler.data;
