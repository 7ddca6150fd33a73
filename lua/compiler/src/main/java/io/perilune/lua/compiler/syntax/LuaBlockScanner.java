// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.syntax;

import java.nio.charset.StandardCharsets;

/**
 * Finds the brace that closes a block of Lua inside an nginx.conf: {@code content_by_lua_block { …
 * }}. Stateless.
 *
 * <p>Braces count unless they stand in a string, a long bracket or a comment. A quote that is not
 * closed on its line is no string, as for OpenResty's own scanner: whether the text is Lua is not
 * decided here.
 */
public final class LuaBlockScanner {
    /** What is wrong with the block. The message is OpenResty's. */
    public static final class BlockError extends RuntimeException {
        private final int offset;

        BlockError(String message, int offset) {
            super(message, null, false, false);
            this.offset = offset;
        }

        /** In the text: where the line is that the message should name. */
        public int offset() {
            return offset;
        }
    }

    private final byte[] text;
    private int at;
    private int lastBrace;

    private LuaBlockScanner(byte[] text, int from) {
        this.text = text;
        this.at = from;
        this.lastBrace = from;
    }

    /**
     * @param from just behind the opening brace
     * @return the index of the closing brace
     * @throws BlockError when the block does not end
     */
    public static int end(byte[] text, int from) {
        return new LuaBlockScanner(text, from).end();
    }

    private int end() {
        int level = 1;
        while (at < text.length) {
            switch (text[at]) {
                case '{' -> {
                    level++;
                    lastBrace = at++;
                }
                case '}' -> {
                    if (--level == 0) {
                        return at;
                    }
                    at++;
                }
                case '"', '\'' -> skipString(text[at]);
                case '[' -> skipLongBracket(at);
                case '-' -> skipComment();
                default -> at++;
            }
        }
        throw new BlockError(
                "unexpected end of file, expecting terminating characters for lua code block",
                lastBrace);
    }

    private void skipString(byte quote) {
        for (int i = at + 1; i < text.length && text[i] != '\n'; i++) {
            if (text[i] == '\\' && i + 1 < text.length && text[i + 1] != '\n') {
                i++;
            } else if (text[i] == quote) {
                at = i + 1;
                return;
            }
        }
        at++;
    }

    /** Skips what begins at the index, or one byte when that is no long bracket. */
    private void skipLongBracket(int begin) {
        int second = begin + 1;
        while (second < text.length && text[second] == '=') {
            second++;
        }
        if (second >= text.length || text[second] != '[') {
            at++;
            return;
        }
        int level = second - begin - 1;
        for (int i = second + 1; i + level + 1 < text.length; i++) {
            if (closes(i, level)) {
                at = i + level + 2;
                return;
            }
        }
        String closing = "]" + "=".repeat(level) + "]";
        throw new BlockError(
                "Lua code block missing the closing long bracket \""
                        + closing
                        + "\", the inlined Lua code may be too long",
                begin);
    }

    private boolean closes(int index, int level) {
        if (text[index] != ']' || text[index + level + 1] != ']') {
            return false;
        }
        for (int i = 1; i <= level; i++) {
            if (text[index + i] != '=') {
                return false;
            }
        }
        return true;
    }

    private void skipComment() {
        if (at + 1 >= text.length || text[at + 1] != '-') {
            at++;
            return;
        }
        int begin = at + 2;
        at = begin;
        if (begin < text.length && text[begin] == '[') {
            skipLongBracket(begin);
            if (at > begin + 1) {
                return;
            }
        }
        while (at < text.length && text[at] != '\n') {
            at++;
        }
    }

    /** For tools: the text between the braces. */
    public static String content(byte[] text, int from) {
        return new String(text, from, end(text, from) - from, StandardCharsets.ISO_8859_1);
    }
}
