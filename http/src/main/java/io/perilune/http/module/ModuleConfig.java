// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.module;

import io.perilune.http.exchange.ModuleKey;
import java.util.function.Supplier;

/**
 * A kind of configuration record that a module keeps. Immutable.
 *
 * @param create makes a record with nothing set
 * @param merge inherits from the outer level; called outer levels first, for each server and
 *     location, never for {@link ConfigLevel#MAIN}
 */
public record ModuleConfig<T>(
        ModuleKey<T> key, ConfigLevel level, Supplier<T> create, Merge<T> merge) {

    /** Fills what the inner record has not set from the outer one; answers the record to use. */
    @FunctionalInterface
    public interface Merge<T> {
        T merge(ConfScope scope, T outer, T inner);
    }

    /** A record that exists once. */
    public static <T> ModuleConfig<T> main(ModuleKey<T> key, Supplier<T> create) {
        return new ModuleConfig<>(key, ConfigLevel.MAIN, create, (scope, outer, inner) -> inner);
    }

    /** A record of each server; directives in {@code http} fill the outermost. */
    public static <T> ModuleConfig<T> server(ModuleKey<T> key, Supplier<T> create, Merge<T> merge) {
        return new ModuleConfig<>(key, ConfigLevel.SERVER, create, merge);
    }

    /** A record of each location; directives in {@code http} and {@code server} fill outer ones. */
    public static <T> ModuleConfig<T> location(
            ModuleKey<T> key, Supplier<T> create, Merge<T> merge) {
        return new ModuleConfig<>(key, ConfigLevel.LOCATION, create, merge);
    }

    void mergeInto(ConfScope scope, Object[] outer, Object[] inner) {
        key.put(inner, merge.merge(scope, key.in(outer), key.in(inner)));
    }
}
