// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.lang.Character.UnicodeScript;

/**
 * Decides whether text is of one script, as {@code (*script_run:...)} asks. Common and inherited
 * characters go with every script; Han goes with the scripts of Japanese, Korean or Bopomofo; all
 * decimal digits must be of one set of ten. The Java runtime knows each character's Script, not its
 * Script_Extensions. Single use.
 */
final class ScriptRuns {

    private static final int HAN = 1;
    private static final int KANA = 2;
    private static final int HANGUL = 4;
    private static final int BOPOMOFO = 8;

    /** A script that goes with no other, if there is one in the text. */
    private UnicodeScript script;

    /** Which of the scripts are there that go with Han, as bits. */
    private int eastern;

    /** As in PCRE2, what begins with Han may mix all that goes with Han, Bopomofo last. */
    private boolean hanFirst;

    private int zero = -1;

    private ScriptRuns() {}

    static boolean isOne(byte[] s, int from, int to) {
        if (to <= from || from + Utf8.length(s[from] & 0xff) >= to) {
            return true;
        }
        ScriptRuns run = new ScriptRuns();
        for (int i = from; i < to; i += Utf8.length(s[i] & 0xff)) {
            int c = Utf8.decode(s, i, to);
            if (!run.takes(UnicodeScript.of(c)) || !run.takesDigit(c)) {
                return false;
            }
        }
        return true;
    }

    private boolean takes(UnicodeScript next) {
        int bit = bit(next);
        if (bit != 0) {
            return script == null && takesEastern(bit);
        }
        if (next == UnicodeScript.COMMON || next == UnicodeScript.INHERITED) {
            return true;
        }
        boolean fits = eastern == 0 && (script == null || script == next);
        script = next;
        return fits && next != UnicodeScript.UNKNOWN;
    }

    private boolean takesEastern(int bit) {
        boolean free = hanFirst && (bit == BOPOMOFO || (eastern & BOPOMOFO) == 0);
        hanFirst |= eastern == 0 && bit == HAN;
        eastern |= bit;
        return bit == HAN || free || Integer.bitCount(eastern & ~HAN) == 1;
    }

    private boolean takesDigit(int c) {
        if (Character.getType(c) != Character.DECIMAL_DIGIT_NUMBER) {
            return true;
        }
        int before = zero;
        zero = c - Character.digit(c, 10);
        return before < 0 || before == zero;
    }

    private static int bit(UnicodeScript script) {
        return switch (script) {
            case HAN -> HAN;
            case HIRAGANA, KATAKANA -> KANA;
            case HANGUL -> HANGUL;
            case BOPOMOFO -> BOPOMOFO;
            default -> 0;
        };
    }
}
