// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/**
 * Unicode's properties as sets, by PCRE2's names (lower case, without spaces, hyphens and
 * underscores). The Java runtime's tables decide, so code points newer than PCRE2 10.42's Unicode
 * 14 have their newer properties, and a bare script name means Script, not Script_Extensions.
 *
 * <p>A set is built by asking the predicate once for every code point (some milliseconds) and kept.
 * Thread-safe.
 */
final class UnicodeProperty {

    private static final Map<String, IntPredicate> BINARY = new HashMap<>();
    private static final Map<String, Integer> CATEGORIES = new HashMap<>();
    private static final Map<String, Integer> BIDI = new HashMap<>();
    private static final Map<String, CharSet> BUILT = new ConcurrentHashMap<>();

    static {
        category("cc", Character.CONTROL);
        category("cf", Character.FORMAT);
        category("cn", Character.UNASSIGNED);
        category("co", Character.PRIVATE_USE);
        category("cs", Character.SURROGATE);
        category("ll", Character.LOWERCASE_LETTER);
        category("lm", Character.MODIFIER_LETTER);
        category("lo", Character.OTHER_LETTER);
        category("lt", Character.TITLECASE_LETTER);
        category("lu", Character.UPPERCASE_LETTER);
        category("mc", Character.COMBINING_SPACING_MARK);
        category("me", Character.ENCLOSING_MARK);
        category("mn", Character.NON_SPACING_MARK);
        category("nd", Character.DECIMAL_DIGIT_NUMBER);
        category("nl", Character.LETTER_NUMBER);
        category("no", Character.OTHER_NUMBER);
        category("pc", Character.CONNECTOR_PUNCTUATION);
        category("pd", Character.DASH_PUNCTUATION);
        category("pe", Character.END_PUNCTUATION);
        category("pf", Character.FINAL_QUOTE_PUNCTUATION);
        category("pi", Character.INITIAL_QUOTE_PUNCTUATION);
        category("po", Character.OTHER_PUNCTUATION);
        category("ps", Character.START_PUNCTUATION);
        category("sc", Character.CURRENCY_SYMBOL);
        category("sk", Character.MODIFIER_SYMBOL);
        category("sm", Character.MATH_SYMBOL);
        category("so", Character.OTHER_SYMBOL);
        category("zl", Character.LINE_SEPARATOR);
        category("zp", Character.PARAGRAPH_SEPARATOR);
        category("zs", Character.SPACE_SEPARATOR);
    }

    static {
        String[] names = {
            "l", "r", "al", "en", "es", "et", "an", "cs", "nsm", "bn", "b", "s", "ws", "on", "lre",
            "lro", "rle", "rlo", "pdf", "lri", "rli", "fsi", "pdi"
        };
        byte[] values = {
            Character.DIRECTIONALITY_LEFT_TO_RIGHT,
            Character.DIRECTIONALITY_RIGHT_TO_LEFT,
            Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
            Character.DIRECTIONALITY_EUROPEAN_NUMBER,
            Character.DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR,
            Character.DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR,
            Character.DIRECTIONALITY_ARABIC_NUMBER,
            Character.DIRECTIONALITY_COMMON_NUMBER_SEPARATOR,
            Character.DIRECTIONALITY_NONSPACING_MARK,
            Character.DIRECTIONALITY_BOUNDARY_NEUTRAL,
            Character.DIRECTIONALITY_PARAGRAPH_SEPARATOR,
            Character.DIRECTIONALITY_SEGMENT_SEPARATOR,
            Character.DIRECTIONALITY_WHITESPACE,
            Character.DIRECTIONALITY_OTHER_NEUTRALS,
            Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
            Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
            Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
            Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
            Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
            Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
            Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
            Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
            Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE
        };
        for (int i = 0; i < names.length; i++) {
            BIDI.put("bidi" + names[i], (int) values[i]);
        }
    }

    static {
        binary("any", c -> true);
        binary("ascii", c -> c < 128);
        binary("alphabetic alpha", Character::isAlphabetic);
        binary("lowercase lower", Character::isLowerCase);
        binary("uppercase upper", Character::isUpperCase);
        binary(
                "whitespace wspace space",
                c -> c >= 9 && c <= 13 || c == 0x85 || Character.isSpaceChar(c));
        binary("ideographic ideo", Character::isIdeographic);
        binary("asciihexdigit ahex", c -> c < 128 && Character.digit(c, 16) >= 0);
        binary(
                "hexdigit hex",
                c ->
                        Character.digit(c, 16) >= 0
                                && (c < 128
                                        || c >= 0xff10 && c <= 0xff19
                                        || c >= 0xff21 && c <= 0xff26
                                        || c >= 0xff41 && c <= 0xff46));
        binary("joincontrol joinc", c -> c == 0x200c || c == 0x200d);
        binary(
                "noncharactercodepoint nchar",
                c -> (c & 0xfffe) == 0xfffe || c >= 0xfdd0 && c <= 0xfdef);
        binary("emoji", Character::isEmoji);
        binary("emojipresentation epres", Character::isEmojiPresentation);
        binary("emojimodifier emod", Character::isEmojiModifier);
        binary("emojimodifierbase ebase", Character::isEmojiModifierBase);
        binary("emojicomponent ecomp", Character::isEmojiComponent);
        binary("extendedpictographic extpict", Character::isExtendedPictographic);
        binary(
                "bidicontrol bidic",
                c ->
                        c == 0x61c
                                || c == 0x200e
                                || c == 0x200f
                                || c >= 0x202a && c <= 0x202e
                                || c >= 0x2066 && c <= 0x2069);
        binary("bidimirrored bidim", Character::isMirrored);
        binary("idstart ids", c -> c != 0x2e2f && Character.isUnicodeIdentifierStart(c));
        binary(
                "l& lc",
                c ->
                        type(c) == Character.LOWERCASE_LETTER
                                || type(c) == Character.UPPERCASE_LETTER
                                || type(c) == Character.TITLECASE_LETTER);
        binary("xan", c -> isGeneral(c, 'l') || isGeneral(c, 'n'));
        binary("xwd", c -> isGeneral(c, 'l') || isGeneral(c, 'n') || c == '_');
        binary(
                "xps xsp",
                c ->
                        isGeneral(c, 'z')
                                || CharacterClasses.HORIZONTAL.contains(c)
                                || CharacterClasses.VERTICAL.contains(c));
        binary(
                "xuc",
                c -> c == '$' || c == '@' || c == '`' || c >= 0xa0 && c <= 0xd7ff || c >= 0xe000);
        binary(
                "graph",
                c ->
                        !isGeneral(c, 'z')
                                && (!isGeneral(c, 'c') || isVisibleFormat(c) && c != 0x180e));
        binary(
                "print",
                c ->
                        type(c) != Character.LINE_SEPARATOR
                                && type(c) != Character.PARAGRAPH_SEPARATOR
                                && (!isGeneral(c, 'c') || isVisibleFormat(c)));
        binary("posixpunct", c -> isGeneral(c, 'p') || c < 128 && isGeneral(c, 's'));
    }

    /** Names above that patterns must not reach. */
    private static final String INTERNAL = " graph print posixpunct ";

    private UnicodeProperty() {}

    private static void category(String name, byte type) {
        CATEGORIES.put(name, (int) type);
    }

    private static void binary(String names, IntPredicate predicate) {
        for (String name : names.split(" ")) {
            BINARY.put(name, predicate);
        }
    }

    private static int type(int c) {
        return Character.getType(c);
    }

    /** Whether a code point's category begins with this letter. */
    private static boolean isGeneral(int c, char first) {
        int type = type(c);
        return switch (first) {
            case 'l' -> type >= Character.UPPERCASE_LETTER && type <= Character.OTHER_LETTER;
            case 'n' -> type >= Character.DECIMAL_DIGIT_NUMBER && type <= Character.OTHER_NUMBER;
            case 'm' ->
                    type >= Character.NON_SPACING_MARK && type <= Character.COMBINING_SPACING_MARK;
            case 'z' -> type >= Character.SPACE_SEPARATOR && type <= Character.PARAGRAPH_SEPARATOR;
            case 'c' ->
                    type == Character.UNASSIGNED
                            || type == Character.CONTROL
                            || type == Character.FORMAT
                            || type == Character.PRIVATE_USE
                            || type == Character.SURROGATE;
            case 's' -> type >= Character.MATH_SYMBOL && type <= Character.OTHER_SYMBOL;
            default ->
                    type >= Character.DASH_PUNCTUATION && type <= Character.OTHER_PUNCTUATION
                            || type == Character.INITIAL_QUOTE_PUNCTUATION
                            || type == Character.FINAL_QUOTE_PUNCTUATION;
        };
    }

    private static boolean isVisibleFormat(int c) {
        return type(c) == Character.FORMAT && c != 0x61c && (c < 0x2066 || c > 0x2069);
    }

    static CharSet space() {
        return named("xps");
    }

    static CharSet word() {
        return named("xwd");
    }

    /** The set that a pattern's name stands for, or null if there is no such property. */
    static CharSet ofPattern(String name) {
        int separator = Math.max(name.indexOf(':'), -1);
        int equals = name.indexOf('=');
        if (equals >= 0 && (separator < 0 || equals < separator)) {
            separator = equals;
        }
        if (separator < 0) {
            return INTERNAL.contains(" " + name + " ") ? null : named(name);
        }
        String value = name.substring(separator + 1);
        return switch (name.substring(0, separator)) {
            case "bidiclass", "bc" -> named("bidi" + value);
            case "script", "sc", "scriptextensions", "scx" -> script(value);
            default -> null;
        };
    }

    /** The set of a name, or null. */
    static CharSet named(String name) {
        CharSet known = BUILT.get(name);
        if (known != null) {
            return known;
        }
        IntPredicate predicate = predicate(name);
        if (predicate == null) {
            return script(name);
        }
        return BUILT.computeIfAbsent(name, n -> build(predicate));
    }

    private static IntPredicate predicate(String name) {
        if (name.length() == 1 && "clmnpsz".contains(name)) {
            char first = name.charAt(0);
            return c -> isGeneral(c, first);
        }
        Integer category = CATEGORIES.get(name);
        if (category != null) {
            int wanted = category;
            return c -> type(c) == wanted;
        }
        Integer direction = BIDI.get(name);
        if (direction != null) {
            int wanted = direction;
            return c -> Character.getDirectionality(c) == wanted;
        }
        IntPredicate binary = BINARY.get(name);
        return binary == null ? ListedProperties.named(name) : binary;
    }

    private static CharSet script(String name) {
        Character.UnicodeScript script = scriptNamed(name);
        return script == null
                ? null
                : BUILT.computeIfAbsent(
                        "script " + script.name(),
                        n -> build(c -> Character.UnicodeScript.of(c) == script));
    }

    private static Character.UnicodeScript scriptNamed(String name) {
        for (Character.UnicodeScript script : Character.UnicodeScript.values()) {
            if (script.name().replace("_", "").toLowerCase(Locale.ROOT).equals(name)) {
                return script;
            }
        }
        try {
            return name.length() == 4 ? Character.UnicodeScript.forName(name) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static CharSet build(IntPredicate predicate) {
        CharSet.Builder builder = new CharSet.Builder();
        int from = -1;
        for (int c = 0; c <= CharSet.MAX + 1; c++) {
            boolean member = c <= CharSet.MAX && predicate.test(c);
            if (member && from < 0) {
                from = c;
            } else if (!member && from >= 0) {
                builder.add(from, c - 1);
                from = -1;
            }
        }
        return builder.build();
    }
}
