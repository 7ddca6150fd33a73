// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.Map;

/**
 * The sets behind escapes such as {@code \d} and names such as {@code [:alpha:]}: ASCII as in C's
 * locale, or by Unicode's properties under (*UCP). Immutable.
 */
final class CharacterClasses {

    static final CharSet DIGIT = CharSet.range('0', '9');
    static final CharSet SPACE = CharSet.ofRanges(9, 13, ' ', ' ');
    static final CharSet WORD = CharSet.ofRanges('0', '9', 'A', 'Z', '_', '_', 'a', 'z');

    /** {@code \h}. */
    static final CharSet HORIZONTAL =
            CharSet.ofRanges(
                    9, 9, ' ', ' ', 0xa0, 0xa0, 0x1680, 0x1680, 0x180e, 0x180e, 0x2000, 0x200a,
                    0x202f, 0x202f, 0x205f, 0x205f, 0x3000, 0x3000);

    /** {@code \v}. */
    static final CharSet VERTICAL = CharSet.ofRanges(10, 13, 0x85, 0x85, 0x2028, 0x2029);

    /** What {@code .} matches. */
    static final CharSet NOT_LINE_FEED = CharSet.range('\n', '\n').complement();

    static final CharSet ALPHA = CharSet.ofRanges('A', 'Z', 'a', 'z');

    static final Map<String, CharSet> POSIX =
            Map.ofEntries(
                    Map.entry("alpha", ALPHA),
                    Map.entry("lower", CharSet.range('a', 'z')),
                    Map.entry("upper", CharSet.range('A', 'Z')),
                    Map.entry("alnum", ALPHA.union(DIGIT)),
                    Map.entry("ascii", CharSet.range(0, 127)),
                    Map.entry("blank", CharSet.ofRanges(9, 9, ' ', ' ')),
                    Map.entry("cntrl", CharSet.ofRanges(0, 31, 127, 127)),
                    Map.entry("digit", DIGIT),
                    Map.entry("graph", CharSet.range(33, 126)),
                    Map.entry("print", CharSet.range(32, 126)),
                    Map.entry("punct", CharSet.ofRanges(33, 47, 58, 64, 91, 96, 123, 126)),
                    Map.entry("space", SPACE),
                    Map.entry("word", WORD),
                    Map.entry("xdigit", CharSet.ofRanges('0', '9', 'A', 'F', 'a', 'f')));

    private CharacterClasses() {}

    /** The set of one of the letters d, s and w. */
    static CharSet escape(char letter, boolean ucp) {
        return switch (letter) {
            case 'd' -> ucp ? UnicodeProperty.digit() : DIGIT;
            case 's' -> ucp ? UnicodeProperty.space() : SPACE;
            default -> ucp ? UnicodeProperty.word() : WORD;
        };
    }

    /** The set of a POSIX name under (*UCP). */
    static CharSet unicodePosix(String name) {
        return switch (name) {
            case "alpha" -> UnicodeTable.named("l");
            case "lower" -> UnicodeTable.named("ll");
            case "upper" -> UnicodeTable.named("lu");
            case "alnum" -> UnicodeTable.named("xan");
            case "blank" -> HORIZONTAL;
            case "cntrl" -> UnicodeTable.named("cc");
            case "digit" -> UnicodeProperty.digit();
            case "graph", "print", "punct" -> UnicodeTable.named("posix:" + name);
            case "space" -> UnicodeProperty.space();
            case "word" -> UnicodeProperty.word();
            default -> POSIX.get(name);
        };
    }
}
