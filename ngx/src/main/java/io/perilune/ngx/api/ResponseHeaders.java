// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiFunction;
import io.perilune.ngx.engine.ApiTable;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.engine.RequestState;
import io.perilune.ngx.phase.Phases;
import io.perilune.ngx.port.LogPort;
import java.util.Locale;
import java.util.Set;

/** ngx.header, ngx.resp.get_headers, and the module ngx.resp. Confined to its worker. */
public final class ResponseHeaders {
    /** Headers of which nginx has one at most; of several values the last one counts. */
    private static final Set<String> SINGLE =
            Set.of(
                    "server",
                    "date",
                    "content-encoding",
                    "location",
                    "refresh",
                    "last-modified",
                    "content-range",
                    "accept-ranges",
                    "www-authenticate",
                    "expires",
                    "e-tag",
                    "etag",
                    "content-length",
                    "content-type");

    private static final String CONTENT_TYPE = "Content-Type";

    private final LuaWorker worker;
    private final HeaderNames names;

    private ResponseHeaders(LuaWorker worker) {
        this.worker = worker;
        this.names = new HeaderNames(worker);
    }

    public static void install(LuaWorker worker, LuaTable ngx) {
        ResponseHeaders headers = new ResponseHeaders(worker);
        LuaTable metatable = new LuaTable();
        metatable.put("__index", headers.new Getter());
        metatable.put("__newindex", headers.new Setter());
        LuaWorker.child(ngx, "header").metatable(metatable);
        ApiTable.of(ApiTable.entry("get_headers", headers::all, Phases.REAL))
                .install(worker, LuaWorker.child(ngx, "resp"));
        worker.module("ngx.resp", w -> headers.module());
    }

    private LuaTable module() {
        LuaTable module = new LuaTable();
        ApiTable.of(
                        ApiTable.entry("add_header", this::add, Phases.REAL),
                        ApiTable.entry("set_status", ResponseHeaders::setStatus, Phases.REAL),
                        ApiTable.unsupported(
                                "bypass_if_checks", ResponseHeaders::bypassIfChecks, Phases.REAL))
                .install(worker, module);
        return module;
    }

    private static String headerName(RequestState request, LuaString key) {
        String name = key.toLatin1();
        return name.indexOf('_') >= 0 && request.port().settings().transformUnderscores()
                ? name.replace('_', '-')
                : name;
    }

    // --- reading
    // -----------------------------------------------------------------------------------

    private final class Getter extends ApiFunction {
        Getter() {
            super(ResponseHeaders.this.worker, "__index", Phases.REAL);
        }

        @Override
        public Object call2(LuaVm vm, Object a, double an, Object key, double keyNumber) {
            return key instanceof LuaString name
                    ? get(request(), name)
                    : super.call2(vm, a, an, key, keyNumber);
        }

        @Override
        protected Object run(ApiCall call) {
            return get(call.request(), call.text(2));
        }

        private Object get(RequestState request, LuaString key) {
            String[] values = request.port().response().header(headerName(request, key));
            if (values == null || values.length == 0) {
                return null;
            }
            if (values.length == 1) {
                return LuaString.ofLatin1(values[0]);
            }
            LuaTable list = new LuaTable(values.length, 0);
            for (int i = 0; i < values.length; i++) {
                list.put(i + 1L, LuaString.ofLatin1(values[i]));
            }
            return list;
        }
    }

    private Object all(ApiCall call) {
        return names.all(call, call.port().response(), "response");
    }

    // --- writing
    // -----------------------------------------------------------------------------------

    private final class Setter extends ApiFunction {
        Setter() {
            super(ResponseHeaders.this.worker, "__newindex", Phases.REAL);
        }

        @Override
        public Object call3(
                LuaVm vm, Object a, double an, Object key, double kn, Object value, double number) {
            if (key instanceof LuaString name) {
                set(vm, request(), name, box(value, number));
                return vm.many();
            }
            return super.call3(vm, a, an, key, kn, value, number);
        }

        @Override
        protected Object run(ApiCall call) {
            set(call.vm(), call.request(), call.text(2), call.get(3));
            return call.none();
        }

        private void set(LuaVm vm, RequestState request, LuaString key, Object value) {
            if (isLate(request)) {
                return;
            }
            String name = HeaderNames.escapedName(headerName(request, key));
            String[] values = HeaderNames.values(vm, value);
            if (values.length > 1 && SINGLE.contains(name.toLowerCase(Locale.ROOT))) {
                values = new String[] {values[values.length - 1]};
            }
            request.response().headersSet();
            if (name.equalsIgnoreCase(CONTENT_TYPE)) {
                request.response().typeSet();
            }
            request.port().response().header(name, values);
        }
    }

    private static boolean isLate(RequestState request) {
        if (request.response().headersSent()) {
            request.log().log(
                    LogPort.ERROR,
                    "attempt to set ngx.header.HEADER after sending out response headers");
            return true;
        }
        return false;
    }

    private Object add(ApiCall call) {
        if (call.get(2) == null) {
            throw call.error("invalid header value");
        }
        RequestState request = call.request();
        if (isLate(request)) {
            return call.none();
        }
        String name = HeaderNames.escapedName(headerName(request, call.text(1)));
        request.response().headersSet();
        for (String value : HeaderNames.values(call.vm(), call.get(2))) {
            if (SINGLE.contains(name.toLowerCase(Locale.ROOT))) {
                request.port().response().header(name, value);
            } else {
                request.port().response().addHeader(name, value);
            }
        }
        return call.none();
    }

    private static Object setStatus(ApiCall call) {
        String reason = call.get(2) == null ? null : call.string(2).toLatin1();
        Context.setStatus(call.request(), call.integer(1), reason);
        return call.none();
    }

    private static Object bypassIfChecks(ApiCall call) {
        throw call.error("ngx.resp.bypass_if_checks() is not supported yet");
    }
}
