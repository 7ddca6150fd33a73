// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.regex;

import io.perilune.lua.runtime.LuaString;

/**
 * A bounded set of compiled patterns, found by text and options. When it is full it gives up one
 * that nobody has looked for lately: a hand goes round and takes the first one not used since it
 * last came by. Confined to its worker.
 *
 * <p>Open addressing on the patterns themselves: a router tries hundreds of patterns for a request,
 * and each object on the way to one is a line of the processor's cache.
 */
final class PatternTable {
    private final int capacity;
    private CompiledPattern[] places = new CompiledPattern[64];
    private int size;
    private int hand;

    PatternTable(int capacity) {
        this.capacity = capacity;
    }

    private static int hash(LuaString text, RegexOptions options) {
        int h = text.hashCode() + options.bits * 0x9E37_79B9;
        return h ^ h >>> 16;
    }

    /** The pattern, or null. */
    CompiledPattern find(LuaString text, RegexOptions options) {
        CompiledPattern[] all = places;
        int mask = all.length - 1;
        int at = hash(text, options) & mask;
        CompiledPattern found = all[at];
        while (found != null) {
            if (found.options.bits == options.bits && found.text.equals(text)) {
                found.used = true;
                return found;
            }
            at = at + 1 & mask;
            found = all[at];
        }
        return null;
    }

    /** Adds a pattern that is not here. */
    void add(CompiledPattern pattern) {
        if (size == capacity) {
            remove(oneToGiveUp());
        } else if (++size * 2 > places.length) {
            grow();
        }
        place(pattern);
    }

    int size() {
        return size;
    }

    private void place(CompiledPattern pattern) {
        int mask = places.length - 1;
        int at = hash(pattern.text, pattern.options) & mask;
        while (places[at] != null) {
            at = at + 1 & mask;
        }
        places[at] = pattern;
    }

    private void grow() {
        CompiledPattern[] old = places;
        places = new CompiledPattern[old.length * 2];
        for (CompiledPattern pattern : old) {
            if (pattern != null) {
                place(pattern);
            }
        }
    }

    private int oneToGiveUp() {
        while (true) {
            hand = hand + 1 & places.length - 1;
            CompiledPattern passed = places[hand];
            if (passed != null) {
                if (!passed.used) {
                    return hand;
                }
                passed.used = false;
            }
        }
    }

    /** Empties a place, and places those anew that may have had to go beyond it. */
    private void remove(int index) {
        int mask = places.length - 1;
        places[index] = null;
        int at = index + 1 & mask;
        while (places[at] != null) {
            CompiledPattern moved = places[at];
            places[at] = null;
            place(moved);
            at = at + 1 & mask;
        }
    }
}
