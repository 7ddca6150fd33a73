// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.lua.runtime.LuaString;
import java.util.Arrays;

/** Base64 as nginx reads and writes it: padding may be missing. Stateless. */
final class Base64Text {
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final byte[] STANDARD_DIGITS = digits("+/");
    private static final byte[] URL_DIGITS = digits("-_");
    static final byte[] STANDARD = values(STANDARD_DIGITS);
    static final byte[] URL = values(URL_DIGITS);

    private Base64Text() {}

    private static byte[] digits(String last) {
        String all = ALPHABET + last;
        byte[] digits = new byte[64];
        for (int i = 0; i < 64; i++) {
            digits[i] = (byte) all.charAt(i);
        }
        return digits;
    }

    private static byte[] values(byte[] digits) {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < 64; i++) {
            values[digits[i]] = (byte) i;
        }
        return values;
    }

    static LuaString encode(LuaString text, boolean padding, boolean url) {
        byte[] digits = url ? URL_DIGITS : STANDARD_DIGITS;
        byte[] from = text.bytes();
        int length = text.length();
        byte[] out = new byte[padding ? (length + 2) / 3 * 4 : (length * 8 + 5) / 6];
        int at = 0;
        int i = 0;
        for (; i + 2 < length; i += 3) {
            int bits = (from[i] & 0xff) << 16 | (from[i + 1] & 0xff) << 8 | from[i + 2] & 0xff;
            out[at++] = digits[bits >> 18];
            out[at++] = digits[bits >> 12 & 63];
            out[at++] = digits[bits >> 6 & 63];
            out[at++] = digits[bits & 63];
        }
        if (i < length) {
            int bits = (from[i] & 0xff) << 16 | (i + 1 < length ? (from[i + 1] & 0xff) << 8 : 0);
            out[at++] = digits[bits >> 18];
            out[at++] = digits[bits >> 12 & 63];
            if (i + 1 < length) {
                out[at++] = digits[bits >> 6 & 63];
            }
        }
        Arrays.fill(out, at, out.length, (byte) '=');
        return LuaString.ofOwned(out);
    }

    /** Null when it is no base64. Everything behind a padding sign is ignored, as nginx does. */
    static LuaString decode(LuaString text, byte[] values) {
        byte[] from = text.bytes();
        int length = 0;
        while (length < text.length() && from[length] != '=') {
            if (values[from[length] & 0xff] < 0) {
                return null;
            }
            length++;
        }
        return length % 4 == 1 ? null : decode(from, length, values);
    }

    /** Foreign characters are skipped. */
    static LuaString decodeMime(LuaString text) {
        byte[] kept = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length() && text.byteAt(i) != '='; i++) {
            if (STANDARD[text.byteAt(i)] >= 0) {
                kept[length++] = (byte) text.byteAt(i);
            }
        }
        return length % 4 == 1 ? null : decode(kept, length, STANDARD);
    }

    private static LuaString decode(byte[] from, int length, byte[] values) {
        byte[] out = new byte[(int) (length * 3L / 4)];
        int at = 0;
        int bits = 0;
        for (int i = 0; i < length; i++) {
            bits = bits << 6 | values[from[i] & 0xff];
            int phase = i & 3;
            if (phase != 0) {
                out[at++] = (byte) (bits >> 6 - 2 * phase);
            }
        }
        return LuaString.ofOwned(out);
    }
}
