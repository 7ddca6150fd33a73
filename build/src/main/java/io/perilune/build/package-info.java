// SPDX-License-Identifier: Apache-2.0
/**
 * The rules that hold for every module, as tests that a module inherits. Used by tests only, never
 * shipped.
 */
package io.perilune.build;
