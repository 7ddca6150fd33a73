// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.syntax;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Bytes to tokens, one at a time. Single use.
 *
 * <p>The current token is in {@link #kind}, {@link #text}, {@link #number}, {@link #line}; {@link
 * #next} goes to the one after it, {@link #peek} looks one further. Messages show the token as it
 * was read so far, as LuaJIT does.
 */
public final class Lexer {
    private final byte[] source;
    private final Checkpoint checkpoint;
    private final String displayName;
    private int at;
    private int currentLine;
    private int tokenBegin;

    private TokenKind kind = TokenKind.END_OF_TEXT;
    private String text = "";
    private double number;
    private int line;
    private int lastLine;
    private int begin;
    private int end;
    private int lastEnd;
    private Saved peeked;

    /** A token that was looked at but is not the current one yet. */
    private record Saved(
            TokenKind kind, String text, double number, int line, int begin, int end) {}

    public Lexer(Source source, Checkpoint checkpoint) {
        this.source = source.text();
        this.checkpoint = checkpoint;
        this.displayName = source.displayName();
        this.at = source.begin();
        this.currentLine = source.firstLine();
        this.line = currentLine;
        this.lastLine = currentLine;
    }

    public TokenKind kind() {
        return kind;
    }

    /** A name, or a string's content, one char a byte. */
    public String text() {
        return text;
    }

    public double number() {
        return number;
    }

    /** Of the current token's end. */
    public int line() {
        return line;
    }

    /** Of the token before the current one. */
    public int lastLine() {
        return lastLine;
    }

    /** Offset of the current token. */
    public int begin() {
        return begin;
    }

    /** Offset behind the token before the current one. */
    public int lastEnd() {
        return lastEnd;
    }

    public void next() {
        lastLine = line;
        lastEnd = end;
        if (peeked != null) {
            restore(peeked);
            peeked = null;
            return;
        }
        kind = read();
        line = currentLine;
        begin = tokenBegin;
        end = at;
    }

    /** The kind of the token after the current one. */
    public TokenKind peek() {
        if (peeked == null) {
            Saved current = save();
            kind = read();
            line = currentLine;
            begin = tokenBegin;
            end = at;
            peeked = save();
            restore(current);
        }
        return peeked.kind;
    }

    private Saved save() {
        return new Saved(kind, text, number, line, begin, end);
    }

    private void restore(Saved saved) {
        kind = saved.kind;
        text = saved.text;
        number = saved.number;
        line = saved.line;
        begin = saved.begin;
        end = saved.end;
    }

    // --- messages --------------------------------------------------------------------------------

    /** To throw: the message with "near" and the current token. */
    public SyntaxError errorHere(String message) {
        return near(message, tokenText(), line);
    }

    /** To throw: without "near". */
    public SyntaxError error(String message) {
        return error(message, line);
    }

    /** To throw: without "near", for another line. */
    SyntaxError error(String message, int where) {
        return new SyntaxError(displayName + ":" + where + ": " + message, where);
    }

    private SyntaxError near(String message, String token, int where) {
        // LuaJIT prints the token as C's strings are printed
        int end = token == null ? -1 : token.indexOf('\0');
        String shown = end < 0 ? token : token.substring(0, end);
        String suffix = token == null ? "" : " near '" + shown + "'";
        return new SyntaxError(displayName + ":" + where + ": " + message + suffix, where);
    }

    private SyntaxError unfinished(String message) {
        return near(message, TokenKind.END_OF_TEXT.text(), currentLine);
    }

    private SyntaxError malformed(String message, String readSoFar) {
        return near(message, readSoFar, currentLine);
    }

    private String tokenText() {
        return switch (kind) {
            case NAME -> text;
            case STRING -> stringAsRead();
            case NUMBER -> latin1(begin, end);
            case OTHER -> otherText();
            default -> kind.text();
        };
    }

    private String stringAsRead() {
        char quote = (char) source[begin];
        if (quote != '[') {
            return quote + text + quote;
        }
        int level = 0;
        while (source[begin + 1 + level] == '=') {
            level++;
        }
        String equals = "=".repeat(level);
        return "[" + equals + "[" + text + "]" + equals + "]";
    }

    private String otherText() {
        int c = source[begin] & 0xff;
        if (c == 0) {
            return null;
        }
        return c < ' ' || c == 127 ? "char(" + c + ")" : String.valueOf((char) c);
    }

    private String latin1(int from, int to) {
        return new String(source, from, to - from, StandardCharsets.ISO_8859_1);
    }

    // --- tokens ----------------------------------------------------------------------------------

    private int look(int distance) {
        int index = at + distance;
        return index < source.length ? source[index] & 0xff : -1;
    }

    private TokenKind read() {
        checkpoint.pass();
        skipBlanks();
        tokenBegin = at;
        int c = look(0);
        if (c < 0) {
            return TokenKind.END_OF_TEXT;
        }
        if (isNameByte(c)) {
            return isDigit(c) ? readNumber() : readName();
        }
        return switch (c) {
            case '"', '\'' -> readString(c);
            case '[' -> readBracket();
            case '.' -> readDot();
            case '=' -> oneOrTwo('=', TokenKind.ASSIGN, TokenKind.EQUAL);
            case '<' -> oneOrTwo('=', TokenKind.LESS, TokenKind.LESS_EQUAL);
            case '>' -> oneOrTwo('=', TokenKind.GREATER, TokenKind.GREATER_EQUAL);
            case '~' -> oneOrTwo('=', TokenKind.OTHER, TokenKind.NOT_EQUAL);
            case ':' -> oneOrTwo(':', TokenKind.COLON, TokenKind.LABEL);
            default -> single(c);
        };
    }

    private TokenKind oneOrTwo(int second, TokenKind one, TokenKind two) {
        boolean isTwo = look(1) == second;
        at += isTwo ? 2 : 1;
        return isTwo ? two : one;
    }

    private TokenKind single(int c) {
        at++;
        return switch (c) {
            case '+' -> TokenKind.PLUS;
            case '-' -> TokenKind.MINUS;
            case '*' -> TokenKind.STAR;
            case '/' -> TokenKind.SLASH;
            case '%' -> TokenKind.PERCENT;
            case '^' -> TokenKind.CARET;
            case '#' -> TokenKind.HASH;
            case '(' -> TokenKind.LEFT_PAREN;
            case ')' -> TokenKind.RIGHT_PAREN;
            case '{' -> TokenKind.LEFT_BRACE;
            case '}' -> TokenKind.RIGHT_BRACE;
            case ']' -> TokenKind.RIGHT_BRACKET;
            case ';' -> TokenKind.SEMICOLON;
            case ',' -> TokenKind.COMMA;
            default -> TokenKind.OTHER;
        };
    }

    private TokenKind readDot() {
        if (isDigit(look(1))) {
            return readNumber();
        }
        if (look(1) == '.') {
            boolean three = look(2) == '.';
            at += three ? 3 : 2;
            return three ? TokenKind.DOTS : TokenKind.CONCAT;
        }
        at++;
        return TokenKind.DOT;
    }

    private TokenKind readBracket() {
        int level = longBracketLevel();
        if (level >= 0) {
            text = readLong(level, "unfinished long string");
            return TokenKind.STRING;
        }
        if (look(1) == '=') {
            throw malformed("invalid long string delimiter", latin1(at, at - level));
        }
        at++;
        return TokenKind.LEFT_BRACKET;
    }

    private TokenKind readName() {
        while (isNameByte(look(0))) {
            at++;
        }
        text = latin1(tokenBegin, at);
        return TokenKind.RESERVED.getOrDefault(text, TokenKind.NAME);
    }

    private TokenKind readNumber() {
        int exponent = look(0) == '0' && (look(1) | 0x20) == 'x' ? 'p' : 'e';
        int previous = 0;
        while (isNameByte(look(0))
                || look(0) == '.'
                || ((look(0) == '-' || look(0) == '+') && previous == exponent)) {
            previous = look(0) | 0x20;
            at++;
        }
        String literal = latin1(tokenBegin, at);
        try {
            number = NumberScanner.scan(literal);
        } catch (NumberScanner.CdataLiteral literalOfFfi) {
            throw malformed("64-bit and complex number literals are not supported yet", literal);
        }
        if (Double.isNaN(number)) {
            throw malformed("malformed number", literal);
        }
        return TokenKind.NUMBER;
    }

    // --- blanks and comments ---------------------------------------------------------------------

    private void skipBlanks() {
        while (true) {
            int c = look(0);
            if (c == '\n' || c == '\r') {
                newLine();
            } else if (c == ' ' || c == '\t' || c == 0x0b || c == '\f') {
                at++;
            } else if (c == '-' && look(1) == '-') {
                at += 2;
                skipComment();
            } else {
                return;
            }
        }
    }

    private void skipComment() {
        if (look(0) == '[') {
            int level = longBracketLevel();
            if (level >= 0) {
                readLong(level, "unfinished long comment");
                return;
            }
        }
        while (look(0) >= 0 && look(0) != '\n' && look(0) != '\r') {
            at++;
        }
    }

    /** "\r\n" and "\n\r" are one. */
    private void newLine() {
        int first = look(0);
        int second = look(1);
        at += (second == '\n' || second == '\r') && second != first ? 2 : 1;
        currentLine++;
    }

    // --- strings ---------------------------------------------------------------------------------

    /**
     * At '[': the number of '=' before the second '[', or -(1 + that number) when there is none.
     */
    private int longBracketLevel() {
        int level = 0;
        while (look(1 + level) == '=') {
            level++;
        }
        return look(1 + level) == '[' ? level : -(level + 1);
    }

    private String readLong(int level, String unfinished) {
        at += level + 2;
        if (look(0) == '\n' || look(0) == '\r') {
            newLine();
        }
        ByteArrayOutputStream content = null;
        int from = at;
        while (!atClosingBracket(level)) {
            int c = look(0);
            if (c < 0) {
                throw unfinished(unfinished);
            }
            if (c == '\r' || c == '\n') {
                content = content == null ? new ByteArrayOutputStream() : content;
                content.write(source, from, at - from);
                content.write('\n');
                newLine();
                from = at;
            } else {
                at++;
            }
        }
        String rest = latin1(from, at);
        at += level + 2;
        return content == null ? rest : content.toString(StandardCharsets.ISO_8859_1) + rest;
    }

    private boolean atClosingBracket(int level) {
        if (look(0) != ']' || look(level + 1) != ']') {
            return false;
        }
        for (int i = 1; i <= level; i++) {
            if (look(i) != '=') {
                return false;
            }
        }
        return true;
    }

    private TokenKind readString(int quote) {
        at++;
        int from = at;
        StringBuilder content = null;
        while (look(0) != quote) {
            int c = look(0);
            if (c < 0) {
                throw unfinished("unfinished string");
            }
            if (c == '\n' || c == '\r') {
                throw malformed("unfinished string", asRead(quote, content, from));
            }
            if (c == '\\') {
                content = content == null ? new StringBuilder() : content;
                content.append(latin1(from, at));
                readEscape(quote, content);
                from = at;
            } else {
                at++;
            }
        }
        text = content == null ? latin1(from, at) : content + latin1(from, at);
        at++;
        return TokenKind.STRING;
    }

    private String asRead(int quote, StringBuilder content, int from) {
        return (char) quote + (content == null ? "" : content.toString()) + latin1(from, at);
    }

    private void readEscape(int quote, StringBuilder content) {
        int c = look(1);
        at += 2;
        switch (c) {
            case 'a' -> content.append('\u0007');
            case 'b' -> content.append('\b');
            case 'f' -> content.append('\f');
            case 'n' -> content.append('\n');
            case 'r' -> content.append('\r');
            case 't' -> content.append('\t');
            case 'v' -> content.append('\u000b');
            case 'x' -> content.append((char) readHexadecimal(quote, content));
            case 'u' -> appendUtf8(content, readCodePoint(quote, content));
            case 'z' -> skipWhiteSpace();
            case '\n', '\r' -> {
                at--;
                content.append('\n');
                newLine();
            }
            case '\\', '"', '\'' -> content.append((char) c);
            case -1 -> throw unfinished("unfinished string");
            default -> content.append((char) readDecimal(c, quote, content));
        }
    }

    private SyntaxError badEscape(int quote, StringBuilder content) {
        return malformed("invalid escape sequence", (char) quote + content.toString());
    }

    private int readHexadecimal(int quote, StringBuilder content) {
        int high = Character.digit(look(0), 16);
        int low = Character.digit(look(1), 16);
        if (high < 0 || low < 0) {
            throw badEscape(quote, content);
        }
        at += 2;
        return high * 16 + low;
    }

    private int readDecimal(int first, int quote, StringBuilder content) {
        if (!isDigit(first)) {
            throw badEscape(quote, content);
        }
        int value = first - '0';
        for (int i = 0; i < 2 && isDigit(look(0)); i++, at++) {
            value = value * 10 + look(0) - '0';
        }
        if (value > 255) {
            throw badEscape(quote, content);
        }
        return value;
    }

    private int readCodePoint(int quote, StringBuilder content) {
        int value = 0;
        if (look(0) != '{' || look(1) == '}') {
            throw badEscape(quote, content);
        }
        for (at++; look(0) != '}'; at++) {
            int digit = Character.digit(look(0), 16);
            value = value * 16 + digit;
            if (digit < 0 || value > 0x10ffff) {
                throw badEscape(quote, content);
            }
        }
        at++;
        if (value >= 0xd800 && value < 0xe000) {
            throw badEscape(quote, content);
        }
        return value;
    }

    private static void appendUtf8(StringBuilder content, int codePoint) {
        byte[] bytes = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
        content.append(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private void skipWhiteSpace() {
        while (true) {
            int c = look(0);
            if (c == '\n' || c == '\r') {
                newLine();
            } else if (c == ' ' || c >= '\t' && c <= '\r') {
                at++;
            } else {
                return;
            }
        }
    }

    // --- bytes -----------------------------------------------------------------------------------

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Letters, digits, underscore, and everything from 128 on. */
    static boolean isNameByte(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || c == '_' || c >= 128;
    }
}
