// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.Set;
import jdk.internal.misc.Unsafe;

/**
 * Several bytes of an array read or written at once, at any place, the first byte the lowest.
 *
 * <p>The JDK's handles for that are one instruction only in code that HotSpot's optimising compiler
 * made; until then they put the number together from bytes, through five calls. Where this process
 * exports the JDK's {@code Unsafe} to us and the processor reads at any address, that is used: one
 * call from the beginning. Thread-safe.
 */
public final class Words {
    private static final boolean IS_DIRECT =
            Object.class.getModule().isExported("jdk.internal.misc", Words.class.getModule())
                    && Set.of("amd64", "x86_64", "aarch64").contains(System.getProperty("os.arch"));
    private static final VarHandle LONGS = handle(long[].class);
    private static final VarHandle INTS = handle(int[].class);

    private Words() {}

    private static VarHandle handle(Class<?> array) {
        return IS_DIRECT
                ? null
                : MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }

    /** In a class of its own, which the JVM links only where {@code Unsafe} is exported. */
    private static final class Direct {
        private static final Unsafe UNSAFE = Unsafe.getUnsafe();
        private static final long BASE = UNSAFE.arrayBaseOffset(byte[].class);

        private static long longAt(byte[] bytes, int at) {
            return UNSAFE.getLong(bytes, place(bytes, at, Long.BYTES));
        }

        private static int intAt(byte[] bytes, int at) {
            return UNSAFE.getInt(bytes, place(bytes, at, Integer.BYTES));
        }

        private static void setLong(byte[] bytes, int at, long value) {
            UNSAFE.putLong(bytes, place(bytes, at, Long.BYTES), value);
        }

        private static void setInt(byte[] bytes, int at, int value) {
            UNSAFE.putInt(bytes, place(bytes, at, Integer.BYTES), value);
        }

        private static long place(byte[] bytes, int at, int width) {
            return BASE + Objects.checkIndex(at, bytes.length - width + 1);
        }
    }

    /**
     * The eight bytes from an index on.
     *
     * @throws IndexOutOfBoundsException where the array has not got them all
     */
    public static long longAt(byte[] bytes, int at) {
        return IS_DIRECT ? Direct.longAt(bytes, at) : (long) LONGS.get(bytes, at);
    }

    /** The four bytes from an index on; otherwise as {@link #longAt}. */
    public static int intAt(byte[] bytes, int at) {
        return IS_DIRECT ? Direct.intAt(bytes, at) : (int) INTS.get(bytes, at);
    }

    /** Overwrites the eight bytes from an index on; otherwise as {@link #longAt}. */
    public static void setLong(byte[] bytes, int at, long value) {
        if (IS_DIRECT) {
            Direct.setLong(bytes, at, value);
        } else {
            LONGS.set(bytes, at, value);
        }
    }

    /** Overwrites the four bytes from an index on; otherwise as {@link #longAt}. */
    public static void setInt(byte[] bytes, int at, int value) {
        if (IS_DIRECT) {
            Direct.setInt(bytes, at, value);
        } else {
            INTS.set(bytes, at, value);
        }
    }
}
