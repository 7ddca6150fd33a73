// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.exchange;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Names one kind of configuration record; keep it in a static final field. Immutable.
 *
 * @param <T> the record
 */
public final class ModuleKey<T> {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    final int index;

    private ModuleKey(String name) {
        this.name = name;
        this.index = COUNT.getAndIncrement();
    }

    public static <T> ModuleKey<T> of(String name) {
        return new ModuleKey<>(name);
    }

    /** Slots an array needs to hold a record for every key made so far. */
    public static int count() {
        return COUNT.get();
    }

    /** This key's record in a level's array. */
    @SuppressWarnings("unchecked")
    public T in(Object[] level) {
        return (T) level[index];
    }

    public void put(Object[] level, T value) {
        level[index] = value;
    }

    @Override
    public String toString() {
        return name;
    }
}
