// SPDX-License-Identifier: Apache-2.0
/** The contexts in which Lua code runs, and sets of them. */
package io.perilune.ngx.phase;
