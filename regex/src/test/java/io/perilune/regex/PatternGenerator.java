// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Random patterns and subjects over a small alphabet, so that they meet often. Single thread. */
final class PatternGenerator {

    private static final String[] ATOMS = {
        "a",
        "b",
        "c",
        "A",
        "B",
        "1",
        " ",
        "\\n",
        "_",
        "-",
        ".",
        "\\d",
        "\\w",
        "\\s",
        "\\D",
        "\\W",
        "\\S",
        "\\h",
        "\\v",
        "\\H",
        "\\V",
        "\\N",
        "\\R",
        "\\x61",
        "\\141",
        "\\Qa.\\E",
        "\\x{62}",
        "[ab]",
        "[^a]",
        "[a-c]",
        "[^\\n]",
        "[[:alpha:]]",
        "[[:^digit:]1]",
        "[\\w-]",
        "[]a]",
        "[^]a]",
        "[a\\]b]",
        "[A-C_]",
        "\\pL",
        "\\p{Lu}",
        "\\PL",
        "\\p{^Nd}",
        "ab",
        "abc",
        "ba",
        "\\C",
        "é"
    };
    private static final String[] WIDE_ATOMS = {
        "\\X",
        "\\X",
        "é",
        "É",
        "σ",
        "ς",
        "\u212a",
        "ſ",
        "ß",
        "я",
        "漢",
        "か",
        "\\x{301}",
        "\\p{Greek}",
        "\\p{sc:Latin}",
        "\\p{scx=Hira}",
        "\\P{Script_Extensions=Latn}",
        "\\p{bidi_class:L}",
        "\\p{bidiON}",
        "\\p{L&}",
        "\\p{Xan}",
        "\\p{Xps}",
        "\\p{Xuc}",
        "\\p{Any}",
        "\\p{Math}",
        "\\p{Extended_Pictographic}",
        "\\p{CWU}",
        "\\p{^Cased}",
        "[\\p{Diacritic}ab]",
        "[^\\p{Grapheme_Extend}]",
        "[é-я]",
        "[^σ]",
        "[[:graph:]]",
        "[[:punct:]\\h]",
        "(*sr:\\w+)",
        "(*asr:.+)",
        "(*script_run:\\X*)"
    };
    private static final String[] WIDE_PARTS = {
        "é", "É", "σ", "ς", "Σ", "\u212a", "ſ", "ß", "ẞ", "я", "Я", "漢", "か", "カ", "한", "ㄅ", "ー",
        "\u0301", "\u200d", "❤", "🇩", "🇪", "٣", "𝟘", "\u0600", "ि", "각", "ᄀ", "ᅡ", "ᆨ", "\u2028",
        "\u00a0", "\u180e", "½", "€"
    };
    private static final String[] ASSERTIONS = {
        "^",
        "$",
        "\\b",
        "\\B",
        "\\A",
        "\\z",
        "\\Z",
        "\\G",
        "\\K",
        "(?=a)",
        "(?!b)",
        "(?<=a)",
        "(?<!b)",
        "(?<=ab|c)",
        "(?<!a|bc)",
        "(?=.*b)",
        "(*pla:a)",
        "(?<=\\w)"
    };
    private static final String[] QUANTIFIERS = {
        "*", "+", "?", "*?", "+?", "??", "*+", "++", "?+", "{2}", "{1,2}", "{0,2}?", "{2,}",
        "{2,}+", "{0}", "{1,3}+", "{,2}", "{0,1}"
    };
    private static final String[] VERBS = {
        "(*FAIL)",
        "(*F)",
        "(*ACCEPT)",
        "(*COMMIT)",
        "(*PRUNE)",
        "(*SKIP)",
        "(*THEN)",
        "(*MARK:m)",
        "(*SKIP:m)",
        "(*PRUNE:n)",
        "(*THEN:m)"
    };
    private static final String[] NOISE = {
        "(", ")", "[", "]", "{", "}", "?", "*", "+", "\\", "|", "(?", "(?<", "(?P", "(?'", "\\k",
        "\\g", "\\x{", "\\o{", "\\p{", "[:", ":]", "(*", "(?#", "(?(", "(?C", "-", "^", "1", "<n>",
        "{1}", "{2,1}", "{70000}", "(?-", "(?+", "\\Q", "\\E", "\\c", "\\N{", "=", "!", "&", "R",
        "VERSION", "DEFINE", "(?i", "#", ":"
    };

    private final Random random;
    private final boolean verbs;
    private final boolean dfa;
    private boolean wide;
    private int groups;
    private int named;

    PatternGenerator(long seed, boolean verbs, boolean dfa) {
        this.random = new Random(seed);
        this.verbs = verbs;
        this.dfa = dfa;
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }

    /** Option letters as {@link Comparison} reads them. */
    String options() {
        StringBuilder letters = new StringBuilder();
        for (char letter : "iixmsuaNUDJW".toCharArray()) {
            if (random.nextInt(letter == 'W' || letter == 'J' || letter == 'a' ? 20 : 8) == 0
                    && letters.indexOf(String.valueOf(letter)) < 0) {
                letters.append(letter);
            }
        }
        return verbs && letters.indexOf("N") < 0 ? letters + "N" : letters.toString();
    }

    private String atom() {
        return pick(wide && random.nextInt(3) == 0 ? WIDE_ATOMS : ATOMS);
    }

    byte[] pattern(boolean utf) {
        wide = utf;
        groups = 0;
        named = 0;
        String text = alternatives(1 + random.nextInt(3));
        if (random.nextInt(60) == 0) {
            text =
                    pick(
                                    new String[] {
                                        "(*CRLF)", "(*ANY)", "(*ANYCRLF)", "(*CR)", "(*BSR_ANYCRLF)"
                                    })
                            + text;
        }
        if (random.nextInt(12) == 0 && !dfa) {
            text = mutated(text);
        }
        if (utf) {
            // a single byte of a character leaves PCRE2 in the middle of it
            text = text.replace("\\C", ".");
        }
        return text.getBytes(utf ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }

    private String mutated(String text) {
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + random.nextInt(3));
            text = text.substring(0, at) + pick(NOISE) + text.substring(to);
        }
        return text;
    }

    private String alternatives(int depth) {
        StringBuilder out = new StringBuilder(sequence(depth));
        while (random.nextInt(4) == 0) {
            out.append('|').append(sequence(depth));
        }
        return out.toString();
    }

    private String sequence(int depth) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int kind = random.nextInt(20);
            if (kind < 3) {
                String assertion = pick(ASSERTIONS);
                // where pcre2_dfa_match matches a group by itself, \\G is where that begins
                out.append(dfa && assertion.equals("\\G") ? "\\A" : assertion);
            } else if (verbs && kind == 3) {
                out.append(pick(VERBS));
            } else {
                boolean group = kind > 12 && depth > 0;
                String part = group ? group(depth - 1) : atom();
                out.append(part);
                if (random.nextInt(5) < 2) {
                    String quantifier = pick(QUANTIFIERS);
                    out.append(group && isSlip(part, quantifier) ? "" : quantifier);
                }
            }
        }
        return out.toString();
    }

    /**
     * PCRE2 10.42 looks into the second branch of (a|^b){0} for an anchor, and pcre2_dfa_match
     * takes a character too many where (ab)*+ matches nothing, which (?1){2,}+ has at its end, and
     * one too few where (?&gt;a|bc)* matches the second time.
     */
    private boolean isSlip(String group, String quantifier) {
        return quantifier.equals("{0}")
                || dfa && quantifier.equals("*+")
                || dfa && quantifier.equals("{2,}+") && group.matches("\\(\\?\\d+\\)")
                || dfa && group.startsWith("(?>") && "*+{".indexOf(quantifier.charAt(0)) >= 0;
    }

    private String group(int depth) {
        String body = alternatives(depth);
        switch (random.nextInt(24)) {
            case 0 -> {
                return "(?:" + body + ")";
            }
            case 1 -> {
                return "(?>" + body + ")";
            }
            case 2 -> {
                return "(?=" + body + ")";
            }
            case 3 -> {
                return "(?!" + body + ")";
            }
            case 4 -> {
                return "(?i:" + body + ")";
            }
            case 5 -> {
                groups++;
                return "(?<n" + ++named + ">" + body + ")";
            }
            case 6 -> {
                return "(?|(" + body + ")|(" + pick(ATOMS) + "))" + counted();
            }
            case 7 -> {
                return "\\" + (1 + random.nextInt(groups + 1));
            }
            case 8 -> {
                return "(?" + random.nextInt(groups + 1) + ")";
            }
            case 9 -> {
                return "(?(" + (1 + random.nextInt(groups + 1)) + ")" + body + ")";
            }
            case 10 -> {
                return "(?(?=" + pick(ATOMS) + ")" + body + "|" + pick(ATOMS) + ")";
            }
            case 11 -> {
                return "(?<=" + pick(ATOMS) + ")" + body;
            }
            case 12 -> {
                return "(?(?!" + pick(ATOMS) + ")" + pick(ATOMS) + "|" + body + ")";
            }
            case 13 -> {
                return "\\g{-1}";
            }
            case 14 -> {
                return "(?s-i:" + body + ")";
            }
            case 15 -> {
                return "(?(R)" + pick(ATOMS) + "|" + body + ")";
            }
            case 16 -> {
                return "(?*" + body + ")";
            }
            case 17, 18 -> {
                return words();
            }
            default -> {
                groups++;
                return "(" + body + ")";
            }
        }
    }

    /** Many branches, which may have their beginnings in common. */
    private String words() {
        StringBuilder out = new StringBuilder("(?:");
        for (int i = 2 + random.nextInt(5); i > 0; i--) {
            for (int j = 1 + random.nextInt(3); j > 0; j--) {
                out.append("abcA1 _".charAt(random.nextInt(7)));
            }
            out.append(i > 1 ? "|" : ")");
        }
        return out.toString();
    }

    private String counted() {
        groups++;
        return "";
    }

    byte[] subject(boolean utf) {
        String[] parts = {
            "a", "b", "c", "A", "B", "1", " ", "\n", "_", "-", "ab", "abc", "\r\n", "é", "x", "aa",
            "K"
        };
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(9); i > 0; i--) {
            out.append(utf && random.nextInt(3) == 0 ? pick(WIDE_PARTS) : pick(parts));
        }
        return out.toString().getBytes(utf ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }

    int offset(int length) {
        return random.nextInt(6) == 0 ? random.nextInt(length + 1) : 0;
    }
}
