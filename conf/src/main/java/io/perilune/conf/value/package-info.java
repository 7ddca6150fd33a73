// SPDX-License-Identifier: Apache-2.0
/**
 * Arguments as values: sizes, times, flags, choices, addresses, file names; each complains in
 * nginx's words.
 */
package io.perilune.conf.value;
