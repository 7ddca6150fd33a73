// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.lua.runtime.Activation;
import io.perilune.lua.runtime.LightUserdata;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Traceback;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiFunction;
import io.perilune.ngx.engine.ApiTable;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.phase.Phases;
import io.perilune.ngx.port.LogPort;

/** ngx.log, print, and the module ngx.errlog. Stateless. */
public final class Log {
    private static final ApiTable ERRLOG =
            ApiTable.of(
                    ApiTable.unsupported("set_filter_level", Log::setFilterLevel, Phases.ANY),
                    ApiTable.unsupported("get_msgs", Log::noBuffer, Phases.ANY),
                    ApiTable.unsupported("get_logs", Log::noBuffer, Phases.ANY),
                    ApiTable.entry(
                            "get_sys_filter_level",
                            call -> (double) call.worker().log().level(),
                            Phases.ANY),
                    ApiTable.entry("raw_log", Log::rawLog, Phases.ANY));

    /** nginx cuts its lines at this length. */
    private static final int LONGEST = 4096;

    private Log() {}

    public static void install(LuaWorker worker, LuaTable ngx) {
        ngx.setField(LuaString.constant("log"), new NgxLog(worker), 0);
        worker.vm().globals().setField(LuaString.constant("print"), new Print(worker), 0);
        worker.module(
                "ngx.errlog",
                w -> {
                    LuaTable module = new LuaTable();
                    ERRLOG.install(w, module);
                    return module;
                });
    }

    private static final class NgxLog extends ApiFunction {
        NgxLog(LuaWorker worker) {
            super(worker, "log", Phases.ANY);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object b, double bn) {
            if (a == io.perilune.lua.runtime.Tag.NUM
                    && an > worker.log().level()
                    && an <= LogPort.DEBUG) {
                return vm.many();
            }
            return super.call2(vm, a, an, b, bn);
        }

        @Override
        protected Object run(ApiCall call) {
            int level = call.integer(1);
            if (level < LogPort.STDERR || level > LogPort.DEBUG) {
                throw call.error(1, "bad log level: " + level);
            }
            write(call, level, 2);
            return call.none();
        }
    }

    private static final class Print extends ApiFunction {
        Print(LuaWorker worker) {
            super(worker, "print", Phases.ANY);
        }

        @Override
        protected Object run(ApiCall call) {
            write(call, LogPort.NOTICE, 1);
            return call.none();
        }
    }

    private static void write(ApiCall call, int level, int first) {
        LogPort log = call.worker().log();
        if (level > log.level()) {
            return;
        }
        ByteOutput out = new ByteOutput(128).put("[lua] ");
        putPosition(out);
        for (int i = first; i <= call.count(); i++) {
            put(call, i, i - first + 1, out);
        }
        out.length = Math.min(out.length, LONGEST);
        log.log(level, out.toLatin1());
    }

    /** `file:line: function(): ` of the caller. */
    private static void putPosition(ByteOutput out) {
        Activation caller = Traceback.at(1);
        if (caller == null || !caller.isLua()) {
            out.put("[C]:-1: ");
            return;
        }
        String source = caller.prototype().source();
        out.put(source.substring(source.lastIndexOf('/') + 1))
                .put(':')
                .put((double) caller.line())
                .put(": ");
        String callee = Traceback.calleeAt(1);
        if (callee != null && !callee.isEmpty()) {
            out.put(callee.substring(callee.indexOf('\'') + 1, callee.length() - 1)).put("(): ");
        }
    }

    private static void put(ApiCall call, int index, int shown, ByteOutput out) {
        switch (call.get(index)) {
            case LuaString text -> out.put(text);
            case Double number -> out.put(number.doubleValue());
            case Boolean truth -> out.put(truth ? "true" : "false");
            case null -> out.put("nil");
            case LuaTable table when hasText(table) -> out.put(call.vm().tostring(table));
            case LuaTable _ ->
                    throw call.error(shown, "expected table to have __tostring metamethod");
            case LightUserdata light when light.address() == 0 -> out.put("null");
            case LightUserdata _ -> {}
            default ->
                    throw call.error(
                            shown,
                            "string, number, boolean, or nil expected, got "
                                    + call.typeName(index));
        }
    }

    private static boolean hasText(LuaTable table) {
        return table.metatable() != null && table.metatable().get("__tostring") != null;
    }

    // --- ngx.errlog
    // ----------------------------------------------------------------------------------

    private static Object setFilterLevel(ApiCall call) {
        if (call.get(1) == null) {
            return call.failed("missing \"level\" argument");
        }
        return call.failed("directive \"lua_capture_error_log\" is not set");
    }

    private static Object noBuffer(ApiCall call) {
        return call.failed("directive \"lua_capture_error_log\" is not set");
    }

    private static Object rawLog(ApiCall call) {
        if (!(call.get(1) instanceof Double level)) {
            throw call.error("bad argument #1 to 'raw_log' (must be a number)");
        }
        if (!(call.get(2) instanceof LuaString text)) {
            throw call.error("bad argument #2 to 'raw_log' (must be a string)");
        }
        if (level < LogPort.STDERR || level > LogPort.DEBUG) {
            throw call.error("bad log level");
        }
        call.worker().log().log((int) (double) level, text.toLatin1());
        return call.none();
    }
}
