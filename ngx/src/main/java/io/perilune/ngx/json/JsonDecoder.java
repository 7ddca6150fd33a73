// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.json;

import io.perilune.lua.runtime.LightUserdata;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Tag;
import java.util.Arrays;

/**
 * JSON to Lua values, as lua-cjson reads it. Confined to its machine; not reentrant, for it calls
 * no Lua.
 *
 * <p>Names of fields are kept in a small table from one call to the next: most texts have the same
 * few.
 */
final class JsonDecoder {
    private static final int KEYS = 512;
    private static final int LONGEST_KEY = 32;
    private static final String VALUE = "value";

    private final JsonSettings settings;
    private final LuaString[] keys = new LuaString[KEYS];
    private LuaVm vm;
    private byte[] text;
    private int end;
    private int at;
    private int depth;
    private byte[] scratch = new byte[256];

    JsonDecoder(JsonSettings settings) {
        this.settings = settings;
    }

    /**
     * The value of a text, in the two-slot convention.
     *
     * @throws JsonError with lua-cjson's message
     */
    Object decode(LuaVm machine, LuaString json) {
        vm = machine;
        text = json.bytes();
        end = json.length();
        at = 0;
        depth = 0;
        try {
            if (end >= 2 && (text[0] == 0 || text[1] == 0)) {
                throw new JsonError("JSON parser does not support UTF-16 or UTF-32");
            }
            Object value = value(skipBlanks(VALUE));
            double number = vm.num;
            if (skipBlanks("the end") != 0) {
                throw unexpected("the end");
            }
            vm.num = number;
            return value;
        } finally {
            text = null;
        }
    }

    private int peek() {
        return at < end ? text[at] & 0xff : 0;
    }

    private int peek(int ahead) {
        return at + ahead < end ? text[at + ahead] & 0xff : 0;
    }

    /** The first byte that is no blank, not taken; 0 at the end. */
    private int skipBlanks(String expected) {
        while (true) {
            int c = peek();
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
                at++;
            } else if (c == '/' && settings.allowComment && (peek(1) == '/' || peek(1) == '*')) {
                skipComment(expected);
            } else {
                return c;
            }
        }
    }

    private void skipComment(String expected) {
        boolean line = peek(1) == '/';
        at += 2;
        while (true) {
            int c = peek();
            if (line && (c == 0 || c == '\n')) {
                return;
            }
            if (c == 0) {
                throw found(expected, "unclosed multi-line comment", at);
            }
            if (!line && c == '*' && peek(1) == '/') {
                at += 2;
                return;
            }
            at++;
        }
    }

    // --- values
    // ------------------------------------------------------------------------------------

    private Object value(int first) {
        switch (first) {
            case '"':
                return string(VALUE);
            case '{':
                at++;
                return object();
            case '[':
                at++;
                return array();
            case 't', 'f', 'n':
                return word(first);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
                return number();
            case 'i', 'I', 'N', '+':
                return invalidNumber();
            default:
                throw unexpected(VALUE);
        }
    }

    private Object word(int first) {
        if (first == 't' && isWord("true")) {
            return Boolean.TRUE;
        }
        if (first == 'f' && isWord("false")) {
            return Boolean.FALSE;
        }
        if (first == 'n' && isWord("null")) {
            return LightUserdata.NULL;
        }
        return invalidNumber();
    }

    private boolean isWord(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (peek(i) != word.charAt(i)) {
                return false;
            }
        }
        at += word.length();
        return true;
    }

    private LuaTable array() {
        descend();
        LuaTable table = new LuaTable();
        if (settings.arrayWithMetatable) {
            table.metatable(settings.arrayMetatable);
        }
        int c = skipBlanks(VALUE);
        if (c == ']') {
            at++;
            depth--;
            return table;
        }
        for (int i = 1; ; i++) {
            Object value = value(c);
            table.setInt(i, value, vm.num);
            c = skipBlanks("comma or array end");
            if (c == ']') {
                at++;
                depth--;
                return table;
            }
            if (c != ',') {
                throw unexpected("comma or array end");
            }
            at++;
            c = skipBlanks(VALUE);
        }
    }

    private LuaTable object() {
        descend();
        LuaTable table = new LuaTable();
        int c = skipBlanks("object key string");
        if (c == '}') {
            at++;
            depth--;
            return table;
        }
        while (true) {
            if (c != '"') {
                throw unexpected("object key string");
            }
            LuaString key = key();
            if (skipBlanks("colon") != ':') {
                throw unexpected("colon");
            }
            at++;
            Object value = value(skipBlanks(VALUE));
            table.setString(key, value, vm.num);
            c = skipBlanks("comma or object end");
            if (c == '}') {
                at++;
                depth--;
                return table;
            }
            if (c != ',') {
                throw unexpected("comma or object end");
            }
            at++;
            c = skipBlanks("object key string");
        }
    }

    private void descend() {
        if (++depth > settings.decodeMaxDepth) {
            throw new JsonError(
                    "Found too many nested data structures (" + depth + ") at character " + at);
        }
    }

    // --- strings
    // -----------------------------------------------------------------------------------

    /** A name, mostly one that is known already. */
    private LuaString key() {
        int start = at + 1;
        int hash = 0;
        int i = start;
        for (; i < end && i - start <= LONGEST_KEY; i++) {
            byte c = text[i];
            if (c == '"') {
                return kept(start, i, hash);
            }
            if (c == '\\' || c == 0) {
                break;
            }
            hash = hash * 31 + c;
        }
        return string("object key string");
    }

    private LuaString kept(int start, int close, int hash) {
        int slot = (hash ^ hash >>> 9) & KEYS - 1;
        LuaString known = keys[slot];
        int size = close - start;
        at = close + 1;
        if (known != null
                && known.length() == size
                && Arrays.equals(known.bytes(), 0, size, text, start, close)) {
            return known;
        }
        LuaString made = LuaString.of(text, start, size);
        keys[slot] = made;
        return made;
    }

    private LuaString string(String expected) {
        int start = at + 1;
        int i = start;
        while (i < end && text[i] != '"' && text[i] != '\\' && text[i] != 0) {
            i++;
        }
        if (i < end && text[i] == '"') {
            at = i + 1;
            return LuaString.of(text, start, i - start);
        }
        return escapedString(expected, start, i);
    }

    private LuaString escapedString(String expected, int start, int firstEscape) {
        int room = end - start;
        if (scratch.length < room) {
            scratch = new byte[room];
        }
        int size = firstEscape - start;
        System.arraycopy(text, start, scratch, 0, size);
        at = firstEscape;
        while (true) {
            int c = peek();
            if (c == '"') {
                at++;
                return LuaString.of(scratch, 0, size);
            }
            if (c == 0) {
                throw found(expected, "unexpected end of string", at);
            }
            if (c == '\\') {
                size = escape(expected, size);
            } else {
                scratch[size++] = (byte) c;
                at++;
            }
        }
    }

    private int escape(String expected, int size) {
        int c = peek(1);
        if (c == 'u') {
            return unicode(expected, size);
        }
        int plain =
                switch (c) {
                    case '"', '\\', '/' -> c;
                    case 'b' -> '\b';
                    case 't' -> '\t';
                    case 'n' -> '\n';
                    case 'f' -> '\f';
                    case 'r' -> '\r';
                    default -> throw found(expected, "invalid escape code", at);
                };
        scratch[size] = (byte) plain;
        at += 2;
        return size + 1;
    }

    private int unicode(String expected, int size) {
        int code = hex4(2);
        int taken = 6;
        if (code >= 0 && (code & 0xf800) == 0xd800) {
            int low = (code & 0x400) == 0 && peek(6) == '\\' && peek(7) == 'u' ? hex4(8) : -1;
            code =
                    low >= 0 && (low & 0xfc00) == 0xdc00
                            ? ((code & 0x3ff) << 10 | low & 0x3ff) + 0x10000
                            : -1;
            taken = 12;
        }
        if (code < 0) {
            throw found(expected, "invalid unicode escape code", at);
        }
        at += taken;
        return utf8(code, size);
    }

    private int hex4(int ahead) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit((char) peek(ahead + i), 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private int utf8(int code, int start) {
        int size = start;
        if (code < 0x80) {
            scratch[size++] = (byte) code;
            return size;
        }
        if (code < 0x800) {
            scratch[size++] = (byte) (code >> 6 | 0xc0);
        } else {
            if (code < 0x10000) {
                scratch[size++] = (byte) (code >> 12 | 0xe0);
            } else {
                scratch[size++] = (byte) (code >> 18 | 0xf0);
                scratch[size++] = (byte) (code >> 12 & 0x3f | 0x80);
            }
            scratch[size++] = (byte) (code >> 6 & 0x3f | 0x80);
        }
        scratch[size++] = (byte) (code & 0x3f | 0x80);
        return size;
    }

    // --- numbers
    // -----------------------------------------------------------------------------------

    private Object number() {
        if (!settings.decodeInvalidNumbers && JsonNumber.isUnusual(text, at, end)) {
            throw found(VALUE, "invalid number", at);
        }
        int stop = JsonNumber.read(vm, text, at, end);
        if (stop < 0) {
            throw found(VALUE, "invalid number", at);
        }
        at = stop;
        return Tag.NUM;
    }

    /** inf, nan, +1: only where invalid numbers are allowed. */
    private Object invalidNumber() {
        if (settings.decodeInvalidNumbers && JsonNumber.isUnusual(text, at, end)) {
            int stop = JsonNumber.read(vm, text, at, end);
            if (stop < 0) {
                throw found(VALUE, "invalid number", at);
            }
            at = stop;
            return Tag.NUM;
        }
        throw found(VALUE, "invalid token", at);
    }

    // --- errors
    // ------------------------------------------------------------------------------------

    private static JsonError found(String expected, String what, int position) {
        return new JsonError(
                "Expected " + expected + " but found " + what + " at character " + (position + 1));
    }

    /** The next token is not what should be here: names it, or the error in it. */
    private JsonError unexpected(String expected) {
        int position = at;
        return switch (peek()) {
            case 0 -> found(expected, "T_END", position);
            case '{' -> found(expected, "T_OBJ_BEGIN", position);
            case '}' -> found(expected, "T_OBJ_END", position);
            case '[' -> found(expected, "T_ARR_BEGIN", position);
            case ']' -> found(expected, "T_ARR_END", position);
            case ',' -> found(expected, "T_COMMA", position);
            case ':' -> found(expected, "T_COLON", position);
            case '"' -> {
                string(expected);
                yield found(expected, "T_STRING", position);
            }
            case 't',
                    'f',
                    'n',
                    'i',
                    'I',
                    'N',
                    '+',
                    '-',
                    '0',
                    '1',
                    '2',
                    '3',
                    '4',
                    '5',
                    '6',
                    '7',
                    '8',
                    '9' ->
                    unexpectedWord(expected, position);
            default -> found(expected, "invalid token", position);
        };
    }

    private JsonError unexpectedWord(String expected, int position) {
        try {
            Object value = value(peek());
            if (value != Tag.NUM) {
                return found(
                        expected, value == LightUserdata.NULL ? "T_NULL" : "T_BOOLEAN", position);
            }
            boolean integer = JsonNumber.isInteger(text, position, end);
            return found(expected, integer ? "T_INTEGER" : "T_NUMBER", position);
        } catch (JsonError wrong) {
            String message = wrong.getMessage();
            return new JsonError(
                    "Expected " + expected + message.substring(message.indexOf(" but found ")));
        }
    }
}
