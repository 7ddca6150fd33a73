// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A Lua string: bytes, never characters. Immutable, safe to share between threads.
 *
 * <p>The array may be longer than the string: then it is an appendable array, which several strings
 * share as prefixes of each other. {@code s = s .. x} in a loop appends to it in place, so that
 * building a long string piece by piece costs linear time, where copying would cost quadratic time.
 * The last four bytes of such an array say how much of it is in use; only the string that ends
 * exactly there may append, every other one copies. Appending is done by {@link #append} alone, on
 * the thread of the machine; a string that goes to another machine goes as {@link #compact}.
 *
 * <p>The hash is seeded per process, its multipliers too, so that whoever chooses the names of
 * request arguments cannot choose collisions. It has 64 bits and is computed on first use. Two
 * strings of one length, at most eight, have the same hash only if they are equal: looking up a
 * short key never reads the bytes of the key that is found.
 */
public final class LuaString implements Comparable<LuaString> {
    private static final SplittableRandom SECRET = new SplittableRandom();
    private static final long SEED = SECRET.nextLong();
    private static final long FIRST_FACTOR = SECRET.nextLong() | 1;
    private static final long SECOND_FACTOR = SECRET.nextLong() | 1;
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    /** Up to here a string's hash and its length are the whole string. */
    static final int SHORT = Long.BYTES;

    /**
     * Strings shorter than this are copied when something is appended: the copy is cheaper than the
     * slack.
     */
    private static final int APPENDABLE_FROM = Threshold.of(512, 4);

    private static final int MARK = Integer.BYTES;

    private static final LuaString[] SINGLE_BYTES = singleBytes();
    public static final LuaString EMPTY = ofOwned(new byte[0]);

    private final byte[] bytes;
    private final int length;

    /** 0 when it is not known yet; only a number that is written whole, as Java's 64-bit VMs do. */
    private long hash;

    private LuaString(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
        if (MemoryLimit.metering) {
            MemoryLimit.made(this, MemoryLimit.STRING_BYTES);
        }
    }

    private static LuaString[] singleBytes() {
        LuaString[] all = new LuaString[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = new LuaString(new byte[] {(byte) i}, 1);
        }
        return all;
    }

    /** UTF-8 bytes of the text. */
    public static LuaString of(String text) {
        return ofOwned(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * One byte a char (the low eight bits): what nginx's side of the project uses for all texts.
     */
    @SuppressWarnings(
            "deprecation") // The one copy in the JDK that takes the low eight bits of any char.
    public static LuaString ofLatin1(String text) {
        byte[] copy = new byte[text.length()];
        text.getBytes(0, copy.length, copy, 0);
        return ofOwned(copy);
    }

    /** Copies. */
    public static LuaString of(byte[] bytes) {
        return ofOwned(bytes.clone());
    }

    /** Copies a range. */
    public static LuaString of(byte[] bytes, int offset, int length) {
        if (length == 1) {
            return SINGLE_BYTES[bytes[offset] & 0xff];
        }
        return ofOwned(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /** Takes the array over: nobody may write to it any more. */
    public static LuaString ofOwned(byte[] bytes) {
        if (MemoryLimit.metering) {
            MemoryLimit.made(bytes, bytes.length);
        }
        return new LuaString(bytes, bytes.length);
    }

    /** The string of this one byte; not a new object. */
    public static LuaString ofByte(int value) {
        return SINGLE_BYTES[value & 0xff];
    }

    /**
     * The one string of this process with these bytes: for constants of code and names of fields.
     */
    public LuaString intern() {
        return Interned.of(this);
    }

    /**
     * An interned constant, written one byte a char: what generated code calls for its literals.
     */
    public static LuaString constant(String latin1) {
        return Interned.of(ofLatin1(latin1));
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** The byte at a zero-based index, 0 to 255. */
    public int byteAt(int index) {
        return bytes[index] & 0xff;
    }

    /** Zero-based, end exclusive; clamped by nobody. */
    public LuaString substring(int begin, int end) {
        if (begin == 0 && end == length) {
            return this;
        }
        return begin >= end ? EMPTY : of(bytes, begin, end - begin);
    }

    /** What C sees of it: the bytes before the first zero. */
    public LuaString cString() {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == 0) {
                return substring(0, i);
            }
        }
        return this;
    }

    /** A copy. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** The bytes themselves, never to be written to; valid from 0 to {@link #length()}. */
    public byte[] bytes() {
        return bytes;
    }

    /** Copies all bytes into a target. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, length);
    }

    public String toLatin1() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** UTF-8, with replacement characters for what is not. */
    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Byte by byte, unsigned. */
    @Override
    public int compareTo(LuaString other) {
        return Arrays.compareUnsigned(bytes, 0, length, other.bytes, 0, other.length);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof LuaString string && sameBytes(string);
    }

    boolean sameBytes(LuaString other) {
        if (length != other.length || hash != 0 && other.hash != 0 && hash != other.hash) {
            return false;
        }
        return length <= SHORT
                ? packed(bytes, 0, length) == packed(other.bytes, 0, length)
                : sameLongBytes(other);
    }

    private boolean sameLongBytes(LuaString other) {
        return Arrays.equals(bytes, 0, length, other.bytes, 0, length);
    }

    /**
     * Whether a key has the same bytes; both hashes get known. The same object is no case of its
     * own for short keys: then there is no branch for it that the JVM has to learn.
     */
    boolean sameKey(LuaString other) {
        return longHash() == other.longHash()
                && length == other.length
                && (length <= SHORT || this == other || sameLongBytes(other));
    }

    @Override
    public int hashCode() {
        return (int) longHash();
    }

    private long longHash() {
        long h = hash;
        return h != 0 ? h : computeHash();
    }

    private long computeHash() {
        int n = length;
        long h = n <= SHORT ? shortHash(bytes, 0, n) : mixed(folded());
        hash = h;
        return h;
    }

    /** The hash of the string of so many bytes, at most {@link #SHORT}. */
    static long shortHash(byte[] bytes, int begin, int count) {
        return mixed(packed(bytes, begin, count) ^ SEED + count * FACTOR);
    }

    private static long mixed(long x) {
        long h = x * FIRST_FACTOR;
        h = (h ^ h >>> 32) * SECOND_FACTOR;
        return h ^ h >>> 29;
    }

    /** All bytes of a short string: with its length the whole string. */
    private static long packed(byte[] b, int begin, int n) {
        if (n >= Integer.BYTES) {
            long last = Words.intAt(b, begin + n - Integer.BYTES);
            return last << Integer.SIZE | Words.intAt(b, begin) & 0xffff_ffffL;
        }
        return n == 0
                ? 0
                : b[begin] & 0xff
                        | (b[begin + (n >> 1)] & 0xff) << 8
                        | (b[begin + n - 1] & 0xff) << 16;
    }

    /** A short string whose hash is known. */
    static LuaString hashed(byte[] bytes, int begin, int count, long hash) {
        LuaString made = ofOwned(Arrays.copyOfRange(bytes, begin, begin + count));
        made.hash = hash;
        return made;
    }

    /** Whether this is the string of at most {@link #SHORT} bytes with a hash. */
    boolean isShort(int count, long itsHash) {
        return hash == itsHash && length == count;
    }

    private long folded() {
        byte[] b = bytes;
        int end = length - Long.BYTES;
        long h = SEED ^ length;
        for (int i = 0; i < end; i += Long.BYTES) {
            h = fold(h ^ Words.longAt(b, i));
        }
        return h ^ Words.longAt(b, end);
    }

    private static long fold(long x) {
        return Math.multiplyHigh(x, FACTOR) ^ x * FACTOR;
    }

    // --- concatenation ---------------------------------------------------------------------------

    /** This string and another one; long strings grow in place where that is possible. */
    LuaString append(LuaString right) {
        int total = totalLength(length, right.length);
        if (length < APPENDABLE_FROM || right.length > length) {
            MemoryLimit.require(total);
            byte[] joined = Arrays.copyOf(bytes, total);
            MemoryLimit.counted(joined, total);
            System.arraycopy(right.bytes, 0, joined, length, right.length);
            return new LuaString(joined, total);
        }
        return appendInPlace(right, total);
    }

    private LuaString appendInPlace(LuaString right, int total) {
        byte[] target = bytes;
        if (target.length - MARK < total || Words.intAt(target, target.length - MARK) != length) {
            int capacity = capacityFor(total);
            MemoryLimit.require(capacity);
            target = Arrays.copyOf(bytes, capacity);
            MemoryLimit.counted(target, capacity);
        }
        System.arraycopy(right.bytes, 0, target, length, right.length);
        Words.setInt(target, target.length - MARK, total);
        return new LuaString(target, total);
    }

    private int capacityFor(int total) {
        boolean grownBefore = bytes.length != length;
        long wanted = (long) total + (grownBefore ? total : total >> 2) + MARK;
        return (int) Math.min(Math.max(wanted, (long) total + MARK + 1), Integer.MAX_VALUE - 16);
    }

    static int totalLength(long left, long right) {
        long total = left + right;
        if (total > Integer.MAX_VALUE - 64) {
            throw new LuaError("string length overflow");
        }
        return (int) total;
    }

    /**
     * The same string without slack behind it: for strings that are kept long, or go to another
     * thread.
     */
    public LuaString compact() {
        if (bytes.length != length) {
            LuaString copy = ofOwned(toBytes());
            copy.hash = hash;
            return copy;
        }
        return this;
    }
}
