// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.syntax;

import io.perilune.lua.runtime.ChunkName;
import java.nio.charset.StandardCharsets;

/**
 * A text with its chunk name. Immutable; the bytes must not be written to.
 *
 * @param chunkName as given to {@code load}, one char a byte: {@code =name}, {@code @file} or the
 *     text itself
 * @param firstLine number of the first line
 */
public record Source(byte[] text, String chunkName, int firstLine) {
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

    /** The name as messages show it. */
    public String displayName() {
        return ChunkName.display(chunkName);
    }
}
