// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides whether text is of one script, as {@code (*script_run:...)} asks: all its characters have
 * a script in common, by Script_Extensions. Common and inherited characters go with every script;
 * Han goes with the scripts of Japanese, Korean or Bopomofo; all decimal digits must be of one set
 * of ten. Single use.
 */
final class ScriptRuns {

    /** Built at first use. */
    private static final class Scripts {
        static final List<String> NAMES = UnicodeTable.namesWith("scx:");
        static final Set<String> ANY = Set.of("common", "zyyy", "inherited", "zinh", "qaai");
        static final int HAN = NAMES.indexOf("han");
        static final int HIRAGANA = NAMES.indexOf("hiragana");
        static final int KATAKANA = NAMES.indexOf("katakana");
        static final int HANGUL = NAMES.indexOf("hangul");
        static final int BOPOMOFO = NAMES.indexOf("bopomofo");
        static final CharSet UNKNOWN = UnicodeProperty.ofPattern("sc:unknown");

        /** By the first character of a stretch: the scripts of its characters. */
        static final TreeMap<Integer, BitSet> STRETCHES = stretches();

        private static TreeMap<Integer, BitSet> stretches() {
            TreeMap<Integer, BitSet> changes = new TreeMap<>();
            changes.put(0, new BitSet());
            for (int script = 0; script < NAMES.size(); script++) {
                String name = NAMES.get(script);
                if (!ANY.contains(name)) {
                    int[] ranges = UnicodeTable.named("scx:" + name).ranges;
                    for (int i = 0; i < ranges.length; i += 2) {
                        change(changes, ranges[i], script);
                        change(changes, ranges[i + 1] + 1, script);
                    }
                }
            }
            BitSet current = new BitSet();
            changes.values()
                    .forEach(
                            change -> {
                                current.xor(change);
                                change.clear();
                                change.or(current);
                            });
            return changes;
        }

        private static void change(TreeMap<Integer, BitSet> changes, int at, int script) {
            changes.computeIfAbsent(at, c -> new BitSet()).flip(script);
        }
    }

    private enum State {
        /** No character so far has a script. */
        FREE,
        /** Some script must be in {@link #common}. */
        COMMON,
        /** Only Han so far. */
        HAN,
        JAPANESE,
        CHINESE,
        KOREAN
    }

    private State state = State.FREE;
    private final BitSet common = new BitSet();
    private int zero = -1;

    private ScriptRuns() {}

    static boolean isOne(byte[] s, int from, int to) {
        if (to <= from || from + Utf8.length(s[from] & 0xff) >= to) {
            return true;
        }
        ScriptRuns run = new ScriptRuns();
        for (int i = from; i < to; i += Utf8.length(s[i] & 0xff)) {
            int c = Utf8.decode(s, i, to);
            if (!run.takes(c) || !run.takesDigit(c)) {
                return false;
            }
        }
        return true;
    }

    private boolean takes(int c) {
        if (Scripts.UNKNOWN.contains(c)) {
            return false;
        }
        BitSet scripts = Scripts.STRETCHES.floorEntry(c).getValue();
        if (scripts.isEmpty()) {
            return true;
        }
        return switch (state) {
            case FREE -> {
                common.or(scripts);
                state = stateOf(c);
                yield true;
            }
            case COMMON -> {
                boolean fits = common.intersects(scripts);
                common.and(scripts);
                state = stateOf(c);
                yield fits;
            }
            case HAN -> takesAfterHan(c, scripts);
            case JAPANESE ->
                    scripts.get(Scripts.HAN)
                            || scripts.get(Scripts.HIRAGANA)
                            || scripts.get(Scripts.KATAKANA);
            case CHINESE -> scripts.get(Scripts.HAN) || scripts.get(Scripts.BOPOMOFO);
            case KOREAN -> scripts.get(Scripts.HAN) || scripts.get(Scripts.HANGUL);
        };
    }

    /** By the character's own script, not by those it may be used with. */
    private static State stateOf(int c) {
        if (isOf("han", c)) {
            return State.HAN;
        }
        if (isOf("hiragana", c) || isOf("katakana", c)) {
            return State.JAPANESE;
        }
        return isOf("bopomofo", c)
                ? State.CHINESE
                : isOf("hangul", c) ? State.KOREAN : State.COMMON;
    }

    private static boolean isOf(String script, int c) {
        return UnicodeProperty.ofPattern("sc:" + script).contains(c);
    }

    private boolean takesAfterHan(int c, BitSet scripts) {
        if (isOf("han", c)) {
            return true;
        }
        boolean bopomofo = scripts.get(Scripts.BOPOMOFO);
        boolean hangul = scripts.get(Scripts.HANGUL);
        boolean hiragana = scripts.get(Scripts.HIRAGANA);
        boolean katakana = scripts.get(Scripts.KATAKANA);
        if (bopomofo && !hangul && !hiragana && !katakana) {
            state = State.CHINESE;
        } else if (hiragana && katakana && !bopomofo && !hangul) {
            state = State.JAPANESE;
        }
        return bopomofo || hangul || hiragana || katakana;
    }

    private boolean takesDigit(int c) {
        if (!UnicodeProperty.digit().contains(c)) {
            return true;
        }
        int before = zero;
        zero = c - Character.digit(c, 10);
        return before < 0 || before == zero;
    }
}
