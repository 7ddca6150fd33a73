// SPDX-License-Identifier: Apache-2.0
/**
 * What the names in a tree mean: locals, upvalues, globals; which locals are captured, assigned
 * again, or proven to be numbers.
 */
package io.perilune.lua.compiler.scope;
