// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.shm;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The shared dictionaries of one configuration. Filled while the configuration is read, then read
 * by all workers; not to be changed after.
 */
public final class DictZones {
    private final Map<String, DictZone> zones = new LinkedHashMap<>();

    /**
     * Adds a dictionary; one of the previous configuration with the same name and size is taken
     * over with its content.
     *
     * @param previous the dictionaries before a reload, or null
     * @return false when there is one of this name already
     */
    public boolean add(String name, long size, DictZones previous) {
        DictZone old = previous == null ? null : previous.zone(name);
        boolean kept = old != null && old.capacity() == size;
        return zones.putIfAbsent(name, kept ? old : new DictZone(name, size)) == null;
    }

    /** The dictionary, or null. */
    public DictZone zone(String name) {
        return zones.get(name);
    }

    public Collection<DictZone> all() {
        return zones.values();
    }
}
