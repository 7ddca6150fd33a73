// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiFunction;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.phase.LuaPhase;
import io.perilune.ngx.phase.Phases;
import io.perilune.ngx.port.ChunkPort;

/** ngx.arg: the arguments of set_by_lua, or what body_filter_by_lua works on. Stateless. */
public final class FilterArgs {
    private FilterArgs() {}

    public static void install(LuaWorker worker, LuaTable ngx) {
        LuaTable metatable = new LuaTable();
        metatable.put("__index", new Getter(worker));
        metatable.put("__newindex", new Setter(worker));
        LuaWorker.child(ngx, "arg").metatable(metatable);
    }

    private static final class Getter extends ApiFunction {
        Getter(LuaWorker worker) {
            super(worker, "__index", Phases.REQUEST);
        }

        @Override
        protected Object run(ApiCall call) {
            int index = call.toNumber(2) == null ? 0 : (int) (double) call.toNumber(2);
            if (call.request().phase() == LuaPhase.SET) {
                String[] arguments = call.request().setArguments();
                return index >= 1 && index <= arguments.length
                        ? LuaString.ofLatin1(arguments[index - 1])
                        : null;
            }
            if (call.request().phase() != LuaPhase.BODY_FILTER) {
                throw call.error("API disabled in the current context");
            }
            ChunkPort chunk = call.request().chunk();
            return switch (index) {
                case 1 -> LuaString.of(chunk.bytes());
                case 2 -> chunk.isLast();
                default -> throw call.error("bad index: " + index);
            };
        }
    }

    private static final class Setter extends ApiFunction {
        Setter(LuaWorker worker) {
            super(worker, "__newindex", LuaPhase.BODY_FILTER.bit());
        }

        @Override
        protected Object run(ApiCall call) {
            int index = call.integer(2);
            ChunkPort chunk = call.request().chunk();
            switch (index) {
                case 1 -> chunk.replace(bytes(call));
                case 2 -> chunk.last(call.truth(3));
                default -> throw call.error("bad index: " + index);
            }
            return call.none();
        }

        private static byte[] bytes(ApiCall call) {
            Object value = call.get(3);
            return switch (value) {
                case null -> null;
                case LuaString text -> text.toBytes();
                case Double _ -> call.string(3).toBytes();
                case LuaTable _ -> {
                    ByteOutput out = new ByteOutput(256);
                    Output.appendStrict(value, call, 3, out);
                    yield out.toBytes();
                }
                default -> throw call.error("bad chunk data type: " + LuaVm.typeName(value));
            };
        }
    }
}
