// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.module;

/**
 * One value that directives set and inner levels inherit; "unset" is its absence from {@link
 * Settings}. Keep it in a static final field; compared by identity. Immutable.
 *
 * @param <T> the value's type
 */
public final class Setting<T> {

    private final String name;
    private final T fallback;

    private Setting(String name, T fallback) {
        this.name = name;
        this.fallback = fallback;
    }

    /**
     * @param fallback the value where no level sets one; may be null
     */
    public static <T> Setting<T> of(String name, T fallback) {
        return new Setting<>(name, fallback);
    }

    public String name() {
        return name;
    }

    public T fallback() {
        return fallback;
    }
}
