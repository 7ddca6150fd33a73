// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.exchange;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Names what one module remembers about a request; keep it in a static final field. Immutable.
 *
 * @param <T> the module's note
 */
public final class ContextKey<T> {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Set<Integer> LASTING = ConcurrentHashMap.newKeySet();

    private final String name;
    final int index;

    private ContextKey(String name, boolean lasting) {
        this.name = name;
        this.index = COUNT.getAndIncrement();
        if (lasting) {
            LASTING.add(index);
        }
    }

    /** A note that an internal redirect clears. */
    public static <T> ContextKey<T> of(String name) {
        return new ContextKey<>(name, false);
    }

    /** A note that stays until the request ends. */
    public static <T> ContextKey<T> lasting(String name) {
        return new ContextKey<>(name, true);
    }

    static boolean isLasting(int index) {
        return LASTING.contains(index);
    }

    @Override
    public String toString() {
        return name;
    }
}
