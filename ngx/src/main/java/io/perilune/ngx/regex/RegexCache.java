// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.regex;

import io.perilune.lua.runtime.LuaString;
import io.perilune.regex.StopSignal;

/**
 * The compiled patterns and replacement templates of a worker that were used last. Confined to its
 * worker.
 *
 * <p>OpenResty keeps only what has the option `o`; here everything is kept, since a program that
 * does not ask for it sees no difference but the time.
 */
public final class RegexCache {
    /** Also for `lua_regex_cache_max_entries 0`: a loop must not compile in each round. */
    private static final int LEAST = 16;

    private static final int MOST_OPTIONS = 64;

    private final boolean keepsOnce;
    private final int matchLimit;
    private final StopSignal stop;
    private final PatternTable patterns;
    private final RecentlyUsed<LuaString, ReplacementTemplate> templates;
    private final RecentlyUsed<LuaString, RegexOptions> options = new RecentlyUsed<>(MOST_OPTIONS);

    private LuaString lastText = LuaString.EMPTY;
    private RegexOptions lastOptions = RegexOptions.NONE;

    /**
     * @param capacity `lua_regex_cache_max_entries`
     * @param matchLimit `lua_regex_match_limit`
     * @param stop asked during long matches whether the worker's thread is wanted
     */
    public RegexCache(int capacity, int matchLimit, StopSignal stop) {
        this.keepsOnce = capacity > 0;
        this.matchLimit = matchLimit;
        this.stop = stop;
        patterns = new PatternTable(Math.max(LEAST, capacity));
        templates = new RecentlyUsed<>(Math.max(LEAST, capacity));
    }

    /** The options, or null when there is an unknown one. */
    public RegexOptions options(LuaString text) {
        if (text == lastText) {
            return lastOptions;
        }
        RegexOptions known = options.get(text);
        if (known == null) {
            known = RegexOptions.parse(text);
            if (known == null) {
                return null;
            }
            options.put(text.compact(), known);
        }
        lastText = text;
        lastOptions = known;
        return known;
    }

    /** The pattern if it is here, else null. */
    public CompiledPattern known(LuaString pattern, RegexOptions options) {
        return patterns.find(pattern, options);
    }

    /** Compiles a pattern that is not here. */
    public CompiledPattern compile(LuaString pattern, RegexOptions options)
            throws CompiledPattern.BadPattern {
        CompiledPattern made =
                CompiledPattern.compile(pattern.compact(), options, matchLimit, stop);
        patterns.add(made);
        return made;
    }

    /** Whether OpenResty would not have found this pattern, given here again, and compile it. */
    public boolean isForgotten(RegexOptions options) {
        return !keepsOnce || !options.once;
    }

    /** A replacement's text as a template. */
    public ReplacementTemplate template(LuaString text) throws ReplacementTemplate.BadTemplate {
        ReplacementTemplate known = templates.get(text);
        if (known == null) {
            known = ReplacementTemplate.parse(text);
            templates.put(text.compact(), known);
        }
        return known;
    }
}
