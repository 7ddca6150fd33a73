// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.limit;

import io.perilune.conf.tree.ConfException;
import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.Size;
import io.perilune.http.module.ConfScope;
import io.perilune.http.variable.Interpolation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all workers count together under one name. Thread-safe: users lock it.
 *
 * <p>A zone outlives a reload, as nginx's shared memory does, if its key and size are the same; so
 * zones are kept for the whole process, by the server's prefix and their name. When there are too
 * many entries the least recently used ones go: nginx's memory holds as many of them.
 */
final class LimitZone<V> {

    /** Bytes that an entry takes in nginx, about. */
    private static final long ENTRY_SIZE = 128;

    private static final long SMALLEST = 8 * 4096;

    private static final Map<String, LimitZone<?>> ZONES = new ConcurrentHashMap<>();

    private final String kind;
    private final long size;
    final String name;
    final Interpolation key;
    final LinkedHashMap<String, V> entries;

    private LimitZone(
            String kind,
            String name,
            Interpolation key,
            long size,
            LinkedHashMap<String, V> entries) {
        this.kind = kind;
        this.name = name;
        this.key = key;
        this.size = size;
        this.entries = entries;
    }

    /**
     * Reads {@code zone=name:size}.
     *
     * @param kind the directive's family: a name is unique in it
     */
    static <V> LimitZone<V> parse(
            String kind, Interpolation key, String parameter, ConfScope cf, Directive d) {
        int colon = parameter.indexOf(':');
        if (colon < 0) {
            throw d.fail("invalid zone size \"" + parameter + '"');
        }
        String name = parameter.substring("zone=".length(), colon);
        long size = Size.parse(parameter.substring(colon + 1));
        if (size == Size.INVALID) {
            throw d.fail("invalid zone size \"" + parameter + '"');
        }
        if (size < SMALLEST) {
            throw d.fail("zone \"" + parameter + "\" is too small");
        }
        return shared(kind, cf.session().prefix(), name, key, size);
    }

    @SuppressWarnings("unchecked")
    private static <V> LimitZone<V> shared(
            String kind, String prefix, String name, Interpolation key, long size) {
        long most = size / ENTRY_SIZE;
        return (LimitZone<V>)
                ZONES.compute(
                        kind + ' ' + prefix + ' ' + name,
                        (id, old) -> {
                            boolean same =
                                    old != null
                                            && old.size == size
                                            && old.key.source().equals(key.source());
                            LinkedHashMap<String, V> entries =
                                    same
                                            ? (LinkedHashMap<String, V>) old.entries
                                            : newEntries(most);
                            return new LimitZone<>(kind, name, key, size, entries);
                        });
    }

    private static <V> LinkedHashMap<String, V> newEntries(long most) {
        return new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    /** The zone that a directive names, looked up when all are known. */
    static <Z> Z named(Map<String, Z> zones, String name) {
        Z zone = zones.get(name);
        if (zone == null) {
            throw new ConfException("zero size shared memory zone \"" + name + '"', null);
        }
        return zone;
    }

    @Override
    public String toString() {
        return kind + ' ' + name;
    }
}
