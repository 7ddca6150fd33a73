// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiTable;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.phase.Phases;
import io.perilune.ngx.port.RequestPort;

/**
 * ngx.req.get_headers, set_header, clear_header, raw_header, and the module ngx.req. Confined to
 * its worker.
 */
public final class RequestHeaders {
    private static final int HTTP_09 = 9;

    private final HeaderNames names;

    private RequestHeaders(HeaderNames names) {
        this.names = names;
    }

    private ApiTable table() {
        return ApiTable.of(
                ApiTable.entry("get_headers", this::headers, Phases.REAL),
                ApiTable.entry("set_header", call -> set(call, true), Phases.REAL),
                ApiTable.entry("clear_header", RequestHeaders::clear, Phases.REAL),
                ApiTable.entry("raw_header", RequestHeaders::raw, Phases.REAL));
    }

    public static void install(LuaWorker worker, LuaTable ngx) {
        RequestHeaders headers = new RequestHeaders(new HeaderNames(worker));
        headers.table().install(worker, LuaWorker.child(ngx, "req"));
        worker.module(
                "ngx.req",
                w -> {
                    LuaTable module = new LuaTable();
                    ApiTable.of(ApiTable.entry("add_header", call -> set(call, false), Phases.REAL))
                            .install(w, module);
                    return module;
                });
    }

    private Object headers(ApiCall call) {
        return names.all(call, call.port(), "request");
    }

    private static Object set(ApiCall call, boolean replace) {
        if (call.get(1) == null) {
            throw call.error("bad 'name' argument: string expected, got nil");
        }
        Object value = call.get(2);
        if (value == null && !replace) {
            throw call.error("bad 'value' argument: string or table expected, got nil");
        }
        String[] values = HeaderNames.values(call.vm(), value);
        if (values.length == 0 && !replace) {
            throw call.error("bad 'value' argument: non-empty table expected");
        }
        RequestPort port = call.port();
        if (port.httpVersion() == HTTP_09) {
            return call.none();
        }
        String name = HeaderNames.escapedName(call.text(1).toLatin1());
        if (replace) {
            port.header(name, values);
        } else {
            for (String one : values) {
                port.addHeader(name, one);
            }
        }
        return call.none();
    }

    private static Object clear(ApiCall call) {
        if (call.port().httpVersion() != HTTP_09) {
            call.port().header(HeaderNames.escapedName(call.text(1).toLatin1()));
        }
        return call.none();
    }

    private static Object raw(ApiCall call) {
        String head = call.port().rawHeader(!call.truth(1));
        if (head == null) {
            throw call.error("http2 requests not supported yet");
        }
        return LuaString.ofLatin1(head);
    }
}
