// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/** How messages show the name of a chunk. */
public final class ChunkName {
    /** LUA_IDSIZE: room for the name with its terminating zero. */
    private static final int ROOM = 60;

    private ChunkName() {}

    /**
     * `=name` as it is, `@file` with its beginning cut off when long, else the first line of the
     * text in brackets.
     *
     * @param chunkName one char a byte
     */
    public static String display(String chunkName) {
        int zero = chunkName.indexOf('\0');
        String name = zero < 0 ? chunkName : chunkName.substring(0, zero);
        if (name.startsWith("=")) {
            return name.substring(1, Math.min(name.length(), ROOM));
        }
        if (name.startsWith("@")) {
            String file = name.substring(1);
            int room = ROOM - "...".length() - 1;
            return file.length() < ROOM ? file : "..." + file.substring(file.length() - room);
        }
        return ofText(name);
    }

    private static String ofText(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) >= ' ') {
            end++;
        }
        int room = ROOM - "[string \"...\"]".length() - 1;
        if (end < text.length() || end > room + "...".length()) {
            return "[string \"" + text.substring(0, Math.min(end, room)) + "...\"]";
        }
        return "[string \"" + text + "\"]";
    }
}
