// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import io.perilune.lua.compiler.data.DataRun;
import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.runtime.LuaClosure;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Prototype;

/**
 * The main function of a chunk without a class: when it runs, its tree is walked. What else is
 * asked of it, and a run under a hook or a limit, makes the class. Confined to its machine.
 */
final class DataChunk extends LuaClosure {
    private final Chunk chunk;

    DataChunk(Chunk chunk, LuaTable environment) {
        super(environment);
        this.chunk = chunk;
    }

    @Override
    public Object callN(LuaVm vm, Object[] arguments) {
        FunctionScope scope = vm.request == null ? chunk.forRun() : null;
        Object[] values = scope == null ? null : DataRun.of(vm, scope, environment);
        return values == null ? compiled().callN(vm, arguments) : vm.answer(values);
    }

    /** Its code, a new object each time: copies of this in other machines share nothing. */
    LuaClosure compiled() {
        return chunk.compiled(environment);
    }

    @Override
    public Prototype prototype() {
        return compiled().prototype();
    }
}
