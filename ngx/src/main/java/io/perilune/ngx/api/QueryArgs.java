// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.ngx.engine.ApiCall;

/** Query strings to tables and back. Stateless. */
final class QueryArgs {
    static final int DEFAULT_LIMIT = 100;

    private QueryArgs() {}

    // --- to tables -------------------------------------------------------------------------------

    /**
     * The arguments of a URI.
     *
     * @param limit how many at most, 0 for all
     * @return whether there were more
     */
    static boolean parseUri(LuaString text, LuaTable into, int limit) {
        byte[] bytes = text.bytes();
        int separators = 0;
        for (int i = 0; i < text.length(); i++) {
            separators += bytes[i] == '&' ? 1 : 0;
        }
        boolean truncated = limit > 0 && separators > 0 && separators + 1 > limit;
        parse(bytes, text.length(), into, truncated ? limit : 0, false);
        return truncated;
    }

    /**
     * The same for the content of a form: empty pairs count, and the limit is reached at a
     * separator.
     */
    static boolean parseForm(byte[] bytes, int length, LuaTable into, int limit) {
        return parse(bytes, length, into, limit, true);
    }

    private static boolean parse(
            byte[] bytes, int length, LuaTable into, int limit, boolean countEmpty) {
        int count = 0;
        int start = 0;
        while (start < length) {
            int end = start;
            int equals = -1;
            while (end < length && bytes[end] != '&') {
                if (bytes[end] == '=' && equals < 0) {
                    equals = end;
                }
                end++;
            }
            boolean stored = store(bytes, start, equals, end, into);
            count += stored || countEmpty && end < length ? 1 : 0;
            if (limit > 0 && count == limit && (end < length || !countEmpty)) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    private static boolean store(byte[] bytes, int start, int equals, int end, LuaTable into) {
        LuaString key = Escaping.unescape(bytes, start, equals < 0 ? end : equals);
        if (key.isEmpty()) {
            return false;
        }
        Object value = equals < 0 ? Boolean.TRUE : Escaping.unescape(bytes, equals + 1, end);
        add(into, key, value);
        return true;
    }

    /** Sets a field, or makes a list of it when it is there already. */
    static void add(LuaTable table, LuaString key, Object value) {
        Object known = table.get(key);
        if (known == null) {
            table.setString(key, value, 0);
        } else if (known instanceof LuaTable list) {
            list.put((long) list.length() + 1, value);
        } else {
            table.setString(key, LuaTable.ofItems(known, value), 0);
        }
    }

    // --- from tables -----------------------------------------------------------------------------

    /** A table as a query string. */
    static LuaString encode(ApiCall call, LuaTable table) {
        ByteOutput out = new ByteOutput(128);
        for (int cursor = table.firstPair(); cursor >= 0; cursor = table.nextPair(cursor)) {
            if (!(table.keyAt(cursor) instanceof LuaString key)) {
                throw call.error("attempt to use a non-string key in the \"args\" option table");
            }
            Object value = table.valueAt(cursor);
            if (value instanceof LuaTable list) {
                encodeList(call, key, list, out);
            } else {
                encodePair(call, key, value, out);
            }
        }
        return out.toLuaString();
    }

    private static void encodeList(ApiCall call, LuaString key, LuaTable list, ByteOutput out) {
        for (int cursor = list.firstPair(); cursor >= 0; cursor = list.nextPair(cursor)) {
            encodePair(call, key, list.valueAt(cursor), out);
        }
    }

    private static void encodePair(ApiCall call, LuaString key, Object value, ByteOutput out) {
        if (value == Boolean.FALSE) {
            return;
        }
        if (out.length > 0) {
            out.put('&');
        }
        Escaping.escape(key, Escaping.COMPONENT, out);
        if (value == Boolean.TRUE) {
            return;
        }
        if (!(value instanceof LuaString) && !(value instanceof Double)) {
            throw call.error("attempt to use " + LuaVm.typeName(value) + " as query arg value");
        }
        out.put('=');
        Escaping.escape(call.vm().tostring(value), Escaping.COMPONENT, out);
    }
}
