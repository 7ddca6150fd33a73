// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.lua.runtime.LuaString;

/** nginx's percent escapes. Stateless. */
final class Escaping {
    static final int URI = 0;
    static final int ARGS = 1;
    static final int COMPONENT = 2;
    static final int LAST_TYPE = 6;
    static final int HEADER_NAME = 7;
    static final int HEADER_VALUE = 8;

    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
    };

    /** By type: the printable bytes to escape; and whether bytes from 0x7f on are. */
    private static final boolean[][] TYPES = {
        type(" #%?", true),
        type(" #%+?", true),
        component(),
        type(" \"#%'", true),
        type(" \"%'", true),
        type(" %", false),
        type(" %", false),
        type(" \"(),/:;?<=>@[]\\{}", true),
        headerValue()
    };

    private Escaping() {}

    private static boolean[] type(String printable, boolean high) {
        boolean[] table = new boolean[256];
        for (int i = 0; i < 256; i++) {
            table[i] = i < ' ' || high && i >= 0x7f || printable.indexOf(i) >= 0;
        }
        return table;
    }

    private static boolean[] component() {
        boolean[] table = new boolean[256];
        for (int i = 0; i < 256; i++) {
            boolean letter = i >= 'a' && i <= 'z' || i >= 'A' && i <= 'Z' || i >= '0' && i <= '9';
            table[i] = !letter && "-._~!'()*".indexOf(i) < 0;
        }
        return table;
    }

    private static boolean[] headerValue() {
        boolean[] table = new boolean[256];
        for (int i = 0; i < ' '; i++) {
            table[i] = i != '\t';
        }
        table[0x7f] = true;
        return table;
    }

    static LuaString escape(LuaString text, int type) {
        boolean[] table = TYPES[type];
        byte[] from = text.bytes();
        int length = text.length();
        int more = 0;
        for (int i = 0; i < length; i++) {
            if (table[from[i] & 0xff]) {
                more += 2;
            }
        }
        if (more == 0) {
            return text;
        }
        byte[] out = new byte[length + more];
        escape(table, from, length, out, 0);
        return LuaString.ofOwned(out);
    }

    private static int escape(boolean[] table, byte[] from, int length, byte[] out, int start) {
        int at = start;
        for (int i = 0; i < length; i++) {
            int c = from[i] & 0xff;
            if (table[c]) {
                out[at++] = '%';
                out[at++] = HEX[c >> 4];
                out[at++] = HEX[c & 15];
            } else {
                out[at++] = (byte) c;
            }
        }
        return at;
    }

    static void escape(LuaString text, int type, ByteOutput out) {
        out.ensure(text.length() * 3);
        out.length = escape(TYPES[type], text.bytes(), text.length(), out.bytes, out.length);
    }

    static String escape(String latin1, int type) {
        boolean[] table = TYPES[type];
        for (int i = 0; i < latin1.length(); i++) {
            if (table[latin1.charAt(i) & 0xff]) {
                return escape(LuaString.ofLatin1(latin1), type).toLatin1();
            }
        }
        return latin1;
    }

    /** Percent escapes and plus signs back into bytes; wrong escapes stay. */
    static LuaString unescape(byte[] from, int start, int end) {
        int i = start;
        while (i < end && from[i] != '%' && from[i] != '+') {
            i++;
        }
        if (i == end) {
            return LuaString.of(from, start, end - start);
        }
        byte[] out = new byte[end - start];
        int length = 0;
        for (i = start; i < end; i++) {
            byte c = from[i];
            if (c == '%' && i + 2 < end && hex(from[i + 1]) >= 0 && hex(from[i + 2]) >= 0) {
                out[length++] = (byte) (hex(from[i + 1]) << 4 | hex(from[i + 2]));
                i += 2;
            } else {
                out[length++] = c == '+' ? (byte) ' ' : c;
            }
        }
        return LuaString.of(out, 0, length);
    }

    private static int hex(byte digit) {
        if (digit >= '0' && digit <= '9') {
            return digit - '0';
        }
        int small = digit | 0x20;
        return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
    }
}
