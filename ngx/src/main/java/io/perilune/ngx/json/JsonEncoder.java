// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.json;

import io.perilune.lua.runtime.Indexing;
import io.perilune.lua.runtime.LightUserdata;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.MetaEvent;
import io.perilune.lua.runtime.Metatables;
import io.perilune.lua.runtime.NumberText;
import io.perilune.lua.runtime.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lua values to JSON. Confined to its machine; the buffer is kept from one call to the next.
 *
 * <p>Values travel in Lua's two-slot convention, so that numbers are never boxed. A metamethod may
 * come back to the same encoder while it runs; it gets a buffer of its own then.
 */
final class JsonEncoder {
    /** `cjson.empty_array`. */
    static final LightUserdata EMPTY_ARRAY = new LightUserdata(0x4c75_4a53_4f4eL);

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.ISO_8859_1);

    /** For each byte: 0 as it is, 'u' for a number, else the letter behind the backslash. */
    private static final byte[] ESCAPES = escapes();

    private static final int LARGEST_KEPT = 1 << 20;
    private static final int DEFAULT_PRECISION = 14;

    private final JsonSettings settings;
    private byte[] out = new byte[1024];
    private int length;
    private boolean busy;

    JsonEncoder(JsonSettings settings) {
        this.settings = settings;
    }

    private static byte[] escapes() {
        byte[] table = new byte[256];
        Arrays.fill(table, 0, ' ', (byte) 'u');
        table[0x7f] = 'u';
        table['\b'] = 'b';
        table['\t'] = 't';
        table['\n'] = 'n';
        table['\f'] = 'f';
        table['\r'] = 'r';
        table['"'] = '"';
        table['\\'] = '\\';
        table['/'] = '/';
        return table;
    }

    /**
     * @throws JsonError for a value that has no JSON
     */
    LuaString encode(LuaVm vm, Object value, double number) {
        if (busy) {
            return new JsonEncoder(settings).encode(vm, value, number);
        }
        busy = true;
        length = 0;
        try {
            putValue(vm, value, number, 0);
            return LuaString.of(out, 0, length);
        } finally {
            busy = false;
            if (out.length > LARGEST_KEPT) {
                out = new byte[1024];
            }
        }
    }

    /** Writes a value; false when it is to be left out. */
    private boolean putValue(LuaVm vm, Object value, double number, int depth) {
        if (value == Tag.NUM) {
            putNumber(number);
        } else if (value instanceof LuaString text) {
            putString(text);
        } else if (value instanceof LuaTable table) {
            putTable(vm, table, depth + 1);
        } else if (value == null) {
            put(NULL);
        } else if (value instanceof Boolean truth) {
            put(truth ? TRUE : FALSE);
        } else {
            return putOther(value);
        }
        return true;
    }

    private boolean putOther(Object value) {
        if (value instanceof LightUserdata light) {
            if (light.address() == 0) {
                put(NULL);
            } else if (light.equals(EMPTY_ARRAY)) {
                put('[').put(']');
            }
            return true;
        }
        if (settings.skipUnsupported) {
            return false;
        }
        throw failure(value, "type not supported");
    }

    private static JsonError failure(Object value, String reason) {
        return new JsonError("Cannot serialise " + LuaVm.typeName(value) + ": " + reason);
    }

    // --- tables
    // ------------------------------------------------------------------------------------

    private void putTable(LuaVm vm, LuaTable table, int depth) {
        if (depth > settings.encodeMaxDepth) {
            throw new JsonError("Cannot serialise, excessive nesting (" + depth + ")");
        }
        LuaTable metatable = table.metatable();
        boolean raw = metatable == null || metatable == settings.arrayMetatable;
        if (metatable == settings.arrayMetatable && metatable != null) {
            putArray(vm, table, table.length(), true, depth);
            return;
        }
        Object lengthMethod = metatable == null ? null : Metatables.get(metatable, MetaEvent.LEN);
        if (lengthMethod != null) {
            Object answer = vm.call1(lengthMethod, table);
            putArray(
                    vm,
                    table,
                    answer instanceof Double number ? (int) (double) number : 0,
                    false,
                    depth);
            return;
        }
        int size = arrayLength(vm, table);
        if (size > 0 || size == 0 && !settings.emptyTableAsObject) {
            putArray(vm, table, size, raw, depth);
        } else if (metatable == settings.emptyArrayMetatable && metatable != null) {
            putArray(vm, table, table.length(), true, depth);
        } else {
            putObject(vm, table, depth);
        }
    }

    /** How many items the table has as an array, or -1 when it is none. */
    private int arrayLength(LuaVm vm, LuaTable table) {
        long most = 0;
        int items = 0;
        for (int cursor = table.firstPair(); cursor >= 0; cursor = table.nextPair(cursor)) {
            if (table.keyAt(vm, cursor) != Tag.NUM) {
                return -1;
            }
            double key = vm.num;
            if (key < 1 || key != Math.floor(key)) {
                return -1;
            }
            most = Math.max(most, key >= Integer.MAX_VALUE ? Integer.MIN_VALUE : (long) key);
            items++;
            if (key >= Integer.MAX_VALUE) {
                return -1;
            }
        }
        if (settings.sparseRatio > 0
                && most > (long) items * settings.sparseRatio
                && most > settings.sparseSafe) {
            if (!settings.sparseConvert) {
                throw new JsonError("Cannot serialise table: excessively sparse array");
            }
            return -1;
        }
        return (int) most;
    }

    private void putArray(LuaVm vm, LuaTable table, int size, boolean raw, int depth) {
        put('[');
        boolean indented = !settings.indent.isEmpty();
        boolean comma = false;
        for (int i = 1; i <= size; i++) {
            int before = length;
            if (comma) {
                put(',');
            }
            if (indented) {
                putLine(depth);
            }
            Object value = raw ? table.getInt(vm, i) : Indexing.get(vm, table, 0, Tag.NUM, i, null);
            if (!raw) {
                value = vm.settleFirst(value);
            }
            if (putValue(vm, value, vm.num, depth)) {
                comma = true;
            } else {
                length = before;
            }
        }
        if (indented && size > 0) {
            putLine(depth - 1);
        }
        put(']');
    }

    private void putObject(LuaVm vm, LuaTable table, int depth) {
        put('{');
        boolean indented = !settings.indent.isEmpty();
        boolean comma = false;
        boolean empty = true;
        for (int cursor = table.firstPair(); cursor >= 0; cursor = table.nextPair(cursor)) {
            int before = length;
            empty = false;
            if (comma) {
                put(',');
            }
            if (indented) {
                putLine(depth);
            }
            putKey(table.keyAt(vm, cursor), vm.num);
            if (indented) {
                put(' ');
            }
            Object value = table.valueAt(vm, cursor);
            if (putValue(vm, value, vm.num, depth)) {
                comma = true;
            } else {
                length = before;
            }
        }
        if (indented && !empty) {
            putLine(depth - 1);
        }
        put('}');
    }

    private void putKey(Object key, double number) {
        if (key instanceof LuaString text) {
            putString(text);
            put(':');
        } else if (key == Tag.NUM) {
            put('"');
            putNumber(number);
            put('"').put(':');
        } else {
            throw failure(key, "table key must be a number or string");
        }
    }

    private void putLine(int depth) {
        put('\n');
        for (int i = 0; i < depth; i++) {
            put(settings.indent.toBytes());
        }
    }

    // --- strings
    // -----------------------------------------------------------------------------------

    private void putString(LuaString text) {
        int size = text.length();
        byte[] from = text.bytes();
        ensure(size * 6L + 2);
        byte[] to = out;
        int at = length;
        to[at++] = '"';
        boolean slash = settings.escapeSlash;
        int start = 0;
        for (int i = 0; i < size; i++) {
            int c = from[i] & 0xff;
            byte escape = ESCAPES[c];
            if (escape != 0 && (c != '/' || slash)) {
                System.arraycopy(from, start, to, at, i - start);
                at = putEscape(to, at + i - start, c, escape);
                start = i + 1;
            }
        }
        System.arraycopy(from, start, to, at, size - start);
        at += size - start;
        to[at++] = '"';
        length = at;
    }

    private static int putEscape(byte[] to, int start, int c, byte escape) {
        int at = start;
        to[at++] = '\\';
        to[at++] = escape;
        if (escape == 'u') {
            to[at++] = '0';
            to[at++] = '0';
            to[at++] = HEX[c >> 4];
            to[at++] = HEX[c & 15];
        }
        return at;
    }

    // --- numbers
    // -----------------------------------------------------------------------------------

    private void putNumber(double number) {
        if (number - number != 0) {
            putInvalid(number);
            return;
        }
        ensure(NumberText.LONGEST);
        if (settings.numberPrecision == DEFAULT_PRECISION) {
            length = NumberText.write(number, out, length);
        } else {
            put(
                    PreciseNumber.text(number, settings.numberPrecision)
                            .getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private void putInvalid(double number) {
        switch (settings.encodeInvalidNumbers) {
            case JsonSettings.INVALID_OFF -> throw failure(Tag.NUM, "must not be NaN or Infinity");
            case JsonSettings.INVALID_NULL -> put(NULL);
            default -> {
                String text = number != number ? "NaN" : number < 0 ? "-Infinity" : "Infinity";
                put(text.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    // --- bytes
    // -------------------------------------------------------------------------------------

    private void ensure(long more) {
        if (out.length - length < more) {
            long wanted = Math.max(length + more, out.length * 2L);
            if (length + more > Integer.MAX_VALUE - 64) {
                throw new JsonError("not enough memory");
            }
            out = Arrays.copyOf(out, (int) Math.min(wanted, Integer.MAX_VALUE - 64));
        }
    }

    private JsonEncoder put(int c) {
        ensure(1);
        out[length++] = (byte) c;
        return this;
    }

    private void put(byte[] text) {
        ensure(text.length);
        System.arraycopy(text, 0, out, length, text.length);
        length += text.length;
    }
}
