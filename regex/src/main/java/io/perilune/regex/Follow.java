// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

/**
 * What can come after a part of a pattern. Immutable.
 *
 * @param next characters that can come next; null: any
 * @param taken those for which the rest can fail; the pattern's end counts as none
 */
record Follow(CharSet next, CharSet taken) {
    static final Follow ANYTHING = new Follow(null, null);
}
