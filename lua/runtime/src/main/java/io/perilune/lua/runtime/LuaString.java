// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/** A Lua string: bytes, never characters. Immutable, safe to share between threads. */
public final class LuaString implements Comparable<LuaString> {
    public static final LuaString EMPTY = ofOwned(new byte[0]);

    /** UTF-8 bytes of the text. */
    public static LuaString of(String text) { throw new UnsupportedOperationException(); }

    /** One byte a char (the low eight bits): what nginx's side of the project uses for all texts. */
    public static LuaString ofLatin1(String text) { throw new UnsupportedOperationException(); }

    /** Copies. */
    public static LuaString of(byte[] bytes) { throw new UnsupportedOperationException(); }

    /** Copies a range. */
    public static LuaString of(byte[] bytes, int offset, int length) { throw new UnsupportedOperationException(); }

    /** Takes the array over: nobody may write to it any more. */
    public static LuaString ofOwned(byte[] bytes) { throw new UnsupportedOperationException(); }

    public int length() { throw new UnsupportedOperationException(); }

    /** The byte at a zero-based index, 0 to 255. */
    public int byteAt(int index) { throw new UnsupportedOperationException(); }

    /** Zero-based, end exclusive; clamped by nobody. */
    public LuaString substring(int begin, int end) { throw new UnsupportedOperationException(); }

    /** A copy. */
    public byte[] toBytes() { throw new UnsupportedOperationException(); }

    /** The bytes themselves, never to be written to; valid from 0 to {@link #length()}. */
    public byte[] bytes() { throw new UnsupportedOperationException(); }

    public String toLatin1() { throw new UnsupportedOperationException(); }

    /** UTF-8, with replacement characters for what is not. */
    @Override
    public String toString() { throw new UnsupportedOperationException(); }

    /** Byte by byte, unsigned. */
    @Override
    public int compareTo(LuaString other) { throw new UnsupportedOperationException(); }
}
