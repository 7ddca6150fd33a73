// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

/**
 * Reads a character class, the position being behind its opening bracket. Confined to one
 * compilation.
 */
final class ClassParser {

    /** What a hyphen would mean now. */
    private enum Range {
        NO,
        POSSIBLE,
        STARTED
    }

    private final PatternText text;
    private final Escapes escapes;
    private final int flags;
    private final boolean unicode;
    private final CharSet.Builder members = new CharSet.Builder();
    private Range range = Range.NO;
    private int rangeStart;
    private boolean quoted;
    private boolean negated;

    /**
     * Complements such as \D, which in a negated class lose their wide characters beside a property
     * (PCRE2 10.42).
     */
    private CharSet complements = CharSet.EMPTY;

    private boolean hasProperty;
    private boolean writesCrOrLf;

    /** Counts members, a range or a set as two. */
    private int parts;

    ClassParser(PatternText text, Escapes escapes, int flags) {
        this.text = text;
        this.escapes = escapes;
        this.flags = flags;
        this.unicode = (flags & (Flags.UTF | Flags.UCP)) != 0;
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    CharSet read() {
        int c = start();
        if (c == ']' && has(Flags.ALLOW_EMPTY_CLASS)) {
            return negated ? CharSet.ALL : CharSet.EMPTY;
        }
        do {
            member(c);
            if (text.atEnd()) {
                throw text.fail(CompileError.CLASS_NOT_CLOSED);
            }
            c = text.next();
        } while (c != ']' || quoted);
        if (range == Range.STARTED) {
            literal(rangeStart, rangeStart);
            literal('-', '-');
        } else if (range == Range.POSSIBLE) {
            literal(rangeStart, rangeStart);
        }
        // PCRE2 does not look into a negated class of one character
        text.hasCrOrLf |= writesCrOrLf && !(negated && parts == 1);
        members.addAll(hasProperty && negated ? complements.bytes() : complements);
        CharSet set = members.build();
        return negated ? set.complement() : set;
    }

    /** Skips what may stand before the first member, which is returned. */
    private int start() {
        int c = '[';
        while (!text.atEnd()) {
            c = text.next();
            if (c == '\\') {
                if (text.peek() == 'E') {
                    text.at++;
                } else if (text.looksAt("Q\\E")) {
                    text.at += 3;
                } else {
                    return c;
                }
            } else if (has(Flags.EXTENDED_MORE) && (c == ' ' || c == '\t')) {
                continue;
            } else if (!negated && c == '^') {
                negated = true;
            } else {
                return c;
            }
        }
        return c;
    }

    private void member(int c) {
        if (quoted) {
            if (c == '\\' && text.peek() == 'E') {
                quoted = false;
                text.at++;
            } else {
                character(c);
            }
        } else if (has(Flags.EXTENDED_MORE) && (c == ' ' || c == '\t')) {
            return;
        } else if (c == '[' && text.end - text.at >= 3 && posixEnd(text) >= 0) {
            posix();
        } else if (c == '-' && range == Range.POSSIBLE) {
            range = Range.STARTED;
        } else if (c == '\\') {
            escape();
        } else {
            character(c);
        }
    }

    /** A character that may begin or end a range. */
    private void character(int c) {
        if (range == Range.STARTED) {
            if (rangeStart > c) {
                throw text.failBack(CompileError.RANGE_ORDER);
            }
            literal(rangeStart, c);
            range = Range.NO;
            return;
        }
        flush();
        rangeStart = c;
        range = Range.POSSIBLE;
    }

    private void flush() {
        if (range == Range.POSSIBLE) {
            literal(rangeStart, rangeStart);
        }
        range = Range.NO;
    }

    private void literal(int from, int to) {
        writesCrOrLf |= from == '\r' || from == '\n' || to == '\r' || to == '\n';
        parts += from == to ? 1 : 2;
        CharSet set = CharSet.range(from, to);
        members.addAll(has(Flags.CASELESS) ? CaseFolding.closure(set, unicode) : set);
    }

    /** Where the name that begins with ':', '.' or '=' at the position ends, or -1. */
    static int posixEnd(PatternText text) {
        int terminator = text.peek();
        if (terminator != ':' && terminator != '.' && terminator != '=') {
            return -1;
        }
        byte[] s = text.bytes;
        for (int p = text.at + 1; text.end - p >= 2; p++) {
            if (s[p] == '\\' && (s[p + 1] == ']' || s[p + 1] == '\\')) {
                p++;
            } else if (s[p] == '[' && s[p + 1] == terminator || s[p] == ']') {
                return -1;
            } else if (s[p] == terminator && s[p + 1] == ']') {
                return p;
            }
        }
        return -1;
    }

    private void posix() {
        int end = posixEnd(text);
        if (range == Range.STARTED) {
            throw text.fail(CompileError.INVALID_RANGE);
        }
        if (text.peek() != ':') {
            throw text.failBack(CompileError.POSIX_COLLATING);
        }
        flush();
        text.at++;
        boolean not = text.peek() == '^';
        if (not) {
            text.at++;
        }
        String name = text.at <= end ? text.text(text.at, end) : "";
        CharSet set = CharacterClasses.POSIX.get(name);
        if (set == null) {
            throw text.fail(CompileError.UNKNOWN_POSIX);
        }
        text.at = end + 2;
        refuseHyphen();
        if (has(Flags.UCP)) {
            set = CharacterClasses.unicodePosix(name);
        } else if (has(Flags.CASELESS) && (name.equals("upper") || name.equals("lower"))) {
            set = CharacterClasses.ALPHA;
        }
        parts += 2;
        members.addAll(not ? set.complement() : set);
    }

    /** A hyphen after a set must be the class's last character. */
    private void refuseHyphen() {
        if (text.at < text.end - 1 && text.peek() == '-' && text.peek(1) != ']') {
            throw text.fail(CompileError.INVALID_RANGE);
        }
    }

    private void escape() {
        int escape = escapes.read(true);
        switch (escape) {
            case Escapes.DATA -> character(escapes.character);
            case 'b' -> character('\b');
            case 'Q' -> quoted = true;
            case 'E' -> {}
            case 'B', 'R', 'X' -> throw text.failBack(CompileError.ESCAPE_IN_CLASS);
            default -> {
                if (range == Range.STARTED) {
                    throw text.fail(CompileError.INVALID_RANGE);
                }
                flush();
                if (!has(Flags.UCP) && (escape == 'D' || escape == 'S' || escape == 'W')) {
                    complements = complements.union(set(escape));
                } else {
                    members.addAll(set(escape));
                }
                parts += 2;
                hasProperty |= escape == 'p' || escape == 'P';
                refuseHyphen();
            }
        }
    }

    private CharSet set(int escape) {
        boolean ucp = has(Flags.UCP);
        return switch (escape) {
            case 'N' -> throw text.fail(CompileError.N_IN_CLASS);
            case 'h' -> CharacterClasses.HORIZONTAL;
            case 'H' -> CharacterClasses.HORIZONTAL.complement();
            case 'v' -> CharacterClasses.VERTICAL;
            case 'V' -> CharacterClasses.VERTICAL.complement();
            case 'd', 's', 'w' -> CharacterClasses.escape((char) escape, ucp);
            case 'D', 'S', 'W' -> CharacterClasses.escape((char) (escape | 0x20), ucp).complement();
            case 'p', 'P' -> escapes.property(escape == 'P');
            default -> throw text.failBack(CompileError.ESCAPE_IN_CLASS);
        };
    }
}
