// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.module;

import io.perilune.conf.tree.Directive;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What the directives of one level have set. Used while the configuration is read: records read
 * their final fields from it once all levels are merged. Used by one thread.
 */
public final class Settings {

    private final Map<Setting<?>, Object> values = new IdentityHashMap<>();

    /** The value, inherited or default if this level did not set it. */
    @SuppressWarnings("unchecked")
    public <T> T get(Setting<T> setting) {
        Object value = values.get(setting);
        return value != null ? (T) value : setting.fallback();
    }

    public boolean isSet(Setting<?> setting) {
        return values.containsKey(setting);
    }

    public <T> void put(Setting<T> setting, T value) {
        values.put(setting, value);
    }

    /** Sets a value that a level may set only once. */
    public <T> void set(Setting<T> setting, T value, Directive at) {
        if (values.put(setting, value) != null) {
            throw at.duplicate();
        }
    }

    /** The same, for a value that is not even read when the level has one. */
    public <T> void set(Setting<T> setting, Directive at, Function<Directive, T> parse) {
        if (isSet(setting)) {
            throw at.duplicate();
        }
        put(setting, parse.apply(at));
    }

    /** Takes over what the outer level has and this one does not set. */
    public void inherit(Settings outer) {
        outer.values.forEach(values::putIfAbsent);
    }
}
