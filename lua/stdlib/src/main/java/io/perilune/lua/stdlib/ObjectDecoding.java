// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LightUserdata;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.Threshold;
import io.perilune.lua.runtime.lib.Arguments;

/** The way back of {@link ObjectEncoding}. Single use. Any bytes give a value or an error. */
final class ObjectDecoding {
    /** Room is reserved for at most so many items that are only announced. */
    private static final int TRUSTED_SIZE = Threshold.of(1024, 1);

    private final Arguments arguments;
    private final byte[] bytes;
    private final int end;
    private final LuaTable strings;
    private final LuaTable metatables;
    private int at;
    private int depth = ObjectEncoding.MAX_DEPTH;

    ObjectDecoding(
            Arguments arguments,
            byte[] bytes,
            int begin,
            int end,
            LuaTable strings,
            LuaTable metatables) {
        this.arguments = arguments;
        this.bytes = bytes;
        this.at = begin;
        this.end = end;
        this.strings = strings;
        this.metatables = metatables;
    }

    int position() {
        return at;
    }

    Object get() {
        int tag = count();
        if (Integer.compareUnsigned(tag, ObjectEncoding.STRING) >= 0) {
            return string(tag - ObjectEncoding.STRING);
        }
        return switch (tag) {
            case ObjectEncoding.NIL -> null;
            case ObjectEncoding.FALSE -> Boolean.FALSE;
            case ObjectEncoding.TRUE -> Boolean.TRUE;
            case ObjectEncoding.NULL -> LightUserdata.NULL;
            case ObjectEncoding.LIGHT_32 -> new LightUserdata(littleEndian(4));
            case ObjectEncoding.LIGHT_64 -> new LightUserdata(littleEndian(8));
            case ObjectEncoding.INTEGER -> (double) (int) littleEndian(4);
            case ObjectEncoding.NUMBER -> Double.longBitsToDouble(littleEndian(8));
            case ObjectEncoding.KNOWN_STRING -> known(strings, LuaString.class);
            case ObjectEncoding.METATABLE -> tableWithMetatable();
            default -> {
                if (tag < ObjectEncoding.TABLE || tag > ObjectEncoding.METATABLE) {
                    throw badTag(tag);
                }
                yield table(tag, null);
            }
        };
    }

    private LuaError badTag(int tag) {
        return arguments.error(String.format("cannot deserialize tag 0x%02x", tag));
    }

    private int next() {
        if (at >= end) {
            throw endOfBuffer();
        }
        return bytes[at++] & 0xff;
    }

    private LuaError endOfBuffer() {
        return arguments.error("unexpected end of buffer");
    }

    private long littleEndian(int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (long) next() << 8 * i;
        }
        return value;
    }

    private int count() {
        int first = next();
        if (first < 0xe0) {
            return first;
        }
        return first == 0xff ? (int) littleEndian(4) : ((first & 0x1f) << 8) + next() + 0xe0;
    }

    private LuaString string(int length) {
        if (Integer.compareUnsigned(length, end - at) > 0) {
            throw endOfBuffer();
        }
        LuaString text = LuaString.of(bytes, at, length);
        at += length;
        return text;
    }

    private Object known(LuaTable dictionary, Class<?> kind) {
        int index = count() + 1;
        Object value = dictionary == null ? null : dictionary.get((long) index);
        if (!kind.isInstance(value)) {
            throw arguments.error("cannot deserialize dictionary index " + index);
        }
        return value;
    }

    private LuaTable tableWithMetatable() {
        LuaTable metatable = (LuaTable) known(metatables, LuaTable.class);
        int tag = count();
        if (tag < ObjectEncoding.TABLE || tag >= ObjectEncoding.METATABLE) {
            throw badTag(tag);
        }
        return table(tag, metatable);
    }

    private LuaTable table(int tag, LuaTable metatable) {
        if (depth-- <= 0) {
            throw arguments.error("too deep to serialize");
        }
        int kind = tag - ObjectEncoding.TABLE;
        int items = kind >= ObjectEncoding.ARRAY_FROM_0 ? count() : 0;
        int pairs = (kind & ObjectEncoding.HAS_PAIRS) != 0 ? count() : 0;
        LuaTable table = new LuaTable(trusted(items), trusted(pairs));
        table.metatable(metatable);
        int first = kind >= ObjectEncoding.ARRAY_FROM_1 ? 1 : 0;
        for (int i = first; Integer.compareUnsigned(i, items) < 0; i++) {
            table.put((long) i, get());
        }
        for (int i = 0; Integer.compareUnsigned(i, pairs) < 0; i++) {
            pair(table);
        }
        depth++;
        return table;
    }

    private static int trusted(int announced) {
        return announced < 0 ? TRUSTED_SIZE : Math.min(announced, TRUSTED_SIZE);
    }

    private void pair(LuaTable table) {
        Object key = get();
        if (table.get(key) != null) {
            throw arguments.error("duplicate table key");
        }
        table.put(key, get());
    }
}
