// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import static io.perilune.ngx.engine.ApiTable.entry;

import io.perilune.lua.runtime.LightUserdata;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.runtime.Tag;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiFunction;
import io.perilune.ngx.engine.ApiTable;
import io.perilune.ngx.engine.LightThread;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.engine.RequestState;
import io.perilune.ngx.engine.ResponseStream;
import io.perilune.ngx.phase.Phases;
import io.perilune.ngx.port.LogPort;
import io.perilune.ngx.port.ResponsePort;

/** ngx.print, say, flush, eof, send_headers. Stateless. */
public final class Output {
    private static final ApiTable TABLE =
            ApiTable.of(
                    entry("flush", Output::flush, Phases.OUTPUT),
                    entry("eof", Output::eof, Phases.OUTPUT),
                    entry("send_headers", Output::sendHeaders, Phases.OUTPUT));

    private static final LuaString FILTER_ERROR = LuaString.constant("nginx output filter error");
    private static final LuaString HEADER_ONLY = LuaString.constant("header only");
    private static final LuaString SEEN_EOF = LuaString.constant("seen eof");
    private static final int CLIENT_TIMEOUT = 408;

    private Output() {}

    public static void install(LuaWorker worker, LuaTable ngx) {
        TABLE.install(worker, ngx);
        ngx.setField(LuaString.constant("print"), new Write(worker, "print", false), 0);
        ngx.setField(LuaString.constant("say"), new Write(worker, "say", true), 0);
    }

    /** ngx.say and ngx.print. Confined to its worker. */
    private static final class Write extends ApiFunction {
        private final boolean line;

        Write(LuaWorker worker, String name, boolean line) {
            super(worker, name, Phases.OUTPUT);
            this.line = line;
        }

        @Override
        public Object call1(LuaVm vm, Object a, double an) {
            if (!(a instanceof LuaString text)) {
                return super.call1(vm, a, an);
            }
            RequestState request = request();
            ResponseStream response = request.response();
            if (response.isFinished()) {
                return finished(vm, request);
            }
            int length = text.length();
            if (line) {
                return answer(vm, response.writeLine(text.bytes(), length));
            }
            return answer(
                    vm,
                    length == 0 ? response.sendHeaders() : response.write(text.bytes(), length));
        }

        @Override
        protected Object run(ApiCall call) {
            ResponseStream response = call.request().response();
            if (response.isFinished()) {
                return finished(call.vm(), call.request());
            }
            ByteOutput out = new ByteOutput(64);
            for (int i = 1; i <= call.count(); i++) {
                append(call, i, out);
            }
            if (line) {
                out.put('\n');
            }
            return answer(
                    call.vm(),
                    out.length == 0
                            ? response.sendHeaders()
                            : response.write(out.bytes, out.length));
        }

        private static Object answer(LuaVm vm, int rc) {
            if (rc == ResponsePort.ERROR || rc >= 300) {
                return vm.many(null, FILTER_ERROR);
            }
            vm.num = 1;
            return Tag.NUM;
        }
    }

    private static Object finished(LuaVm vm, RequestState request) {
        return vm.many(null, request.response().isBodiless() ? HEADER_ONLY : SEEN_EOF);
    }

    private static void append(ApiCall call, int index, ByteOutput out) {
        Object value = call.get(index);
        if (!appendAny(value, call, index, out)) {
            throw call.error(
                    index,
                    "string, number, boolean, nil, ngx.null, or array table expected, but got "
                            + LuaVm.typeName(value));
        }
    }

    /** Appends a value as ngx.print shows it; false for a type that has no text. */
    private static boolean appendAny(Object value, ApiCall call, int index, ByteOutput out) {
        switch (value) {
            case LuaString text -> out.put(text);
            case Double number -> out.put(number.doubleValue());
            case Boolean truth -> out.put(truth ? "true" : "false");
            case null -> out.put("nil");
            case LuaTable list -> appendList(list, call, index, out);
            case LightUserdata light when light.address() == 0 -> out.put("null");
            case LightUserdata _ -> {}
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void appendList(LuaTable list, ApiCall call, int index, ByteOutput out) {
        int size = listSize(list, call, index);
        for (int i = 1; i <= size; i++) {
            Object item = list.get((long) i);
            if (!appendAny(item, call, index, out)) {
                throw call.error(index, "bad data type " + LuaVm.typeName(item) + " found");
            }
        }
    }

    /** The largest index; all keys must be positive integers. */
    static int listSize(LuaTable list, ApiCall call, int index) {
        int size = 0;
        for (int cursor = list.firstPair(); cursor >= 0; cursor = list.nextPair(cursor)) {
            if (list.keyAt(cursor) instanceof Double key && key >= 1 && key == Math.floor(key)) {
                size = Math.max(size, (int) (double) key);
            } else {
                throw call.error(index, "non-array table found");
            }
        }
        return size;
    }

    /**
     * Appends strings, numbers and nested lists of them only, as request bodies and sockets take
     * them.
     */
    static void appendStrict(Object value, ApiCall call, int index, ByteOutput out) {
        switch (value) {
            case LuaString text -> out.put(text);
            case Double number -> out.put(number.doubleValue());
            case LuaTable list -> {
                int size = listSize(list, call, index);
                for (int i = 1; i <= size; i++) {
                    appendStrict(list.get((long) i), call, index, out);
                }
            }
            case null, default ->
                    throw call.error(index, "bad data type " + LuaVm.typeName(value) + " found");
        }
    }

    // --- flush, eof, headers
    // -------------------------------------------------------------------------

    private static Object flush(ApiCall call) {
        if (call.count() > 1) {
            throw call.error("attempt to pass " + call.count() + " arguments, but accepted 0 or 1");
        }
        boolean wait = false;
        if (call.count() == 1 && !call.port().isSubrequest()) {
            if (!(call.get(1) instanceof Boolean truth)) {
                throw call.error(1, "boolean expected, got " + call.typeName(1));
            }
            wait = truth;
        }
        RequestState request = call.request();
        ResponseStream response = request.response();
        if (response.isFinished()) {
            return finished(call.vm(), request);
        }
        if (response.isBuffering()) {
            debug(request, "lua http 1.0 buffering makes ngx.flush() a no-op");
            return call.failed("buffering");
        }
        if (!response.headersSent() || !response.hasData() && !wait) {
            return call.failed("nothing to flush");
        }
        return wait ? flushAndWait(call) : written(call, call.port().response().flush(null));
    }

    private static Object flushAndWait(ApiCall call) {
        LightThread thread = call.request().thread();
        Flushed flushed = new Flushed(thread);
        int rc = call.port().response().flush(flushed::done);
        if (rc != ResponsePort.PENDING) {
            return written(call, rc);
        }
        debug(call.request(), "lua flush requires waiting: buffered 0x1, delayed:0");
        thread.suspend(flushed::cancel);
        return switch (flushed.result) {
            case ResponsePort.OK -> 1.0;
            case CLIENT_TIMEOUT -> call.failed("timeout");
            default -> call.failed("client aborted");
        };
    }

    private static Object written(ApiCall call, int rc) {
        if (rc == ResponsePort.ERROR || rc >= 300) {
            return call.results(null, FILTER_ERROR);
        }
        debug(call.request(), "lua flush asynchronously");
        return 1.0;
    }

    private static final class Flushed {
        private final LightThread thread;
        private boolean cancelled;
        private int result;

        Flushed(LightThread thread) {
            this.thread = thread;
        }

        void done(int rc) {
            result = rc;
            if (!cancelled) {
                thread.resume();
            }
        }

        void cancel() {
            cancelled = true;
        }
    }

    private static Object eof(ApiCall call) {
        if (call.count() != 0) {
            throw call.error("no argument is expected");
        }
        if (call.request().response().isFinished() && !call.request().response().isBodiless()) {
            return call.results(null, SEEN_EOF);
        }
        debug(call.request(), "lua send eof");
        int rc = call.request().response().finish();
        return rc == ResponsePort.ERROR || rc >= 300
                ? call.results(null, FILTER_ERROR)
                : (Object) 1.0;
    }

    private static Object sendHeaders(ApiCall call) {
        debug(call.request(), "lua send headers");
        int rc = call.request().response().sendHeaders();
        return rc == ResponsePort.ERROR || rc > 0 ? call.results(null, FILTER_ERROR) : (Object) 1.0;
    }

    static void debug(RequestState request, String text) {
        if (request.log().level() >= LogPort.DEBUG) {
            request.log().log(LogPort.DEBUG, text);
        }
    }
}
