// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;

/**
 * The content of a `string.buffer`: written at its end, read at its beginning. Confined to its
 * machine.
 */
final class BufferText {
    /** Strings and metatables that {@link ObjectEncoding} writes as numbers, or null. */
    final LuaTable strings;

    final LuaTable metatables;
    private ByteText text;
    private int begin;

    BufferText(int room, LuaTable strings, LuaTable metatables) {
        text = new ByteText(room);
        this.strings = strings;
        this.metatables = metatables;
    }

    int length() {
        return text.length() - begin;
    }

    /** Where to write. */
    ByteText end() {
        return text;
    }

    /** Where the unread part begins in {@link #end}'s array. */
    int begin() {
        return begin;
    }

    void skip(int count) {
        begin += Math.min(count, length());
        if (length() == 0) {
            reset();
        }
    }

    LuaString take(int count) {
        int taken = Math.min(count, length());
        LuaString result = LuaString.of(text.bytes(), begin, taken);
        skip(taken);
        return result;
    }

    LuaString content() {
        return LuaString.of(text.bytes(), begin, length());
    }

    void reset() {
        text.truncate(0);
        begin = 0;
    }

    /** Also gives the memory back. */
    void free() {
        text = new ByteText(0);
        begin = 0;
    }
}
