// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import static io.perilune.ngx.engine.ApiTable.entry;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Tag;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiTable;
import io.perilune.ngx.engine.LightThread;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.phase.LuaPhase;
import io.perilune.ngx.phase.Phases;
import io.perilune.ngx.port.LogPort;
import io.perilune.ngx.port.SubrequestPort;
import io.perilune.ngx.port.VariableRef;
import java.util.ArrayList;
import java.util.List;

/** ngx.location: requests made of this server, all of a call at once. Stateless. */
public final class Subrequests {
    private static final int CALLABLE =
            Phases.of(LuaPhase.REWRITE, LuaPhase.ACCESS, LuaPhase.CONTENT);
    private static final ApiTable TABLE =
            ApiTable.of(
                    entry("capture", Subrequests::capture, CALLABLE),
                    entry("capture_multi", Subrequests::captureMulti, CALLABLE));

    private static final LuaString STATUS = LuaString.constant("status");
    private static final LuaString HEADER = LuaString.constant("header");
    private static final LuaString BODY = LuaString.constant("body");
    private static final LuaString CONTENT_LENGTH = LuaString.constant("Content-Length");

    private static final int ERROR = -1;
    private static final int INTERNAL_SERVER_ERROR = 500;

    private Subrequests() {}

    public static void install(LuaWorker worker, LuaTable ngx) {
        TABLE.install(worker, LuaWorker.child(ngx, "location"));
    }

    private static Object capture(ApiCall call) {
        if (call.count() != 1 && call.count() != 2) {
            throw call.error("expecting one or two arguments");
        }
        LuaTable query =
                call.count() == 1
                        ? LuaTable.ofItems(call.get(1))
                        : LuaTable.ofItems(call.get(1), call.get(2));
        return run(call, LuaTable.ofItems(query));
    }

    private static Object captureMulti(ApiCall call) {
        if (call.count() != 1) {
            throw call.error("only one argument is expected, but got " + call.count());
        }
        return run(call, call.table(1));
    }

    private static Object run(ApiCall call, LuaTable queries) {
        int count = queries.length();
        if (count == 0) {
            throw call.error("at least one subrequest should be specified");
        }
        Batch batch = new Batch(count, call.request().thread());
        try {
            for (int i = 0; i < count; i++) {
                batch.requests[i] = prepare(call, i, queries.get(i + 1L));
            }
        } catch (RuntimeException refused) {
            batch.cancel();
            throw refused;
        }
        batch.start();
        call.request().awaitSubrequests(batch::cancel);
        return call.results(batch.answers);
    }

    /** The subrequests of one call. Single use. */
    private static final class Batch {
        private final SubrequestPort[] requests;
        private final Object[] answers;
        private final LightThread thread;
        private int pending;

        Batch(int count, LightThread thread) {
            this.requests = new SubrequestPort[count];
            this.answers = new Object[count];
            this.thread = thread;
            this.pending = count;
        }

        void start() {
            for (int i = 0; i < requests.length; i++) {
                int index = i;
                requests[i].start(() -> done(index));
            }
        }

        private void done(int index) {
            answers[index] = answer(requests[index]);
            if (--pending == 0) {
                thread.resume();
            }
        }

        void cancel() {
            for (SubrequestPort request : requests) {
                if (request != null) {
                    request.cancel();
                }
            }
        }
    }

    // --- what is asked for -----------------------------------------------------------------------

    private static SubrequestPort prepare(ApiCall call, int index, Object given) {
        if (given == null) {
            throw call.error("only array-like tables are allowed");
        }
        if (!(given instanceof LuaTable query)) {
            throw call.error(
                    "the query argument "
                            + index
                            + " is not a table, but a "
                            + LuaVm.typeName(given));
        }
        long length = query.length();
        if (length != 1 && length != 2) {
            throw call.error("query argument " + index + " expecting one or two arguments");
        }
        Options options = length == 2 ? options(call, index, query.get(2L)) : Options.NONE;
        Object uri = query.get(1L);
        if (!(uri instanceof LuaString) && !(uri instanceof Double)) {
            throw call.error(
                    "bad argument #3 to '?' (string expected, got " + LuaVm.typeName(uri) + ")");
        }
        String text = call.vm().tostring(uri).toLatin1();
        UnsafeUri target = UnsafeUri.parse(text);
        if (target == null) {
            call.request()
                    .log()
                    .log(
                            LogPort.ERROR,
                            "unsafe URI \"" + UnsafeUri.escaped(text) + "\" was detected");
            throw call.error("unsafe uri in argument #1: " + text);
        }
        return issue(call, target, options);
    }

    /** The options of one query, read in OpenResty's order. Immutable. */
    private record Options(
            String args,
            LuaTable vars,
            String[] headers,
            SubrequestPort.Variables variables,
            boolean forwardBody,
            int method,
            LuaTable ctx,
            byte[] body) {

        private static final int GET = 2;
        private static final int POST = 8;
        private static final int PUT = 16;
        private static final Options NONE =
                new Options(
                        "",
                        null,
                        new String[0],
                        SubrequestPort.Variables.OWN,
                        false,
                        GET,
                        null,
                        null);

        boolean forwardsBody() {
            return forwardBody || method == POST || method == PUT;
        }
    }

    private static Options options(ApiCall call, int index, Object given) {
        if (!(given instanceof LuaTable options)) {
            throw call.error(
                    "expecting table as the 2nd argument for subrequest "
                            + index
                            + ", but got "
                            + LuaVm.typeName(given));
        }
        String args = args(call, option(options, "args"));
        LuaTable vars = keysAndValues(call, option(options, "vars"), "vars");
        LuaTable headers = keysAndValues(call, option(options, "headers"), "headers");
        boolean share = flag(call, option(options, "share_all_vars"), "share_all_vars");
        boolean copy = flag(call, option(options, "copy_all_vars"), "copy_all_vars");
        Object forward = option(options, "always_forward_body");
        return new Options(
                args,
                vars,
                pairs(call, headers),
                share
                        ? SubrequestPort.Variables.SHARED
                        : copy ? SubrequestPort.Variables.COPIED : SubrequestPort.Variables.OWN,
                forward != null && forward != Boolean.FALSE,
                method(call, option(options, "method")),
                ctx(call, option(options, "ctx")),
                body(call, option(options, "body")));
    }

    private static Object option(LuaTable options, String name) {
        return options.get(LuaString.ofLatin1(name));
    }

    private static String args(ApiCall call, Object value) {
        return switch (value) {
            case null -> "";
            case LuaTable table -> QueryArgs.encode(call, table).toLatin1();
            case LuaString text -> text.toLatin1();
            case Double _ -> call.vm().tostring(value).toLatin1();
            default -> throw call.error("Bad args option value");
        };
    }

    private static LuaTable keysAndValues(ApiCall call, Object value, String name) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof LuaTable table)) {
            throw call.error("Bad " + name + " option value");
        }
        for (int cursor = table.firstPair(); cursor >= 0; cursor = table.nextPair(cursor)) {
            if (!(table.keyAt(cursor) instanceof LuaString)) {
                throw call.error("attempt to use a non-string key in the \"vars\" option table");
            }
            Object element = table.valueAt(cursor);
            if (!(element instanceof LuaString) && !(element instanceof Double)) {
                throw call.error(
                        "attempt to use bad variable value type " + LuaVm.typeName(element));
            }
        }
        return table;
    }

    private static String[] pairs(ApiCall call, LuaTable table) {
        if (table == null) {
            return Options.NONE.headers;
        }
        List<String> pairs = new ArrayList<>();
        for (int cursor = table.firstPair(); cursor >= 0; cursor = table.nextPair(cursor)) {
            pairs.add(((LuaString) table.keyAt(cursor)).toLatin1());
            pairs.add(call.vm().tostring(table.valueAt(cursor)).toLatin1());
        }
        return pairs.toArray(String[]::new);
    }

    private static boolean flag(ApiCall call, Object value, String name) {
        if (value != null && !(value instanceof Boolean)) {
            throw call.error("Bad " + name + " option value");
        }
        return value == Boolean.TRUE;
    }

    private static int method(ApiCall call, Object value) {
        if (value != null && !(value instanceof Double)) {
            throw call.error("Bad http request method");
        }
        return value == null ? Options.GET : (int) (double) (Double) value;
    }

    private static LuaTable ctx(ApiCall call, Object value) {
        if (value != null && !(value instanceof LuaTable)) {
            throw call.error(
                    "Bad ctx option value type "
                            + LuaVm.typeName(value)
                            + ", expected a Lua table");
        }
        return (LuaTable) value;
    }

    private static byte[] body(ApiCall call, Object value) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof LuaString) && !(value instanceof Double)) {
            throw call.error("Bad http request body");
        }
        LuaString text = call.vm().tostring(value);
        byte[] bytes = new byte[text.length()];
        text.copyTo(bytes, 0);
        return bytes;
    }

    private static SubrequestPort issue(ApiCall call, UnsafeUri target, Options options) {
        LogPort log = call.request().log();
        String method = RequestUri.methodName(options.method);
        if (method == null) {
            log.log(LogPort.ERROR, "unsupported HTTP method: " + options.method);
            throw notAdjusted(call, ERROR);
        }
        SubrequestPort request =
                call.port()
                        .subrequest(
                                new SubrequestPort.Query(
                                        target.path(),
                                        Control.joined(target.args(), options.args),
                                        method,
                                        options.body,
                                        options.forwardsBody(),
                                        options.headers,
                                        options.variables,
                                        options.ctx));
        if (request == null) {
            log.log(
                    LogPort.ERROR,
                    "lua subrequests cycle while processing \"" + target.path() + '"');
            throw call.error("failed to issue subrequest: -1");
        }
        if (options.vars != null) {
            try {
                assign(call, request, options.vars);
            } catch (RuntimeException refused) {
                request.cancel();
                throw refused;
            }
        }
        return request;
    }

    private static RuntimeException notAdjusted(ApiCall call, int code) {
        return call.error("failed to adjust the subrequest: " + code);
    }

    private static void assign(ApiCall call, SubrequestPort request, LuaTable vars) {
        for (int cursor = vars.firstPair(); cursor >= 0; cursor = vars.nextPair(cursor)) {
            String name = ((LuaString) vars.keyAt(cursor)).toLatin1();
            String value = call.vm().tostring(vars.valueAt(cursor)).toLatin1();
            VariableRef ref = call.worker().port().variable(name);
            VariableRef.Assignment outcome =
                    ref == null
                            ? VariableRef.Assignment.NOT_FOUND
                            : ref.set(request.request(), value);
            switch (outcome) {
                case DONE -> {}
                case NOT_CHANGEABLE -> {
                    call.request()
                            .log()
                            .log(LogPort.ERROR, "variable \"" + name + "\" not changeable");
                    throw notAdjusted(call, INTERNAL_SERVER_ERROR);
                }
                case NOT_ASSIGNABLE, NOT_FOUND -> {
                    call.request()
                            .log()
                            .log(
                                    LogPort.ERROR,
                                    "variable \""
                                            + name
                                            + "\" cannot be assigned a value "
                                            + "(maybe you forgot to define it first?) ");
                    throw notAdjusted(call, ERROR);
                }
            }
        }
    }

    // --- the answer ------------------------------------------------------------------------------

    private static LuaTable answer(SubrequestPort request) {
        LuaTable result = new LuaTable();
        result.setString(STATUS, Tag.NUM, request.status());
        result.setString(RequestUri.TRUNCATED, request.isTruncated(), 0);
        result.setString(BODY, LuaString.of(request.body()), 0);
        LuaTable header = HeaderNames.table(request, request.headerCount(), LuaString::ofLatin1);
        if (request.contentLength() >= 0) {
            header.setString(CONTENT_LENGTH, Tag.NUM, request.contentLength());
        }
        result.setString(HEADER, header, 0);
        return result;
    }
}
