// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * The numbers that stand for objects in texts like `table: 0x…`. They are unique among living
 * objects, which an identity hash is not, and programs use such texts as keys. Confined to its
 * machine.
 */
final class Addresses {
    /** As long a text as one of LuaJIT's addresses. */
    private static final long FIRST = 0x7f00_4000_0000L;

    private static final long STEP = 16;

    private final LuaTable known = new LuaTable();
    private long next = FIRST;

    Addresses() {
        TableGrowth.becomeWeak(known, HashPart.WEAK_KEYS);
    }

    /** A short number for an object with such an address: 1, 2, 3, ... */
    static long number(long address) {
        return (address - FIRST) / STEP;
    }

    long of(Object object) {
        if (object instanceof LightUserdata light) {
            return light.address();
        }
        if (known.get(object) instanceof Double address) {
            return address.longValue();
        }
        next += STEP;
        known.put(object, (double) next);
        return next;
    }
}
