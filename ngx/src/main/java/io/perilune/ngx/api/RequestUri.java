// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import static io.perilune.ngx.engine.ApiTable.entry;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiFunction;
import io.perilune.ngx.engine.ApiTable;
import io.perilune.ngx.engine.ExitSignal;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.engine.RequestState;
import io.perilune.ngx.phase.Phases;
import io.perilune.ngx.port.Outcome;
import java.util.Map;

/** ngx.req: method, URI, arguments, version, start time. Stateless. */
public final class RequestUri {
    static final LuaString TRUNCATED = LuaString.constant("truncated");

    private static final ApiTable TABLE =
            ApiTable.of(
                    entry("set_method", RequestUri::setMethod, Phases.REAL),
                    entry("get_uri_args", RequestUri::uriArgs, Phases.REAL),
                    entry("set_uri_args", RequestUri::setUriArgs, Phases.REAL),
                    entry("set_uri", RequestUri::setUri, Phases.REAL),
                    entry("http_version", RequestUri::httpVersion, Phases.REAL),
                    entry("start_time", RequestUri::startTime, Phases.REQUEST),
                    entry("is_internal", call -> call.port().isInternal(), Phases.REAL));

    private static final Map<Integer, String> METHODS =
            Map.ofEntries(
                    Map.entry(2, "GET"),
                    Map.entry(4, "HEAD"),
                    Map.entry(8, "POST"),
                    Map.entry(16, "PUT"),
                    Map.entry(32, "DELETE"),
                    Map.entry(64, "MKCOL"),
                    Map.entry(128, "COPY"),
                    Map.entry(256, "MOVE"),
                    Map.entry(512, "OPTIONS"),
                    Map.entry(1024, "PROPFIND"),
                    Map.entry(2048, "PROPPATCH"),
                    Map.entry(4096, "LOCK"),
                    Map.entry(8192, "UNLOCK"),
                    Map.entry(16384, "PATCH"),
                    Map.entry(32768, "TRACE"));

    private RequestUri() {}

    /** The name of a method by its number, or null. */
    static String methodName(int number) {
        return METHODS.get(number);
    }

    public static void install(LuaWorker worker, LuaTable ngx) {
        LuaTable req = LuaWorker.child(ngx, "req");
        TABLE.install(worker, req);
        req.setField(LuaString.constant("get_method"), new GetMethod(worker), 0);
        req.setField(LuaString.constant("get_uri_args"), new GetUriArgs(worker), 0);
    }

    private static final class GetMethod extends ApiFunction {
        private String lastName = "GET";
        private LuaString last = LuaString.constant("GET");

        GetMethod(LuaWorker worker) {
            super(worker, "get_method", Phases.REAL);
        }

        @Override
        public Object call0(LuaVm vm) {
            return method(request());
        }

        @Override
        protected Object run(ApiCall call) {
            return method(call.request());
        }

        /** Mostly the same as for the request before. */
        private LuaString method(RequestState request) {
            String name = request.port().method();
            if (!name.equals(lastName)) {
                last = LuaString.ofLatin1(name);
                lastName = name;
            }
            return last;
        }
    }

    private static Object setMethod(ApiCall call) {
        if (!(call.get(1) instanceof Double number)) {
            throw call.error("bad method number");
        }
        String name = METHODS.get((int) (double) number);
        if (name == null) {
            throw call.error("unsupported HTTP method: " + call.vm().tostring(number).toLatin1());
        }
        call.port().method(name);
        return call.none();
    }

    // --- arguments
    // -----------------------------------------------------------------------------------

    private static final class GetUriArgs extends ApiFunction {
        GetUriArgs(LuaWorker worker) {
            super(worker, "get_uri_args", Phases.REAL);
        }

        @Override
        public Object call0(LuaVm vm) {
            RequestState request = request();
            String args = request.port().args();
            LuaTable table = new LuaTable();
            if (args.isEmpty()) {
                return table;
            }
            return QueryArgs.parseUri(LuaString.ofLatin1(args), table, QueryArgs.DEFAULT_LIMIT)
                    ? truncated(request, table, QueryArgs.DEFAULT_LIMIT)
                    : table;
        }

        @Override
        protected Object run(ApiCall call) {
            return uriArgs(call);
        }
    }

    private static Object uriArgs(ApiCall call) {
        Double given = call.toNumber(1);
        int limit = given == null || given < 0 ? QueryArgs.DEFAULT_LIMIT : (int) (double) given;
        LuaTable table;
        if (call.get(2) == null) {
            table = new LuaTable();
        } else {
            table = call.table(2);
            table.clear();
        }
        LuaString args = LuaString.ofLatin1(call.port().args());
        return QueryArgs.parseUri(args, table, limit)
                ? truncated(call.request(), table, limit)
                : table;
    }

    private static Object truncated(RequestState request, LuaTable table, int limit) {
        Output.debug(request, "lua hit query args limit " + limit);
        return request.worker().vm().many(table, TRUNCATED);
    }

    private static Object setUriArgs(ApiCall call) {
        if (call.count() != 1) {
            throw call.error("expecting 1 argument but seen " + call.count());
        }
        call.port()
                .args(
                        switch (call.get(1)) {
                            case LuaString text -> withoutControls(text.toLatin1());
                            case Double _ -> call.string(1).toLatin1();
                            case LuaTable table -> QueryArgs.encode(call, table).toLatin1();
                            case null, default ->
                                    throw call.error(
                                            1,
                                            "string, number, or table expected, but got "
                                                    + call.typeName(1));
                        });
        return call.none();
    }

    /** Blanks and control characters must not get into a request line. */
    private static String withoutControls(String args) {
        StringBuilder out = new StringBuilder(args.length());
        for (int i = 0; i < args.length(); i++) {
            char c = args.charAt(i);
            if (c <= ' ' || c == 0x7f) {
                out.append(String.format("%%%02X", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static Object setUri(ApiCall call) {
        if (call.count() < 1 || call.count() > 3) {
            throw call.error("expecting 1, 2 or 3 arguments but seen " + call.count());
        }
        String uri = call.string(1).toLatin1();
        if (uri.isEmpty()) {
            throw call.error("attempt to use zero-length uri");
        }
        if (!flag(call, 3)) {
            checkBytes(call, uri);
        }
        boolean jump = flag(call, 2);
        if (jump && !call.request().isIn(Phases.JUMP)) {
            throw call.error(
                    "API disabled in the context of " + call.request().phase().errorName());
        }
        if (jump) {
            Control.checkAbortable(call);
        }
        call.port().uri(uri);
        if (jump) {
            throw ExitSignal.to(Outcome.Plain.JUMP);
        }
        return call.none();
    }

    private static boolean flag(ApiCall call, int index) {
        if (call.count() < index) {
            return false;
        }
        if (call.get(index) instanceof Boolean truth) {
            return truth;
        }
        throw call.error(index, "boolean expected, got " + call.typeName(index));
    }

    private static void checkBytes(ApiCall call, String uri) {
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7f) {
                throw call.error(
                        String.format(
                                "unsafe byte \"0x%02x\" in uri \"%s\" (maybe you want to set the "
                                        + "'binary' argument?)",
                                (int) c, UnsafeUri.escaped(uri)));
            }
        }
    }

    // --- version, time
    // -------------------------------------------------------------------------------

    private static Object httpVersion(ApiCall call) {
        return switch (call.port().httpVersion()) {
            case 9 -> 0.9;
            case 10 -> 1.0;
            case 11 -> 1.1;
            case 20 -> 2.0;
            case 30 -> 3.0;
            default -> null;
        };
    }

    private static Object startTime(ApiCall call) {
        return call.port() == null
                ? call.worker().port().timers().nowMillis() / 1000.0
                : call.port().startMillis() / 1000.0;
    }
}
