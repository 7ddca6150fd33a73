// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds out which bytes can stand at the first few offsets of a match.
 *
 * <p>A part of the pattern takes the set of offsets it can begin at, as bits, and answers with
 * those behind it; on the way it adds its bytes to the offsets' tables. From the first offset on
 * about which nothing is known, or at which a match can end, the tables say nothing. Confined to
 * one compilation.
 */
final class Openings {

    /** Offsets looked at, at most. */
    static final int MOST = 8;

    private static final int MASK = (1 << MOST) - 1;

    private final FirstSets first;
    private final boolean utf;
    private final boolean unicode;
    private final boolean[][] tables = new boolean[MOST][256];
    private int known = MOST;

    /** Parts still to be looked at; loops in loops would take for ever. */
    private int patience = 20_000;

    Openings(FirstSets first, int flags) {
        this.first = first;
        this.utf = (flags & Flags.UTF) != 0;
        this.unicode = (flags & (Flags.UTF | Flags.UCP)) != 0;
    }

    /** A table of bytes for each of the first offsets; may be none. */
    List<boolean[]> of(Node.Alternatives whole) {
        unknownFrom(alternatives(whole, 1));
        List<boolean[]> result = new ArrayList<>();
        for (int i = 0; i < known && !isFull(tables[i]); i++) {
            result.add(tables[i]);
        }
        return result;
    }

    private static boolean isFull(boolean[] table) {
        for (boolean member : table) {
            if (!member) {
                return false;
            }
        }
        return true;
    }

    /** Beyond the lowest of these offsets nothing is known. */
    private int unknownFrom(int offsets) {
        if (offsets != 0) {
            known = Math.min(known, Integer.numberOfTrailingZeros(offsets));
        }
        return 0;
    }

    private int alternatives(Node.Alternatives body, int offsets) {
        int out = 0;
        for (Node.Sequence branch : body.branches()) {
            out |= sequence(branch.items(), offsets);
        }
        return out;
    }

    private int sequence(List<Node> items, int offsets) {
        int at = offsets;
        for (Node item : items) {
            if (at == 0) {
                break;
            }
            at = node(item, at);
        }
        return at;
    }

    private int node(Node node, int offsets) {
        if (--patience < 0) {
            known = 0;
            return 0;
        }
        return switch (node) {
            case Node.Literal literal -> literal(literal, offsets);
            case Node.Member member -> member(member.set(), offsets);
            case Node.Simple simple ->
                    simple.kind() == Node.Assertion.KEEP ? unknownFrom(offsets) : offsets;
            case Node.Sequence sequence -> sequence(sequence.items(), offsets);
            case Node.Alternatives alternatives -> alternatives(alternatives, offsets);
            case Node.Group group -> alternatives(group.body(), offsets);
            case Node.Atomic atomic -> alternatives(atomic.body(), offsets);
            case Node.Look look -> first.verbs ? unknownFrom(offsets) : offsets;
            case Node.Verb verb ->
                    verb.kind() == Node.VerbKind.FAIL && verb.name() == null
                            ? 0
                            : unknownFrom(offsets);
            case Node.Nothing nothing -> offsets;
            case Node.Repeat repeat -> repeat(repeat, offsets);
            default -> unknownFrom(offsets);
        };
    }

    private int repeat(Node.Repeat repeat, int offsets) {
        int at = offsets;
        for (int i = 0; i < repeat.min && at != 0 && i <= MOST; i++) {
            at = node(repeat.item, at);
        }
        int all = at;
        int rounds = repeat.max < 0 ? MOST + 1 : Math.min(repeat.max - repeat.min, MOST + 1);
        for (int i = 0; i < rounds && at != 0; i++) {
            at = node(repeat.item, at) & ~all;
            all |= at;
        }
        return all;
    }

    private int literal(Node.Literal literal, int offsets) {
        int c = literal.character();
        if (literal.caseless() && CaseFolding.equivalents(c, unicode) != null) {
            return member(CaseFolding.closure(c, unicode), offsets);
        }
        int at = offsets;
        for (byte b : utf ? Utf8.encode(c) : new byte[] {(byte) c}) {
            at = add(b & 0xff, at);
        }
        return at;
    }

    private int add(int b, int offsets) {
        for (int i = 0; i < MOST; i++) {
            tables[i][b] |= (offsets >> i & 1) != 0;
        }
        return offsets << 1 & MASK;
    }

    private int member(CharSet set, int offsets) {
        boolean[] leads = first.leadBytes(utf ? set : set.bytes());
        for (int b = 0; b < 256; b++) {
            if (leads[b]) {
                add(b, offsets);
            }
        }
        int behind = offsets << 1 & MASK;
        if (utf && !set.isEmpty() && set.ranges[set.ranges.length - 1] >= 128) {
            return unknownFrom(behind);
        }
        return behind;
    }
}
