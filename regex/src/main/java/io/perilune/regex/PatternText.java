// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The pattern being read: its bytes, the position, and the small readings that several parts of the
 * parser share. Every failure is reported at {@link #at}, as in PCRE2. Confined to one compilation.
 */
final class PatternText {

    static final int MAX_GROUP = 65535;
    static final int MAX_REPEAT = 65535;
    private static final int MAX_NAME = 32;
    private static final int MAX_NAMES = 10000;

    final byte[] bytes;
    final int end;
    int at;
    boolean utf;

    /** Groups seen so far; relative numbers count from here. */
    int groups;

    int highestGroup;

    /** Whether a group number was given twice, by (?|. */
    boolean numbersRepeat;

    boolean hasLookBehind;
    boolean hasCrOrLf;
    final List<Name> names = new ArrayList<>();

    /** A named group. */
    static final class Name {
        final String name;
        final int number;
        boolean duplicate;

        Name(String name, int number, boolean duplicate) {
            this.name = name;
            this.number = number;
            this.duplicate = duplicate;
        }
    }

    PatternText(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length;
    }

    PatternFailure fail(CompileError error) {
        return new PatternFailure(error, at);
    }

    /** Fails at the character before. */
    PatternFailure failBack(CompileError error) {
        return new PatternFailure(error, at - 1);
    }

    boolean atEnd() {
        return at >= end;
    }

    /** The byte at an offset from the position, or -1 past the end. */
    int peek(int ahead) {
        return at + ahead < end ? bytes[at + ahead] & 0xff : -1;
    }

    int peek() {
        return at < end ? bytes[at] & 0xff : -1;
    }

    boolean looksAt(String text) {
        if (end - at < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Reads a byte, or a code point in UTF mode (the pattern is known to be valid then). */
    int next() {
        int c = bytes[at++] & 0xff;
        if (!utf || c < 0xc0) {
            return c;
        }
        int more = c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
        c &= 0x3f >> more;
        while (more-- > 0 && at < end) {
            c = c << 6 | bytes[at++] & 0x3f;
        }
        return c;
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isWord(int c) {
        return c >= 0 && c < 256 && CharacterClasses.WORD.contains(c);
    }

    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /**
     * A number.
     *
     * @param relativeTo the group number that a sign counts from; -1: no sign is allowed
     * @return the number, or -1 if there is none
     */
    int number(int relativeTo, int max, CompileError tooBig) {
        int p = at;
        int sign = 0;
        if (relativeTo >= 0 && p < end && (bytes[p] == '+' || bytes[p] == '-')) {
            sign = bytes[p] == '+' ? 1 : -1;
            max -= sign > 0 ? relativeTo : 0;
            p++;
        }
        if (p >= end || !isDigit(bytes[p])) {
            return -1;
        }
        int n = 0;
        while (p < end && isDigit(bytes[p])) {
            n = n * 10 + bytes[p++] - '0';
            if (n > max) {
                at = p;
                throw fail(tooBig);
            }
        }
        at = p;
        if (sign == 0) {
            return n;
        }
        if (n == 0) {
            throw fail(CompileError.RELATIVE_ZERO);
        }
        if (sign > 0) {
            return n + relativeTo;
        }
        if (n > relativeTo) {
            throw fail(CompileError.NO_SUCH_GROUP);
        }
        return relativeTo + 1 - n;
    }

    /** Whether a quantifier such as 2,5} follows (after the brace), well formed or not in order. */
    boolean looksLikeRepeat() {
        boolean comma = false;
        int p = at;
        for (; p < end && bytes[p] != '}'; p++) {
            if (bytes[p] == ',') {
                if (comma) {
                    return false;
                }
                comma = true;
            } else if (!isDigit(bytes[p])) {
                return false;
            }
        }
        return p < end && p > at && isDigit(bytes[at]);
    }

    /**
     * The counts of a quantifier after its brace: min and max (-1 without limit), or null if this
     * is no quantifier.
     */
    int[] repeatCounts() {
        if (!looksLikeRepeat()) {
            return null;
        }
        int min = number(-1, MAX_REPEAT, CompileError.QUANTIFIER_TOO_BIG);
        int max = min;
        if (bytes[at] == ',') {
            at++;
            max = bytes[at] == '}' ? -1 : number(-1, MAX_REPEAT, CompileError.QUANTIFIER_TOO_BIG);
            if (max >= 0 && max < min) {
                throw fail(CompileError.QUANTIFIER_ORDER);
            }
        }
        at++;
        return new int[] {min, max};
    }

    /**
     * A group's name; on entry the position is at the character before it, afterwards behind the
     * terminator. {@link #nameAt} is where it began.
     */
    String groupName(int terminator) {
        at++;
        if (at >= end) {
            throw fail(CompileError.NAME_EXPECTED);
        }
        nameAt = at;
        if (utf) {
            skipUnicodeName();
        } else {
            if (isDigit(bytes[at])) {
                throw fail(CompileError.NAME_STARTS_WITH_DIGIT);
            }
            skipWord();
        }
        if (at > nameAt + MAX_NAME) {
            throw fail(CompileError.NAME_TOO_LONG);
        }
        if (at == nameAt) {
            throw fail(CompileError.NAME_EXPECTED);
        }
        if (at >= end || bytes[at] != terminator) {
            throw fail(CompileError.NAME_NOT_TERMINATED);
        }
        return text(nameAt, at++);
    }

    int nameAt;

    /** Where the first references to the groups 1 to 9 end; 0: none yet. */
    private final int[] firstReferences = new int[10];

    /** The offset to report of a back reference that ends here: PCRE2 keeps one a small number. */
    int referenceOffset(int group) {
        if (group >= firstReferences.length) {
            return at - 1;
        }
        if (firstReferences[group] == 0) {
            firstReferences[group] = at - 1;
        }
        return firstReferences[group];
    }

    void skipWord() {
        while (at < end && isWord(bytes[at] & 0xff)) {
            at++;
        }
    }

    private void skipUnicodeName() {
        int start = at;
        int c = next();
        CharSet digits = UnicodeProperty.digit();
        if (digits.contains(c)) {
            at = start;
            throw fail(CompileError.NAME_STARTS_WITH_DIGIT);
        }
        CharSet letters = UnicodeProperty.letter();
        while (letters.contains(c) || c == '_' || digits.contains(c)) {
            start = at;
            if (at >= end) {
                return;
            }
            c = next();
        }
        at = start;
    }

    /** Gives the next group its number. */
    int newGroup() {
        if (groups >= MAX_GROUP) {
            throw fail(CompileError.TOO_MANY_GROUPS);
        }
        groups++;
        highestGroup = Math.max(highestGroup, groups);
        return groups;
    }

    /** Notes the name of the group that has just got its number. */
    void define(String name, boolean duplicatesAllowed) {
        if (names.size() >= MAX_NAMES) {
            throw fail(CompileError.TOO_MANY_NAMES);
        }
        boolean duplicate = false;
        for (Name known : names) {
            if (known.name.equals(name)) {
                if (known.number == groups) {
                    return;
                }
                if (!duplicatesAllowed) {
                    throw fail(CompileError.DUPLICATE_NAME);
                }
                known.duplicate = true;
                duplicate = true;
            } else if (known.number == groups) {
                throw fail(CompileError.DIFFERENT_NAMES);
            }
        }
        names.add(new Name(name, groups, duplicate));
    }

    /** The first group of this name, or null. */
    Name named(String name) {
        for (Name known : names) {
            if (known.name.equals(name)) {
                return known;
            }
        }
        return null;
    }

    /** What the option x ignores. */
    static boolean isSpace(int c) {
        return c >= 9 && c <= 13 || c == ' ' || c == 0x85 || (c | 1) == 0x200f || (c | 1) == 0x2029;
    }

    /** Moves behind the next newline. */
    void skipLine(Newline newline) {
        while (!atEnd()) {
            int length = newline.at(bytes, at, end, utf);
            if (length > 0) {
                at += length;
                return;
            }
            next();
        }
    }
}
