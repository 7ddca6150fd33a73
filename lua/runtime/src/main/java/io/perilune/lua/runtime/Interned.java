// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The strings that are constants of code or names of fields, once for each process, so that looking
 * one up in a table finds it by identity. Entries vanish when nobody uses the string. Thread-safe.
 */
final class Interned {
    private static final ConcurrentHashMap<Object, Entry> ALL = new ConcurrentHashMap<>();
    private static final ReferenceQueue<LuaString> GONE = new ReferenceQueue<>();

    private Interned() {}

    static LuaString of(LuaString string) {
        if (string.length() == 1) {
            return LuaString.ofByte(string.byteAt(0));
        }
        dropGone();
        while (true) {
            Entry known = ALL.get(new Probe(string));
            LuaString result = known == null ? null : known.get();
            if (result != null) {
                return result;
            }
            LuaString compact = string.compact();
            Entry added = new Entry(compact);
            if (ALL.putIfAbsent(added, added) == null) {
                return compact;
            }
            dropGone();
        }
    }

    private static void dropGone() {
        for (Object entry = GONE.poll(); entry != null; entry = GONE.poll()) {
            ALL.remove(entry);
        }
    }

    /**
     * As a key: equal to itself, so that it can be removed, and to every living string with these
     * bytes.
     */
    private static final class Entry extends WeakReference<LuaString> {
        private final int hash;

        Entry(LuaString string) {
            super(string, GONE);
            this.hash = string.hashCode();
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            if (this == other) {
                return true;
            }
            LuaString mine = get();
            if (mine == null) {
                return false;
            }
            return other instanceof Probe probe
                    ? mine.equals(probe.string())
                    : other instanceof Entry entry && mine.equals(entry.get());
        }
    }

    private record Probe(LuaString string) {
        @Override
        public int hashCode() {
            return string.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Entry entry && string.equals(entry.get());
        }
    }
}
