// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.Locale;

/**
 * Reads what follows a backslash. Confined to one compilation.
 *
 * <p>{@link #read} answers {@link #DATA} (the character is in {@link #character}), {@link
 * #REFERENCE} (the group number is in {@link #character}), or the escape's letter.
 */
final class Escapes {

    static final int DATA = 0;
    static final int REFERENCE = -1;

    /** Letters that stand for themselves as an escape, in and outside classes. */
    private static final String SPECIAL = "ABCDEGHKNPQRSVWXZbdhkpsvwz";

    private final PatternText text;
    private final boolean alternative;
    int character;

    Escapes(PatternText text, int flags) {
        this.text = text;
        this.alternative = (flags & Flags.ALT_BSUX) != 0;
    }

    /** The position is behind the backslash. */
    int read(boolean inClass) {
        if (text.atEnd()) {
            throw text.fail(CompileError.BACKSLASH_AT_END);
        }
        int c = text.next();
        character = c;
        if (c < '0' || c > 'z' || !isAlphanumeric(c)) {
            return DATA;
        }
        if (SPECIAL.indexOf(c) >= 0) {
            return c == 'N' && text.peek() == '{' ? namedOrRepeated() : c;
        }
        return readSpecial(c, inClass);
    }

    private static boolean isAlphanumeric(int c) {
        return PatternText.isDigit(c) || (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    private int readSpecial(int c, boolean inClass) {
        switch (c) {
            case 'a' -> character = 7;
            case 'e' -> character = 27;
            case 'f' -> character = '\f';
            case 'n' -> character = '\n';
            case 'r' -> character = '\r';
            case 't' -> character = '\t';
            case 'F', 'l', 'L' -> throw text.fail(CompileError.UNSUPPORTED_ESCAPE);
            case 'u' -> fourHexDigits();
            case 'U' -> {
                if (!alternative) {
                    throw text.fail(CompileError.UNSUPPORTED_ESCAPE);
                }
            }
            case 'g' -> {
                return inClass ? DATA : reference();
            }
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                return digits(c, inClass);
            }
            case 'o' -> bracedOctal();
            case 'x' -> hex();
            case 'c' -> control();
            default -> throw text.failBack(CompileError.UNKNOWN_ESCAPE);
        }
        return DATA;
    }

    /** {@code \N{U+hhh}}, or {@code \N} before a quantifier. */
    private int namedOrRepeated() {
        if (text.peek(1) == 'U' && text.peek(2) == '+') {
            if (!text.utf) {
                throw text.fail(CompileError.N_U_WITHOUT_UTF);
            }
            text.at += 2;
            bracedHex();
            return DATA;
        }
        int start = text.at++;
        int[] counts;
        try {
            counts = text.repeatCounts();
        } catch (PatternFailure e) {
            throw new PatternFailure(e.getMessage(), start);
        }
        text.at = start;
        if (counts == null) {
            throw text.fail(CompileError.UNSUPPORTED_ESCAPE);
        }
        return 'N';
    }

    private void fourHexDigits() {
        if (!alternative) {
            throw text.fail(CompileError.UNSUPPORTED_ESCAPE);
        }
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = hexDigit(text.peek(i));
            if (digit < 0) {
                return;
            }
            value = value << 4 | digit;
        }
        text.at += 4;
        character = value;
        if (!text.utf && value > 255) {
            throw text.fail(CompileError.U_TOO_LARGE);
        }
        if (text.utf && isSurrogate(value)) {
            throw text.fail(CompileError.SURROGATE);
        }
    }

    private static boolean isSurrogate(int c) {
        return c >= 0xd800 && c <= 0xdfff;
    }

    /** {@code \g}: a back reference, or 'k' for one by name, or 'g' for a call. */
    private int reference() {
        int c = text.peek();
        if (c < 0) {
            throw text.fail(CompileError.BAD_G);
        }
        if (c == '<' || c == '\'') {
            return 'g';
        }
        int start = text.at;
        if (c == '{') {
            text.at++;
        }
        int number;
        try {
            number =
                    text.number(
                            text.groups, PatternText.MAX_GROUP, CompileError.GROUP_NUMBER_TOO_BIG);
        } catch (PatternFailure e) {
            // PCRE2 reads a braced number on the side and reports its faults at the brace
            throw c == '{' ? new PatternFailure(e.getMessage(), start) : e;
        }
        if (number < 0) {
            if (c == '{') {
                text.at = start;
                return 'k';
            }
            throw text.fail(CompileError.BAD_G);
        }
        if (c == '{') {
            if (text.peek() != '}') {
                text.at = start;
                throw text.fail(CompileError.BAD_G);
            }
            text.at++;
        }
        if (number <= 0) {
            throw text.fail(CompileError.NO_SUCH_GROUP);
        }
        character = number;
        return REFERENCE;
    }

    /** A back reference if there can be one, else an octal number or the digit itself. */
    private int digits(int c, boolean inClass) {
        if (!inClass && c != '0') {
            int behind = text.at;
            text.at--;
            int number = decimal();
            if (number >= 0 && (number < 10 || c >= '8' || number <= text.groups)) {
                if (number > PatternText.MAX_GROUP) {
                    throw text.fail(CompileError.GROUP_NUMBER_TOO_BIG);
                }
                character = number;
                return REFERENCE;
            }
            text.at = behind;
        }
        if (c >= '8') {
            return DATA;
        }
        int value = c - '0';
        for (int i = 0; i < 2 && text.peek() >= '0' && text.peek() <= '7'; i++) {
            value = value * 8 + text.bytes[text.at++] - '0';
        }
        if (!text.utf && value > 0xff) {
            throw text.fail(CompileError.OCTAL_TOO_BIG);
        }
        character = value;
        return DATA;
    }

    /** Digits as a number, or -1 if they are far too many. */
    private int decimal() {
        int n = 0;
        while (PatternText.isDigit(text.peek())) {
            n = n * 10 + text.bytes[text.at++] - '0';
            if (n > Integer.MAX_VALUE / 10 - 1) {
                return -1;
            }
        }
        return n;
    }

    private void bracedOctal() {
        if (text.peek() != '{') {
            // PCRE2 looks at the character after \o and steps back, also where there is none
            if (text.atEnd()) {
                throw text.failBack(CompileError.OCTAL_BRACE);
            }
            throw text.fail(CompileError.OCTAL_BRACE);
        }
        text.at++;
        if (text.atEnd() || text.peek() == '}') {
            throw text.fail(CompileError.DIGITS_MISSING);
        }
        bracedDigits(8, CompileError.NON_OCTAL);
    }

    private void bracedHex() {
        text.at++;
        if (text.atEnd() || text.peek() == '}') {
            throw text.fail(CompileError.DIGITS_MISSING);
        }
        bracedDigits(16, CompileError.NON_HEX);
    }

    private void bracedDigits(int radix, CompileError notClosed) {
        long value = 0;
        int max = text.utf ? CharSet.MAX : 255;
        while (digit(text.peek(), radix) >= 0) {
            value = Math.min(value * radix + digit(text.peek(), radix), 1L << 40);
            text.at++;
        }
        if (value > max) {
            throw text.fail(CompileError.CODE_POINT_TOO_LARGE);
        }
        if (text.atEnd()) {
            throw text.failBack(notClosed);
        }
        if (text.peek() != '}') {
            throw text.fail(notClosed);
        }
        if (text.utf && isSurrogate((int) value)) {
            throw text.fail(CompileError.SURROGATE);
        }
        text.at++;
        character = (int) value;
    }

    private static int digit(int c, int radix) {
        int value = hexDigit(c);
        return value < radix ? value : -1;
    }

    private static int hexDigit(int c) {
        if (PatternText.isDigit(c)) {
            return c - '0';
        }
        int lower = c | 0x20;
        return c > 0 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    private void hex() {
        if (alternative) {
            int high = hexDigit(text.peek(0));
            int low = hexDigit(text.peek(1));
            if (high >= 0 && low >= 0) {
                character = high << 4 | low;
                text.at += 2;
            }
            return;
        }
        if (text.peek() == '{') {
            bracedHex();
            return;
        }
        character = 0;
        for (int i = 0; i < 2 && hexDigit(text.peek()) >= 0; i++) {
            character = character << 4 | hexDigit(text.peek());
            text.at++;
        }
    }

    private void control() {
        if (text.atEnd()) {
            throw text.fail(CompileError.CONTROL_AT_END);
        }
        int c = text.peek();
        if (c < 32 || c > 126) {
            throw text.fail(CompileError.CONTROL_NOT_PRINTABLE);
        }
        text.at++;
        character = (c >= 'a' && c <= 'z' ? c - 32 : c) ^ 0x40;
    }

    /** The set of {@code \p} or {@code \P}, the position being behind that letter. */
    CharSet property(boolean negated) {
        if (text.atEnd()) {
            throw text.fail(CompileError.MALFORMED_PROPERTY);
        }
        int c = text.bytes[text.at++] & 0xff;
        String name;
        if (c == '{') {
            if (text.peek() == '^') {
                negated = !negated;
                text.at++;
            }
            name = bracedName();
        } else if (c < 128 && isAlphanumeric(c) && !PatternText.isDigit(c)) {
            name = String.valueOf((char) (c | 0x20));
        } else {
            throw text.fail(CompileError.MALFORMED_PROPERTY);
        }
        CharSet set = UnicodeProperty.ofPattern(name);
        if (set == null) {
            throw text.fail(CompileError.UNKNOWN_PROPERTY);
        }
        return negated ? set.complement() : set;
    }

    private String bracedName() {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < 49; i++) {
            int c;
            do {
                if (text.atEnd()) {
                    throw text.fail(CompileError.MALFORMED_PROPERTY);
                }
                c = text.bytes[text.at++] & 0xff;
            } while (c == '_' || c == '-' || CharacterClasses.SPACE.contains(c));
            if (c == 0) {
                break;
            }
            if (c == '}') {
                return name.toString().toLowerCase(Locale.ROOT);
            }
            name.append((char) c);
        }
        throw text.fail(CompileError.MALFORMED_PROPERTY);
    }
}
