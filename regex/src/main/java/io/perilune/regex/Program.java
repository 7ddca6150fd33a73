// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.List;

/**
 * A compiled pattern: operations with operands in one int array, the tables they index, and what is
 * known of where a match can begin. Immutable.
 */
final class Program {

    final int[] code;
    final boolean[][] tables;
    final CharSet[] sets;
    final byte[][] literals;
    final int[][] lists;
    final String[] verbNames;

    /** Groups, without group 0. */
    final int groups;

    /** Length of the slot array; slots come in pairs. */
    final int slots;

    /** Slot of the present call's frame. */
    final int frameSlot;

    /** Slots of counters and their greatest values, in pairs. */
    final int[] counters;

    /** Number of ONCE operations. */
    final int onces;

    /** No ONCE can be met twice at one position but by going back. */
    final boolean isPlain;

    private final boolean mayBeLinear;

    final int flags;
    final Newline newline;
    final boolean bsrAnyCrLf;

    /** A carriage return or line feed is written in the pattern. */
    final boolean hasCrOrLf;

    /** -1: the pattern does not say. */
    final long matchLimit;

    final List<Regex.NamedGroup> names;
    final Start start;

    /**
     * Where a match can begin.
     *
     * @param anchored only at the position where matching starts
     * @param lineStart only at the beginning of a line
     * @param search finds places with the right first bytes; null if there is no telling
     * @param required a byte that every match contains, or -1
     * @param minLength bytes of the shortest match
     * @param prefix of an anchored pattern: with which bytes every match begins; null if there is
     *     no telling
     */
    record Start(
            boolean anchored,
            boolean lineStart,
            Search search,
            int required,
            int minLength,
            byte[] prefix) {}

    Program(Compiler compiler, PatternText text, LeadingOptions options, Start start) {
        this.code = compiler.code();
        this.tables = compiler.tables.toArray(boolean[][]::new);
        this.sets = compiler.sets.toArray(CharSet[]::new);
        this.literals = compiler.literals.toArray(byte[][]::new);
        this.lists = compiler.lists.toArray(int[][]::new);
        this.verbNames = compiler.verbNames.toArray(String[]::new);
        this.groups = text.highestGroup;
        this.slots = compiler.slots;
        this.frameSlot = compiler.frameSlot;
        this.counters = compiler.counters.stream().mapToInt(Integer::intValue).toArray();
        this.onces = compiler.onces;
        this.isPlain = !compiler.hasAtomic && !compiler.hasNullableLoops && counters.length == 0;
        this.mayBeLinear =
                !compiler.hasReferences
                        && !compiler.hasCalls()
                        && !compiler.hasVerbs
                        && !compiler.hasOpenLooks
                        // every way is tried, and what an assertion has led to is not a failure
                        && !(compiler.hasLooks && (options.flags & Flags.DFA) != 0)
                        && !compiler.hasLongest;
        this.flags = options.flags;
        this.newline = options.newline;
        this.bsrAnyCrLf = options.bsrAnyCrLf;
        this.hasCrOrLf = text.hasCrOrLf;
        this.matchLimit = options.matchLimit;
        this.names =
                text.names.stream()
                        .map(name -> new Regex.NamedGroup(name.name, name.number))
                        .sorted(java.util.Comparator.comparingInt(Regex.NamedGroup::number))
                        .toList();
        this.start = start;
    }

    /** Whether what follows a place depends on nothing but the place and the counters. */
    boolean mayBeLinear() {
        return mayBeLinear;
    }

    boolean utf() {
        return (flags & Flags.UTF) != 0;
    }
}
