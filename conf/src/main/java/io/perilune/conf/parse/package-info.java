// SPDX-License-Identifier: Apache-2.0
/**
 * From text to tree: nginx's tokens, blocks, includes and the hook for blocks in another language.
 */
package io.perilune.conf.parse;
