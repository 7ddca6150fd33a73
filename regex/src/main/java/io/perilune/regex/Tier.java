// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

/** A way of matching. */
enum Tier {
    /** {@link Backtracker} with the usual program. */
    INTERPRETED,

    /** {@link Backtracker} with a linear program and a {@link Memo}. */
    LINEAR,

    /** A class made for the pattern. */
    COMPILED
}
