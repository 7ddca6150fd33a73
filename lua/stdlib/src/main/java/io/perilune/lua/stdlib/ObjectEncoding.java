// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LightUserdata;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.lib.Arguments;

/**
 * Values as bytes, in the format that LuaJIT's string.buffer documents. Single use.
 *
 * <p>A tag, then what belongs to it, little-endian. Lengths and counts take one, two or five bytes
 * ("U124").
 */
final class ObjectEncoding {
    static final int NIL = 0;
    static final int FALSE = 1;
    static final int TRUE = 2;
    static final int NULL = 3;
    static final int LIGHT_32 = 4;
    static final int LIGHT_64 = 5;
    static final int INTEGER = 6;
    static final int NUMBER = 7;
    static final int TABLE = 8;
    static final int HAS_PAIRS = 1;
    static final int ARRAY_FROM_0 = 2;
    static final int ARRAY_FROM_1 = 4;
    static final int METATABLE = 14;
    static final int KNOWN_STRING = 15;
    static final int STRING = 32;
    static final int MAX_DEPTH = 100;

    private final Arguments arguments;
    private final ByteText out;
    private final LuaTable strings;
    private final LuaTable metatables;
    private int depth = MAX_DEPTH;

    ObjectEncoding(Arguments arguments, ByteText out, LuaTable strings, LuaTable metatables) {
        this.arguments = arguments;
        this.out = out;
        this.strings = strings;
        this.metatables = metatables;
    }

    void put(Object value) {
        if (value == null) {
            out.put(NIL);
        } else if (value instanceof LuaString text) {
            string(text);
        } else if (value instanceof Double number) {
            out.put(NUMBER);
            littleEndian(Double.doubleToRawLongBits(number), 8);
        } else if (value instanceof Boolean truth) {
            out.put(truth ? TRUE : FALSE);
        } else if (value instanceof LuaTable table) {
            table(table);
        } else if (value instanceof LightUserdata light) {
            light(light.address());
        } else {
            throw arguments.error("cannot serialize '" + LuaVm.typeName(value) + "'");
        }
    }

    private void littleEndian(long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.put((int) (value >>> 8 * i));
        }
    }

    private void count(int value) {
        if (value < 0xe0) {
            out.put(value);
        } else if (value < 0x1fe0) {
            out.put(0xe0 | value - 0xe0 >> 8).put(value - 0xe0);
        } else {
            out.put(0xff);
            littleEndian(value, 4);
        }
    }

    private void string(LuaString text) {
        count(STRING + text.length());
        out.put(text);
    }

    private void light(long address) {
        if (address == 0) {
            out.put(NULL);
        } else if (address >>> 32 == 0) {
            out.put(LIGHT_32);
            littleEndian(address, 4);
        } else {
            out.put(LIGHT_64);
            littleEndian(address, 8);
        }
    }

    private void table(LuaTable table) {
        if (depth-- <= 0) {
            throw arguments.error("too deep to serialize");
        }
        arguments.vm().poll();
        metatable(table);
        int items = table.length();
        int pairs = pairsBeside(table, items);
        out.put(TABLE + (pairs > 0 ? HAS_PAIRS : 0) + (items > 0 ? ARRAY_FROM_1 : 0));
        if (items > 0) {
            count(items + 1);
        }
        if (pairs > 0) {
            count(pairs);
        }
        for (long i = 1; i <= items; i++) {
            put(table.get(i));
        }
        for (int i = table.firstPair(); pairs > 0 && i >= 0; i = table.nextPair(i)) {
            if (isPair(table, i, items)) {
                key(table.keyAt(i));
                put(table.valueAt(i));
            }
        }
        depth++;
    }

    private static int pairsBeside(LuaTable table, int items) {
        int count = 0;
        for (int i = table.firstPair(); i >= 0; i = table.nextPair(i)) {
            if (isPair(table, i, items)) {
                count++;
            }
        }
        return count;
    }

    private static boolean isPair(LuaTable table, int cursor, int items) {
        boolean isItem =
                table.keyAt(cursor) instanceof Double key
                        && key >= 1
                        && key <= items
                        && key == Math.rint(key);
        return !isItem && table.valueAt(cursor) != null;
    }

    private void metatable(LuaTable table) {
        int index = table.metatable() == null ? -1 : indexIn(metatables, table.metatable());
        if (index >= 0) {
            out.put(METATABLE);
            count(index);
        }
    }

    private void key(Object key) {
        int index = key instanceof LuaString ? indexIn(strings, key) : -1;
        if (index >= 0) {
            out.put(KNOWN_STRING);
            count(index);
        } else {
            put(key);
        }
    }

    /** The place of a value in a dictionary, from 0, or -1. */
    private static int indexIn(LuaTable dictionary, Object value) {
        if (dictionary != null) {
            for (int i = 1, n = dictionary.length(); i <= n; i++) {
                if (value.equals(dictionary.get((long) i))) {
                    return i - 1;
                }
            }
        }
        return -1;
    }
}
