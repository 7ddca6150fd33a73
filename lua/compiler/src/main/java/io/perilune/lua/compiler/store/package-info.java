// SPDX-License-Identifier: Apache-2.0
/**
 * Chunks' classes in files, so that the next process that loads the same text need not write them
 * again.
 */
package io.perilune.lua.compiler.store;
