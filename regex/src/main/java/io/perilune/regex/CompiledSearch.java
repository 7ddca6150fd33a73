// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

/** A class made for one pattern. Immutable; what changes is in the arguments. */
abstract class CompiledSearch {

    /**
     * Looks for the first match at or after {@code at} and fills in its bounds.
     *
     * @param from where matching was asked to start
     * @param state what it needs besides; its subject is set
     * @return where the match ends, or one of Backtracker's results
     */
    abstract int search(
            byte[] s, int begin, int end, int from, int at, int[] bounds, MatchState state);
}
