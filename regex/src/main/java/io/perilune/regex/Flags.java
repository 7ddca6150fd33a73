// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

/** Bits of a pattern's options, as the parser and the compiler pass them on. Immutable. */
final class Flags {

    static final int CASELESS = 1;
    static final int MULTILINE = 1 << 1;
    static final int DOTALL = 1 << 2;
    static final int EXTENDED = 1 << 3;
    static final int EXTENDED_MORE = 1 << 4;
    static final int UNGREEDY = 1 << 5;
    static final int DUPNAMES = 1 << 6;
    static final int NO_AUTO_CAPTURE = 1 << 7;
    static final int UTF = 1 << 8;
    static final int UCP = 1 << 9;
    static final int ANCHORED = 1 << 10;
    static final int ALLOW_EMPTY_CLASS = 1 << 11;
    static final int ALT_BSUX = 1 << 12;
    static final int MATCH_UNSET_BACKREF = 1 << 13;
    static final int NO_UTF_CHECK = 1 << 14;
    static final int DFA = 1 << 15;
    static final int NO_START_OPTIMIZE = 1 << 16;
    static final int NO_DOTSTAR_ANCHOR = 1 << 17;
    static final int NOTEMPTY = 1 << 18;
    static final int NOTEMPTY_ATSTART = 1 << 19;
    static final int NO_AUTO_POSSESS = 1 << 20;

    /** Compile for {@link Memo}. */
    static final int LINEAR = 1 << 21;

    /** Expected to be used often. */
    static final int HOT = 1 << 22;

    /** What the letter J of ngx.re stands for. */
    static final int JAVASCRIPT = ALLOW_EMPTY_CLASS | ALT_BSUX | MATCH_UNSET_BACKREF;

    private Flags() {}

    /**
     * The bits of ngx.re's option letters; {@code o} stands for none.
     *
     * @throws IllegalArgumentException for a letter that ngx.re does not know
     */
    static int ofLetters(String options) {
        int flags = 0;
        for (int i = 0; i < options.length(); i++) {
            flags |=
                    switch (options.charAt(i)) {
                        case 'a' -> ANCHORED;
                        case 'd' -> DFA;
                        case 'D' -> DUPNAMES;
                        case 'i' -> CASELESS;
                        case 'J' -> JAVASCRIPT;
                        case 'm' -> MULTILINE;
                        case 's' -> DOTALL;
                        case 'u' -> UTF;
                        case 'U' -> UTF | NO_UTF_CHECK;
                        case 'x' -> EXTENDED;
                        case 'j' -> HOT;
                        case 'o' -> 0;
                        default ->
                                throw new IllegalArgumentException(
                                        "unknown flag \""
                                                + options.charAt(i)
                                                + "\" (flags \""
                                                + options
                                                + "\")");
                    };
        }
        return flags;
    }
}
