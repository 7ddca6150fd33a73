// SPDX-License-Identifier: Apache-2.0
/** How long single operations of the Lua machine take. */
package io.perilune.benchmark;
