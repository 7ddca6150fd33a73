// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.parse;

import io.perilune.conf.tree.ConfException;
import io.perilune.conf.tree.ConfPosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the words of one directive at a time, with nginx's rules for quotes, escapes, comments and
 * "${". Confined to the parser that made it.
 *
 * <p>nginx's reader is a state machine over bytes, and its corner cases (a word may hold quotes in
 * its middle, "){" needs no space, a "{" behind "$" belongs to the word) follow from its states;
 * this is the same machine with the states as fields, one method a state. nginx reads through a
 * buffer of 4096 bytes, which makes that the limit of a word and of a comment line: programs rely
 * on none of it, but its complaint is the one users know for a missing quote.
 */
final class ConfLexer {
    /** How the words of a directive end, or what stands instead of words. */
    enum End {
        SEMICOLON,
        OPENING_BRACE,
        CLOSING_BRACE,
        END_OF_TEXT
    }

    private enum State {
        BETWEEN,
        AFTER_QUOTE,
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        COMMENT
    }

    private static final int WORD_LIMIT = 4096;

    private final String file;
    private final byte[] text;
    private final List<String> words = new ArrayList<>();
    private int at;
    private int line = 1;
    private State state;
    private boolean afterDollar;
    private int start;
    private int startLine;
    private int firstLine;

    /**
     * @param file null for the text of the -g option
     */
    ConfLexer(String file, byte[] text) {
        this.file = file;
        this.text = text;
    }

    /** The words that {@link #next} has read. */
    List<String> words() {
        return words;
    }

    /** Where the reader is. */
    ConfPosition position() {
        return new ConfPosition(file, line);
    }

    int line() {
        return line;
    }

    /** Where the first word begins. */
    int firstLine() {
        return firstLine;
    }

    End next() {
        words.clear();
        state = State.BETWEEN;
        afterDollar = false;
        begin();
        while (at < text.length) {
            checkLength();
            End end = step(text[at++]);
            if (end != null) {
                return end;
            }
        }
        return endOfText();
    }

    /** A step of the machine; null while the directive goes on. */
    private End step(byte c) {
        if (c == '\n') {
            line++;
        }
        return switch (state) {
            case COMMENT -> c == '\n' ? between(c) : null;
            case AFTER_QUOTE -> afterQuote(c);
            case BETWEEN -> between(c);
            case PLAIN, SINGLE_QUOTED, DOUBLE_QUOTED -> inWord(c);
        };
    }

    private End afterQuote(byte c) {
        if (isSpace(c)) {
            state = State.BETWEEN;
            return null;
        }
        return switch (c) {
            case ';' -> End.SEMICOLON;
            case '{' -> End.OPENING_BRACE;
            case ')' -> between(c);
            default -> throw unexpected(c);
        };
    }

    private End between(byte c) {
        state = State.BETWEEN;
        start = at - 1;
        startLine = line;
        if (isSpace(c)) {
            return null;
        }
        switch (c) {
            case ';', '{' -> {
                if (words.isEmpty()) {
                    throw unexpected(c);
                }
                return c == ';' ? End.SEMICOLON : End.OPENING_BRACE;
            }
            case '}' -> {
                if (!words.isEmpty()) {
                    throw unexpected(c);
                }
                return End.CLOSING_BRACE;
            }
            case '#' -> state = State.COMMENT;
            case '"' -> open(State.DOUBLE_QUOTED);
            case '\'' -> open(State.SINGLE_QUOTED);
            case '\\' -> {
                state = State.PLAIN;
                escaped();
            }
            default -> {
                state = State.PLAIN;
                afterDollar = c == '$';
            }
        }
        return null;
    }

    private void open(State quoted) {
        start++;
        state = quoted;
        afterDollar = false;
    }

    private End inWord(byte c) {
        if (c == '{' && afterDollar) {
            return null;
        }
        afterDollar = c == '$';
        if (c == '\\') {
            escaped();
            return null;
        }
        if (state == State.PLAIN) {
            return isSpace(c) || c == ';' || c == '{' ? endOfPlainWord(c) : null;
        }
        if (c == (state == State.DOUBLE_QUOTED ? '"' : '\'')) {
            addWord();
            state = State.AFTER_QUOTE;
        }
        return null;
    }

    private End endOfPlainWord(byte c) {
        addWord();
        state = State.BETWEEN;
        return switch (c) {
            case ';' -> End.SEMICOLON;
            case '{' -> End.OPENING_BRACE;
            default -> null;
        };
    }

    /** Passes over the byte behind a backslash, whatever it is. */
    private void escaped() {
        if (at < text.length) {
            checkLength();
            if (text[at++] == '\n') {
                line++;
            }
        }
    }

    private void addWord() {
        if (words.isEmpty()) {
            firstLine = startLine;
        }
        words.add(unescape(start, at - 1));
    }

    private String unescape(int from, int to) {
        StringBuilder word = null;
        for (int i = from; i < to; i++) {
            int c = text[i] & 0xff;
            int plain = c == '\\' ? escape(i + 1) : -1;
            if (plain >= 0 && word == null) {
                word = new StringBuilder(to - from).append(latin1(from, i));
            }
            if (plain >= 0) {
                i++;
            }
            if (word != null) {
                word.append((char) (plain >= 0 ? plain : c));
            }
        }
        return word == null ? latin1(from, to) : word.toString();
    }

    /** What the byte behind a backslash stands for; -1: the backslash is itself. */
    private int escape(int index) {
        return switch (text[index]) {
            case '"', '\'', '\\' -> text[index];
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'n' -> '\n';
            default -> -1;
        };
    }

    private End endOfText() {
        boolean finished = words.isEmpty() && (state == State.BETWEEN || state == State.COMMENT);
        if (finished) {
            return End.END_OF_TEXT;
        }
        throw fail(
                file == null
                        ? "unexpected end of parameter, expecting \";\""
                        : "unexpected end of file, expecting \";\" or \"}\"");
    }

    private void begin() {
        start = at;
        startLine = line;
        firstLine = line;
    }

    private void checkLength() {
        if (at - start < WORD_LIMIT || file == null) {
            return;
        }
        String problem =
                switch (state) {
                    case DOUBLE_QUOTED ->
                            "too long parameter, probably missing terminating \"\"\" character";
                    case SINGLE_QUOTED ->
                            "too long parameter, probably missing terminating \"'\" character";
                    default ->
                            "too long parameter \"" + latin1(start, start + 10) + "...\" started";
                };
        throw new ConfException(problem, new ConfPosition(file, startLine));
    }

    /**
     * Leaves the text between here (just behind "{") and its closing brace to someone else.
     *
     * @return the text, without the brace
     */
    String rawBlock(RawBodies bodies) {
        int from = at;
        try {
            at = bodies.end(text, from) + 1;
        } catch (RawBodies.Unterminated problem) {
            countLines(from, Math.clamp(problem.offset(), from, text.length));
            throw fail(problem.getMessage());
        }
        countLines(from, at);
        return latin1(from, at - 1);
    }

    private void countLines(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] == '\n') {
                line++;
            }
        }
    }

    private ConfException unexpected(byte c) {
        return fail("unexpected \"" + (char) (c & 0xff) + '"');
    }

    ConfException fail(String problem) {
        return new ConfException(problem, position());
    }

    private String latin1(int from, int to) {
        return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
