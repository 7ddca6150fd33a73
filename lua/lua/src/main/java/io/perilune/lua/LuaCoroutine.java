// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua;

import io.perilune.lua.runtime.Coroutine;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import java.util.Locale;

/**
 * A Lua coroutine that Java resumes. Belongs to its {@link Lua}; one that is never finished is
 * garbage like any other object.
 */
public final class LuaCoroutine {
    private final Lua lua;
    private final Coroutine coroutine;

    LuaCoroutine(Lua lua, LuaFunction body) {
        this.lua = lua;
        this.coroutine = Coroutine.create(lua.vm(), body);
    }

    /**
     * Runs until the next yield, or the end, and returns what was yielded or returned. The values
     * are the function's arguments the first time, later what its `coroutine.yield` returns.
     *
     * @throws LuaError what the coroutine threw, which has ended it; or that it cannot be resumed
     */
    public Values resume(Object... values) {
        lua.checkOwner();
        Object[] converted = JavaValues.toLua(values);
        return new Values(lua.guarded(() -> coroutine.resume(converted)));
    }

    /** `suspended`, `running`, `normal` or `dead`, as coroutine.status says. */
    public String status() {
        return coroutine.status().name().toLowerCase(Locale.ROOT);
    }

    /** Whether it can be resumed. */
    public boolean isSuspended() {
        return coroutine.status() == Coroutine.Status.SUSPENDED;
    }

    /** The Lua value, to give to scripts. */
    public Coroutine value() {
        return coroutine;
    }
}
