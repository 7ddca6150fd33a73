// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * The short strings that a machine lately cut out of longer ones, each in the one place that its
 * hash gives it. A program that looks at the parts of a text meets the same ones again and again:
 * then nothing is allocated, the hash is known, and tables find such a key by identity. Confined to
 * its machine.
 */
public final class ShortStrings {
    private static final int PLACES = 16384;
    private static final LuaString[] NONE = new LuaString[0];

    private LuaString[] recent = NONE;

    ShortStrings() {}

    /** The string of a range of bytes, whatever its length. */
    public LuaString of(byte[] bytes, int begin, int count) {
        return count >= 2 && count <= LuaString.SHORT
                ? ofFew(bytes, begin, count)
                : LuaString.of(bytes, begin, count);
    }

    private LuaString ofFew(byte[] bytes, int begin, int count) {
        long hash = LuaString.shortHash(bytes, begin, count);
        LuaString[] strings = recent;
        int place = (int) hash & PLACES - 1;
        if (place < strings.length) {
            LuaString known = strings[place];
            if (known != null && known.isShort(count, hash)) {
                return known;
            }
        } else {
            strings = new LuaString[PLACES];
            recent = strings;
        }
        LuaString made = LuaString.hashed(bytes, begin, count, hash);
        strings[place] = made;
        return made;
    }
}
