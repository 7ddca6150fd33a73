// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.regex;

import io.perilune.lua.runtime.LuaString;
import java.util.LinkedHashMap;
import java.util.Map;

/** The compiled patterns of a worker, the most recently used ones. Confined to its worker. */
public final class RegexCache {
    private static final String FLAGS = "aDdiJjmosuUx";
    private static final int LEAST = 16;

    private final int capacity;
    private final LinkedHashMap<Key, CompiledPattern> entries =
            new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, CompiledPattern> eldest) {
                    return size() > capacity;
                }
            };
    private boolean usedOnce;

    /**
     * @param capacity `lua_regex_cache_max_entries`
     */
    public RegexCache(int capacity) {
        this.capacity = Math.max(LEAST, capacity);
    }

    private record Key(LuaString pattern, LuaString options) {}

    /** The first option that ngx.re does not know, or 0. */
    public static char unknownFlag(LuaString options) {
        for (int i = 0; i < options.length(); i++) {
            if (FLAGS.indexOf(options.byteAt(i)) < 0) {
                return (char) options.byteAt(i);
            }
        }
        return 0;
    }

    public CompiledPattern get(LuaString pattern, LuaString options)
            throws CompiledPattern.BadPattern {
        Key key = new Key(pattern, options);
        CompiledPattern known = entries.get(key);
        if (known != null) {
            return known;
        }
        String flags = options.toLatin1();
        usedOnce |= flags.indexOf('o') >= 0;
        CompiledPattern made = CompiledPattern.compile(pattern.toLatin1(), flags);
        entries.put(new Key(pattern.compact(), options.compact()), made);
        return made;
    }

    /** Whether no pattern has been compiled with the option `o`. */
    public boolean isUnused() {
        return !usedOnce;
    }
}
