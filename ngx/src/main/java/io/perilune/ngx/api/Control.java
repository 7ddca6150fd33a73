// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import static io.perilune.ngx.engine.ApiTable.entry;

import io.perilune.lua.runtime.LuaClosure;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiTable;
import io.perilune.ngx.engine.ExitSignal;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.engine.RequestState;
import io.perilune.ngx.phase.Phases;
import io.perilune.ngx.port.LogPort;
import io.perilune.ngx.port.Outcome;
import io.perilune.ngx.port.ResponsePort;
import java.util.Set;

/** ngx.exit, exec, redirect, on_abort: ways to leave the running handler. Stateless. */
public final class Control {
    private static final ApiTable TABLE =
            ApiTable.of(
                    entry("exit", Control::exit, Phases.EXIT),
                    entry("exec", Control::exec, Phases.OUTPUT),
                    entry("redirect", Control::redirect, Phases.OUTPUT),
                    entry("on_abort", Control::onAbort, Phases.REAL));

    private static final int AGAIN = -2;
    private static final int DONE = -4;
    private static final int SPECIAL_RESPONSE = 300;
    private static final int FOUND = 302;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private Control() {}

    public static void install(LuaWorker worker, LuaTable ngx) {
        TABLE.install(worker, ngx);
    }

    private static Object exit(ApiCall call) {
        int status = call.integer(1);
        if (status == AGAIN || status == DONE) {
            throw call.error("bad argument to 'ngx.exit': does not accept NGX_AGAIN or NGX_DONE");
        }
        RequestState request = call.request();
        if (status != ResponsePort.ERROR && !RequestState.isConnectionEnd(status)) {
            checkAbortable(call);
        }
        if (request.port() != null
                && request.response().headersSent()
                && status >= SPECIAL_RESPONSE
                && !RequestState.isConnectionEnd(status)) {
            int sent = call.port().response().status();
            if (status != sent) {
                request.log().log(
                        LogPort.ERROR,
                        "attempt to set status "
                                + status
                                + " via ngx.exit after sending out the response status "
                                + sent);
            }
            status = 200;
        }
        Output.debug(request, "lua exit with code " + status);
        if (request.isIn(Phases.LATE_EXIT)) {
            request.exitLater(status);
            return call.none();
        }
        throw ExitSignal.exit(status);
    }

    /** Another light thread's subrequests cannot be left behind. */
    static void checkAbortable(ApiCall call) {
        if (call.request().hasPendingSubrequests()) {
            throw call.error("attempt to abort with pending subrequests");
        }
    }

    private static Object exec(ApiCall call) {
        if (call.count() != 1 && call.count() != 2) {
            throw call.error("expecting one or two arguments, but got " + call.count());
        }
        checkAbortable(call);
        String uri = call.string(1).toLatin1();
        if (uri.isEmpty()) {
            throw call.error("The uri argument is empty");
        }
        UnsafeUri target = UnsafeUri.parse(uri);
        if (target == null) {
            call.request().log().log(LogPort.ERROR, "unsafe URI \"" + uri + "\" was detected");
            throw call.error("unsafe uri");
        }
        String args = joined(target.args(), userArgs(call));
        if (call.request().response().headersSent()) {
            throw call.error("attempt to call ngx.exec after sending out response headers");
        }
        Output.debug(call.request(), "lua exec \"" + target.path() + "?" + args + "\"");
        if (target.path().charAt(0) != '@') {
            throw ExitSignal.to(new Outcome.InternalRedirect(target.path(), args));
        }
        if (!args.isEmpty()) {
            call.request()
                    .log()
                    .log(
                            LogPort.WARN,
                            "query strings "
                                    + args
                                    + " ignored when exec'ing named location "
                                    + target.path());
        }
        throw ExitSignal.to(new Outcome.NamedLocation(target.path()));
    }

    static String joined(String own, String given) {
        if (own.isEmpty() || given.isEmpty()) {
            return own.isEmpty() ? given : own;
        }
        return own + '&' + given;
    }

    private static String userArgs(ApiCall call) {
        return switch (call.get(2)) {
            case null -> "";
            case LuaString text -> text.toLatin1();
            case Double _ -> call.string(2).toLatin1();
            case LuaTable table -> QueryArgs.encode(call, table).toLatin1();
            default ->
                    throw call.error(
                            2, "string, number, or table expected, but got " + call.typeName(2));
        };
    }

    private static Object redirect(ApiCall call) {
        if (call.count() != 1 && call.count() != 2) {
            throw call.error("expecting one or two arguments");
        }
        checkAbortable(call);
        String uri = call.string(1).toLatin1();
        int status = call.count() == 2 ? (int) call.number(2) : FOUND;
        if (!REDIRECTS.contains(status)) {
            throw call.error(
                    "only ngx.HTTP_MOVED_TEMPORARILY, ngx.HTTP_MOVED_PERMANENTLY, "
                            + "ngx.HTTP_PERMANENT_REDIRECT, ngx.HTTP_SEE_OTHER, and ngx.HTTP_TEMPORARY_REDIRECT are allowed");
        }
        if (call.request().response().headersSent()) {
            throw call.error("attempt to call ngx.redirect after sending out the headers");
        }
        UnsafeUri.checkBytes(call, uri, "redirect uri");
        ResponsePort response = call.port().response();
        response.header("Location", uri);
        response.status(status);
        Output.debug(call.request(), "lua redirect to \"" + uri + "\" with code " + status);
        throw ExitSignal.exit(status);
    }

    private static Object onAbort(ApiCall call) {
        RequestState request = call.request();
        if (request.onAbort() != null) {
            return call.failed("duplicate call");
        }
        if (!call.port().settings().checkClientAbort()) {
            return call.failed("lua_check_client_abort is off");
        }
        if (!(call.get(1) instanceof LuaClosure callback)) {
            throw call.error(1, "Lua function expected");
        }
        request.onAbort(callback);
        return 1.0;
    }
}
