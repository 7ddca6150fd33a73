// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow. Confined to its writer. */
public final class Bytes {
    byte[] array;
    int size;

    public Bytes(int capacity) {
        array = new byte[capacity];
    }

    public int size() {
        return size;
    }

    /** Keeps the room. */
    public void clear() {
        size = 0;
    }

    private void reserve(int more) {
        if (size + more > array.length) {
            array = Arrays.copyOf(array, Math.max(2 * array.length, size + more));
        }
    }

    public Bytes u1(int value) {
        reserve(1);
        array[size++] = (byte) value;
        return this;
    }

    Bytes u2(int value) {
        reserve(2);
        array[size++] = (byte) (value >> 8);
        array[size++] = (byte) value;
        return this;
    }

    Bytes u4(int value) {
        return u2(value >> 16).u2(value);
    }

    Bytes u8(long value) {
        return u4((int) (value >> 32)).u4((int) value);
    }

    void u2At(int place, int value) {
        array[place] = (byte) (value >> 8);
        array[place + 1] = (byte) value;
    }

    public Bytes all(Bytes other) {
        return all(other.array, other.size);
    }

    public Bytes all(byte[] other) {
        return all(other, other.length);
    }

    private Bytes all(byte[] other, int length) {
        reserve(length);
        System.arraycopy(other, 0, array, size, length);
        size += length;
        return this;
    }

    /** In the class file's form of UTF-8, with its length in front. */
    Bytes utf8(String text) {
        int begin = size;
        u2(0);
        byte[] usual = text.getBytes(StandardCharsets.UTF_8);
        // Nearly always; the loop is slow as long as the JVM interprets it.
        if (usual.length == text.length() && text.indexOf(0) < 0) {
            all(usual);
        } else {
            everyChar(text);
        }
        int length = size - begin - 2;
        if (length > 65_535) {
            throw new IllegalArgumentException("text of " + length + " bytes");
        }
        u2At(begin, length);
        return this;
    }

    private void everyChar(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != 0 && c < 0x80) {
                u1(c);
            } else if (c < 0x800) {
                u1(0xc0 | c >> 6).u1(0x80 | c & 0x3f);
            } else {
                u1(0xe0 | c >> 12).u1(0x80 | c >> 6 & 0x3f).u1(0x80 | c & 0x3f);
            }
        }
    }

    public byte[] toArray() {
        return Arrays.copyOf(array, size);
    }
}
