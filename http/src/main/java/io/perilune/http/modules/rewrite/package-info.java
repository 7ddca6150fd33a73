// SPDX-License-Identifier: Apache-2.0
/**
 * The rewrite module: a level's directives as a list of operations, and what other modules add to
 * that list.
 */
package io.perilune.http.modules.rewrite;
