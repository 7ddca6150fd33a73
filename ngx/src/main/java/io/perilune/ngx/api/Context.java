// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Tag;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiFunction;
import io.perilune.ngx.engine.ApiTable;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.engine.RequestState;
import io.perilune.ngx.phase.LuaPhase;
import io.perilune.ngx.phase.Phases;
import io.perilune.ngx.port.LogPort;
import io.perilune.ngx.port.ResponsePort;

/**
 * ngx.ctx, ngx.status, ngx.headers_sent, ngx.is_subrequest: fields of `ngx` that are the request's;
 * ngx.get_phase. Stateless.
 */
public final class Context {
    private static final ApiTable TABLE =
            ApiTable.of(ApiTable.entry("get_phase", Context::phase, Phases.ANY));

    private static final LuaString CTX = LuaString.constant("ctx");
    private static final LuaString STATUS = LuaString.constant("status");
    private static final LuaString HEADERS_SENT = LuaString.constant("headers_sent");
    private static final LuaString IS_SUBREQUEST = LuaString.constant("is_subrequest");
    private static final LuaString[] PHASE_NAMES = phaseNames();
    private static final int HTTP_09 = 9;

    private Context() {}

    private static LuaString[] phaseNames() {
        LuaPhase[] phases = LuaPhase.values();
        LuaString[] names = new LuaString[phases.length];
        for (LuaPhase phase : phases) {
            names[phase.ordinal()] = LuaString.constant(phase.phaseName());
        }
        return names;
    }

    public static void install(LuaWorker worker, LuaTable ngx) {
        TABLE.install(worker, ngx);
        LuaTable metatable = new LuaTable();
        metatable.put("__index", new Getter(worker));
        metatable.put("__newindex", new Setter(worker));
        ngx.metatable(metatable);
    }

    private static Object phase(ApiCall call) {
        return PHASE_NAMES[call.worker().phase().ordinal()];
    }

    /** Reads a field of `ngx` that is not in the table. */
    private static final class Getter extends ApiFunction {
        Getter(LuaWorker worker) {
            super(worker, "__index", Phases.ANY);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object key, double bn) {
            if (key == CTX) {
                RequestState request = worker.current();
                if (request != null && request.ctx() != null) {
                    return request.ctx();
                }
            }
            return key instanceof LuaString name ? get(vm, name) : null;
        }

        private Object get(LuaVm vm, LuaString name) {
            if (name.equals(CTX)) {
                return ctx(require(worker, Phases.REQUEST));
            }
            if (name.equals(STATUS)) {
                return status(vm, require(worker, Phases.REAL));
            }
            if (name.equals(HEADERS_SENT)) {
                return require(worker, Phases.REAL).response().headersSent();
            }
            if (name.equals(IS_SUBREQUEST)) {
                return require(worker, Phases.REAL).port().isSubrequest();
            }
            return null;
        }

        @Override
        protected Object run(ApiCall call) {
            return call.get(2) instanceof LuaString name
                    ? boxed(call.vm(), get(call.vm(), name))
                    : null;
        }
    }

    private static Object boxed(LuaVm vm, Object value) {
        return value == Tag.NUM ? (Object) vm.num : value;
    }

    private static RequestState require(LuaWorker worker, int phases) {
        RequestState request = worker.current();
        if (request != null && request.isIn(phases)) {
            return request;
        }
        throw ApiFunction.refusal(worker, request, phases);
    }

    private static LuaTable ctx(RequestState request) {
        if (request.ctx() == null) {
            request.ctx(new LuaTable());
        }
        return request.ctx();
    }

    private static Object status(LuaVm vm, RequestState request) {
        int status = request.port().response().status();
        vm.num = status == 0 && request.port().httpVersion() == HTTP_09 ? HTTP_09 : status;
        return Tag.NUM;
    }

    private static final class Setter extends ApiFunction {
        Setter(LuaWorker worker) {
            super(worker, "__newindex", Phases.ANY);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object key, double bn, Object value, double number) {
            if (value == Tag.NUM && key instanceof LuaString name && name.equals(STATUS)) {
                setStatus(require(worker, Phases.REAL), (int) number, null);
                return vm.many();
            }
            return super.call3(vm, a, an, key, bn, value, number);
        }

        @Override
        protected Object run(ApiCall call) {
            Object value = call.get(3);
            if (CTX.equals(call.get(2))) {
                setCtx(call, value);
            } else if (STATUS.equals(call.get(2))) {
                setStatus(require(worker, Phases.REAL), (int) call.number(3), null);
            } else {
                call.table(1).put(call.get(2), value);
            }
            return call.none();
        }

        private void setCtx(ApiCall call, Object value) {
            if (!(value instanceof LuaTable table)) {
                throw call.error("ctx should be a table while getting a " + LuaVm.typeName(value));
            }
            require(worker, Phases.REQUEST).ctx(table);
        }
    }

    /** Sets the status, unless it is too late or no status. */
    static void setStatus(RequestState request, int status, String reason) {
        ResponsePort response = request.port().response();
        if (response.headersSent()) {
            request.log().log(
                    LogPort.ERROR, "attempt to set ngx.status after sending out response headers");
        } else if (status < 100 || status > 999) {
            request.log().log(LogPort.ERROR, "invalid HTTP status code " + status);
        } else {
            response.status(status, reason);
        }
    }
}
