// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.perilune.http.exchange.ModuleKey;
import io.perilune.ngx.engine.LuaCode;
import io.perilune.ngx.phase.LuaPhase;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the directives in {@code http} say once for all. Filled while the configuration is read,
 * then only looked at.
 */
final class LuaMainConfig {

    static final ModuleKey<LuaMainConfig> KEY = ModuleKey.of("lua main");

    String packagePath;
    String packageCpath;
    LuaCode init;
    LuaCode initWorker;
    LuaCode exitWorker;

    /**
     * Shared dictionaries by name, in the order of the configuration, with their sizes in bytes.
     */
    final Map<String, Long> sharedDicts = new LinkedHashMap<>();

    /** Phases with a handler anywhere: only these get a place in the phase table. */
    final Set<LuaPhase> used = EnumSet.noneOf(LuaPhase.class);

    /** Phases whose handler keeps the place that nginx gives it, before those of other modules. */
    final Set<LuaPhase> notPostponed = EnumSet.noneOf(LuaPhase.class);

    final Map<String, Long> numbers = new LinkedHashMap<>();

    /** The value of a number directive such as {@code lua_max_pending_timers}. */
    int number(String directive, int otherwise) {
        Long value = numbers.get(directive);
        return value == null ? otherwise : (int) Math.min(value, Integer.MAX_VALUE);
    }
}
