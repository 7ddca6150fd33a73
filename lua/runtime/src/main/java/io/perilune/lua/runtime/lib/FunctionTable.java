// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime.lib;

import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaTable;
import java.util.List;

/**
 * The table of contents of a library: names and functions, in one literal. Immutable.
 *
 * <pre>{@code
 * static final FunctionTable TABLE = FunctionTable.of(
 *         entry("abs", MathLib::abs),
 *         entry("floor", new Floor()));
 * }</pre>
 */
public final class FunctionTable {
    private final List<Entry> entries;

    private FunctionTable(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * One name with its function: written for {@link Arguments}, or a {@link LuaFunction} made for
     * speed.
     */
    public record Entry(String name, LibraryFunction function, LuaFunction fast) {}

    public static Entry entry(String name, LibraryFunction function) {
        return new Entry(name, function, null);
    }

    /** For functions without state that take their arguments in registers. */
    public static Entry entry(String name, LuaFunction fast) {
        return new Entry(name, null, fast);
    }

    public static FunctionTable of(Entry... entries) {
        return new FunctionTable(List.of(entries));
    }

    public List<Entry> entries() {
        return entries;
    }

    /** Puts every function into the table under its name. */
    public void installInto(LuaTable target) {
        for (Entry entry : entries) {
            target.put(entry.name(), functionOf(entry));
        }
    }

    private static LuaFunction functionOf(Entry entry) {
        return entry.fast() != null
                ? entry.fast()
                : new JavaFunction(entry.name(), entry.function());
    }
}
