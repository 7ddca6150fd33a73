// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A name or a type of the runtime, as an entry of a constant pool: every class has the same ones.
 * There is one of each in a process. Immutable, thread-safe.
 *
 * @param number from 0 on, without gaps
 */
record RuntimeText(int number, byte[] entry) {
    private static final Map<String, RuntimeText> ALL = new ConcurrentHashMap<>();

    static RuntimeText of(String text) {
        RuntimeText known = ALL.get(text);
        return known != null ? known : add(text);
    }

    private static synchronized RuntimeText add(String text) {
        RuntimeText before = ALL.get(text);
        if (before != null) {
            return before;
        }
        RuntimeText added = new RuntimeText(ALL.size(), entry(text));
        ALL.put(text, added);
        return added;
    }

    /** Any text as an entry of a constant pool. */
    static byte[] entry(String text) {
        return new Bytes(text.length() + 3).u1(ConstantPool.UTF8).utf8(text).toArray();
    }
}
