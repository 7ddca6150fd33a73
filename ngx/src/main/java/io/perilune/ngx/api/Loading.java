// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiFunction;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.phase.Phases;
import java.util.Arrays;

/**
 * load, loadstring, loadfile, dofile: code that a request loads has that request's globals.
 * Stateless.
 *
 * <p>Modules are different: those that `require` loads have the machine's globals, for they outlive
 * the request.
 */
public final class Loading {
    private Loading() {}

    public static void install(LuaWorker worker, LuaTable ngx) {
        LuaTable globals = worker.vm().globals();
        replace(worker, globals, "load", 4);
        replace(worker, globals, "loadstring", 4);
        LuaFunction loadFile = replace(worker, globals, "loadfile", 3);
        globals.put("dofile", new DoFile(worker, loadFile));
    }

    private static LuaFunction replace(
            LuaWorker worker, LuaTable globals, String name, int environmentIndex) {
        LuaFunction made =
                new InRequest(worker, name, (LuaFunction) globals.get(name), environmentIndex);
        globals.put(name, made);
        return made;
    }

    /**
     * A loading function of Lua's that gets the request's globals as its environment when the
     * caller gives none.
     */
    private static final class InRequest extends ApiFunction {
        private final LuaFunction original;
        private final int environmentIndex;

        InRequest(LuaWorker worker, String name, LuaFunction original, int environmentIndex) {
            super(worker, name, Phases.ANY);
            this.original = original;
            this.environmentIndex = environmentIndex;
        }

        @Override
        protected Object run(ApiCall call) {
            LuaVm vm = call.vm();
            Object[] arguments = call.from(1);
            if (call.request() != null && call.count() < environmentIndex && call.count() > 0) {
                arguments = Arrays.copyOf(arguments, environmentIndex);
                arguments[environmentIndex - 1] = call.request().globals();
            }
            return vm.many(vm.all(original.callN(vm, arguments)));
        }
    }

    private static final class DoFile extends ApiFunction {
        private final LuaFunction loadFile;

        DoFile(LuaWorker worker, LuaFunction loadFile) {
            super(worker, "dofile", Phases.ANY);
            this.loadFile = loadFile;
        }

        @Override
        protected Object run(ApiCall call) {
            LuaVm vm = call.vm();
            Object[] loaded = vm.all(loadFile.callN(vm, call.from(1)));
            if (!(loaded[0] instanceof LuaFunction chunk)) {
                throw vm.thrown(new LuaError(loaded[1]));
            }
            return vm.many(vm.all(chunk.callN(vm, LuaVm.NO_VALUES)));
        }
    }
}
