// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.engine;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import java.util.List;

/**
 * The table of contents of an API noun: names, functions and where they may be called. Immutable.
 *
 * <pre>{@code
 * static final ApiTable TABLE = ApiTable.of(
 *         entry("redirect", Control::redirect, Phases.OUTPUT));
 * }</pre>
 */
public final class ApiTable {
    private final List<Entry> entries;

    private ApiTable(List<Entry> entries) {
        this.entries = entries;
    }

    /** What a function does. */
    @FunctionalInterface
    public interface Body {
        Object run(ApiCall call);
    }

    /**
     * @param supported whether it does more than refuse: for documentation
     */
    public record Entry(String name, Body body, int phases, boolean supported) {}

    public static Entry entry(String name, Body body, int phases) {
        return new Entry(name, body, phases, true);
    }

    /** A function that is not there yet: its body says so. */
    public static Entry unsupported(String name, Body body, int phases) {
        return new Entry(name, body, phases, false);
    }

    public static ApiTable of(Entry... entries) {
        return new ApiTable(List.of(entries));
    }

    public List<Entry> entries() {
        return entries;
    }

    public void install(LuaWorker worker, LuaTable target) {
        for (Entry entry : entries) {
            target.setField(LuaString.constant(entry.name()), function(worker, entry), 0);
        }
    }

    private static ApiFunction function(LuaWorker worker, Entry entry) {
        return new ApiFunction(worker, entry.name(), entry.phases()) {
            @Override
            protected Object run(ApiCall call) {
                return entry.body().run(call);
            }

            @Override
            public boolean isSupported() {
                return entry.supported();
            }
        };
    }
}
