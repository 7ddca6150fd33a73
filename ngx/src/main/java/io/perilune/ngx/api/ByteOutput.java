// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.NumberText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes. Confined to its worker. */
final class ByteOutput {
    byte[] bytes;
    int length;

    ByteOutput(int capacity) {
        bytes = new byte[capacity];
    }

    void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }

    ByteOutput put(int value) {
        if (length == bytes.length) {
            ensure(1);
        }
        bytes[length++] = (byte) value;
        return this;
    }

    ByteOutput put(LuaString text) {
        ensure(text.length());
        text.copyTo(bytes, length);
        length += text.length();
        return this;
    }

    ByteOutput put(byte[] from, int offset, int count) {
        ensure(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
        return this;
    }

    ByteOutput put(String latin1) {
        byte[] text = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return put(text, 0, text.length);
    }

    ByteOutput put(double number) {
        ensure(NumberText.LONGEST);
        length = NumberText.write(number, bytes, length);
        return this;
    }

    String toLatin1() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** A string of what is here; the bytes are copied. */
    LuaString toLuaString() {
        return LuaString.of(bytes, 0, length);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }
}
