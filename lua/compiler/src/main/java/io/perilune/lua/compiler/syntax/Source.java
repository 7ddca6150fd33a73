// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.syntax;

import java.nio.charset.StandardCharsets;

/**
 * A text with its chunk name. Immutable; the bytes must not be written to.
 *
 * @param chunkName as given to {@code load}, one char a byte: {@code =name}, {@code @file} or the
 *     text itself
 * @param firstLine number of the first line
 */
public record Source(byte[] text, String chunkName, int firstLine) {
    private static final int DISPLAY_LIMIT = 60;

    /** A text that begins with line 1. */
    public Source(byte[] text, String chunkName) {
        this(text, chunkName, 1);
    }

    /** For tests and tools: UTF-8. */
    public static Source of(String text, String chunkName) {
        return new Source(text.getBytes(StandardCharsets.UTF_8), chunkName);
    }

    /** Where the Lua begins: behind a byte order mark and a first line with {@code #}. */
    public int begin() {
        int at = startsWithMark() ? 3 : 0;
        if (at < text.length && text[at] == '#') {
            while (at < text.length && text[at] != '\n' && text[at] != '\r') {
                at++;
            }
        }
        return at;
    }

    private boolean startsWithMark() {
        return text.length >= 3
                && (text[0] & 0xff) == 0xef
                && (text[1] & 0xff) == 0xbb
                && (text[2] & 0xff) == 0xbf;
    }

    public String displayName() {
        return displayName(chunkName);
    }

    /** The name as messages show it, shortened as LuaJIT shortens it. */
    public static String displayName(String name) {
        int zero = name.indexOf('\0');
        String chunkName = zero < 0 ? name : name.substring(0, zero);
        if (chunkName.startsWith("=")) {
            return chunkName.substring(1, Math.min(chunkName.length(), DISPLAY_LIMIT));
        }
        if (chunkName.startsWith("@")) {
            String file = chunkName.substring(1);
            int tooMany = file.length() - (DISPLAY_LIMIT - 1);
            return tooMany <= 0 ? file : "..." + file.substring(tooMany + 3);
        }
        return "[string \"" + firstLine(chunkName) + "\"]";
    }

    private static String firstLine(String text) {
        int room = DISPLAY_LIMIT - 12;
        int end = 0;
        while (end < text.length() && end < room && text.charAt(end) >= ' ') {
            end++;
        }
        if (end == text.length()) {
            return text;
        }
        return text.substring(0, Math.min(end, DISPLAY_LIMIT - 15)) + "...";
    }
}
