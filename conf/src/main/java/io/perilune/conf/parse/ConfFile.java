// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.parse;

/**
 * A file that was read, for {@code -T}. Immutable.
 *
 * @param text one char per byte
 */
public record ConfFile(String name, String text) {}
