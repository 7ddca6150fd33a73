// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.regex;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A bounded map that, when it is full, gives up an entry which nobody has used for a while: a hand
 * goes round and takes the first entry not used since it last came by. So a hit costs one store,
 * where an exact order would cost a list to be relinked. Confined to its worker.
 */
final class RecentlyUsed<K, V> {
    private final int capacity;
    private final Map<K, Entry<K, V>> entries = new HashMap<>();
    private final List<Entry<K, V>> ring = new ArrayList<>();
    private int hand;

    RecentlyUsed(int capacity) {
        this.capacity = capacity;
    }

    private static final class Entry<K, V> {
        final K key;
        final V value;
        boolean used;

        Entry(K key, V value) {
            this.key = key;
            this.value = value;
        }
    }

    /** The value, or null. */
    V get(K key) {
        Entry<K, V> entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        entry.used = true;
        return entry.value;
    }

    /** Adds a key that is not here. */
    void put(K key, V value) {
        Entry<K, V> added = new Entry<>(key, value);
        entries.put(key, added);
        if (ring.size() < capacity) {
            ring.add(added);
            return;
        }
        Entry<K, V> passed = ring.get(hand);
        while (passed.used) {
            passed.used = false;
            hand = (hand + 1) % capacity;
            passed = ring.get(hand);
        }
        entries.remove(passed.key);
        ring.set(hand, added);
        hand = (hand + 1) % capacity;
    }

    int size() {
        return entries.size();
    }
}
