// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.regex;

import io.perilune.lua.runtime.LuaString;

/** The options of ngx.re, a letter each. Immutable. */
public final class RegexOptions {
    private static final String LETTERS = "aDdiJjmosuUx";

    public static final RegexOptions NONE = new RegexOptions(0);

    /** A bit for each letter, at its index in {@link #LETTERS}. */
    final int bits;

    /** The options `o` and `j`, which are asked for at each use. */
    final boolean once;

    private final boolean jit;

    private RegexOptions(int bits) {
        this.bits = bits;
        once = has('o');
        jit = has('j');
    }

    /** Null when a letter is unknown: see {@link #unknownIn}. */
    static RegexOptions parse(LuaString text) {
        int bits = 0;
        for (int i = 0; i < text.length(); i++) {
            int index = LETTERS.indexOf(text.byteAt(i));
            if (index < 0) {
                return null;
            }
            bits |= 1 << index;
        }
        return new RegexOptions(bits);
    }

    /** The first letter that is no option, or 0. */
    public static char unknownIn(LuaString text) {
        for (int i = 0; i < text.length(); i++) {
            if (LETTERS.indexOf(text.byteAt(i)) < 0) {
                return (char) text.byteAt(i);
            }
        }
        return 0;
    }

    public boolean isJit() {
        return jit;
    }

    public boolean has(char letter) {
        return (bits >> LETTERS.indexOf(letter) & 1) != 0;
    }

    /** The letters, as the regex engine takes them. */
    String letters() {
        StringBuilder letters = new StringBuilder(LETTERS.length());
        for (int i = 0; i < LETTERS.length(); i++) {
            if ((bits >> i & 1) != 0) {
                letters.append(LETTERS.charAt(i));
            }
        }
        return letters.toString();
    }
}
