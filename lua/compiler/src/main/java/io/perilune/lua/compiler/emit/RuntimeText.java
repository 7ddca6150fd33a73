// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A name or a type of the runtime, as an entry of a constant pool: every class has the same ones.
 * There is one of each in a process. Immutable, thread-safe.
 *
 * @param number from 0 on, without gaps
 */
record RuntimeText(int number, byte[] entry) {
    private static final Map<String, RuntimeText> ALL = new ConcurrentHashMap<>();

    private static final AtomicInteger COUNT = new AtomicInteger();

    static RuntimeText of(String text) {
        return ALL.computeIfAbsent(
                text, added -> new RuntimeText(COUNT.getAndIncrement(), entry(added)));
    }

    /** Any text as an entry of a constant pool. */
    static byte[] entry(String text) {
        return new Bytes(text.length() + 3).u1(ConstantPool.UTF8).utf8(text).toArray();
    }
}
