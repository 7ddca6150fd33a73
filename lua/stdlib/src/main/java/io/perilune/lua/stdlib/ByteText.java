// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.MemoryLimit;
import io.perilune.lua.runtime.NumberText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing text of bytes: the string builder of the libraries. Single use, confined to its thread.
 */
final class ByteText {
    /**
     * The longest string that can be built: what an array can hold, less what the JVM wants for
     * itself.
     */
    static final int MAX_LENGTH = Integer.MAX_VALUE - 64;

    private byte[] bytes;
    private int length;

    ByteText() {
        this(64);
    }

    ByteText(int capacity) {
        bytes = allocate(Math.max(capacity, 16));
        MemoryLimit.counted(bytes, bytes.length);
    }

    int length() {
        return length;
    }

    /** The array itself; valid up to {@link #length()}. */
    byte[] bytes() {
        return bytes;
    }

    ByteText put(int value) {
        if (length == bytes.length) {
            grow(1);
        }
        bytes[length++] = (byte) value;
        return this;
    }

    ByteText put(byte[] source, int offset, int count) {
        ensure(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
        return this;
    }

    ByteText put(LuaString text) {
        return put(text.bytes(), 0, text.length());
    }

    /** One byte a char. */
    @SuppressWarnings("deprecation") // the only intrinsic copy from a Latin-1 String
    ByteText put(String latin1) {
        int count = latin1.length();
        ensure(count);
        latin1.getBytes(0, count, bytes, length);
        length += count;
        return this;
    }

    /** As tostring shows it. */
    ByteText putNumber(double number) {
        ensure(NumberText.LONGEST);
        length = NumberText.write(number, bytes, length);
        return this;
    }

    ByteText putInteger(long value) {
        ensure(NumberText.LONGEST);
        length = NumberText.writeInteger(value, bytes, length);
        return this;
    }

    /** As {@link NumberText#writeGeneral}. */
    void putGeneral(long digits, int count, int exponent, boolean upper) {
        ensure(NumberText.LONGEST);
        int start = length;
        length = NumberText.writeGeneral(digits, count, exponent, bytes, length);
        if (upper) {
            raise(start);
        }
    }

    /** As {@link NumberText#writeScientific}. */
    void putScientific(long digits, int count, int exponent, boolean upper) {
        ensure(NumberText.LONGEST);
        int start = length;
        length = NumberText.writeScientific(digits, count, exponent, bytes, length);
        if (upper) {
            raise(start);
        }
    }

    private void raise(int start) {
        for (int i = start; i < length; i++) {
            if (bytes[i] == 'e') {
                bytes[i] = 'E';
            }
        }
    }

    /** Puts so many of one byte before what begins at an index; none when the count is below 1. */
    void insert(int index, int value, int count) {
        if (count > 0) {
            ensure(count);
            System.arraycopy(bytes, index, bytes, index + count, length - index);
            Arrays.fill(bytes, index, index + count, (byte) value);
            length += count;
        }
    }

    ByteText repeat(int value, int count) {
        if (count > 0) {
            ensure(count);
            Arrays.fill(bytes, length, length + count, (byte) value);
            length += count;
        }
        return this;
    }

    void ensure(int more) {
        if (bytes.length - length < more) {
            grow(more);
        }
    }

    void truncate(int newLength) {
        length = newLength;
    }

    private void grow(int more) {
        long needed = (long) length + more;
        if (needed > MAX_LENGTH) {
            throw tooLong();
        }
        long doubled = Math.min(2L * bytes.length, MAX_LENGTH);
        byte[] grown = allocate(Math.max(needed, doubled));
        MemoryLimit.counted(grown, grown.length);
        System.arraycopy(bytes, 0, grown, 0, length);
        bytes = grown;
    }

    /** An array for a string, or Lua's error when it may not be so long. */
    static byte[] allocate(LuaVm vm, long size) {
        if (size > vm.limits().stringLength()) {
            throw tooLong();
        }
        return allocate(size);
    }

    /** An array, or Lua's error when there is no room for it. */
    static byte[] allocate(long size) {
        if (size > MAX_LENGTH) {
            throw tooLong();
        }
        MemoryLimit.require(size);
        try {
            return new byte[(int) size];
        } catch (OutOfMemoryError noRoom) {
            // One huge string is the script's mistake; the heap around it is as it was
            throw tooLong();
        }
    }

    private static LuaError tooLong() {
        return new LuaError("not enough memory");
    }

    LuaString toLuaString() {
        MemoryLimit.require(length);
        return LuaString.of(bytes, 0, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
