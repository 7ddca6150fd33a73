// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import static io.perilune.ngx.engine.ApiTable.entry;

import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.ngx.engine.ApiCall;
import io.perilune.ngx.engine.ApiTable;
import io.perilune.ngx.engine.ExitSignal;
import io.perilune.ngx.engine.LightThread;
import io.perilune.ngx.engine.LuaWorker;
import io.perilune.ngx.engine.RequestState;
import io.perilune.ngx.phase.Phases;
import io.perilune.ngx.port.BodyPort;
import java.io.UncheckedIOException;

/** ngx.req: the body. Stateless. */
public final class RequestBody {
    private static final ApiTable TABLE =
            ApiTable.of(
                    entry("read_body", RequestBody::read, Phases.OUTPUT),
                    entry("discard_body", RequestBody::discard, Phases.REAL),
                    entry("get_body_data", RequestBody::data, Phases.REAL),
                    entry("get_body_file", RequestBody::file, Phases.REAL),
                    entry("get_post_args", RequestBody::postArgs, Phases.REAL),
                    entry("set_body_data", RequestBody::setData, Phases.REAL),
                    entry("set_body_file", RequestBody::setFile, Phases.REAL),
                    entry("init_body", RequestBody::init, Phases.REAL),
                    entry("append_body", RequestBody::append, Phases.REAL),
                    entry("finish_body", RequestBody::finish, Phases.REAL));

    private RequestBody() {}

    public static void install(LuaWorker worker, LuaTable ngx) {
        TABLE.install(worker, LuaWorker.child(ngx, "req"));
    }

    // --- reading
    // -----------------------------------------------------------------------------------

    private static Object read(ApiCall call) {
        if (call.count() != 0) {
            throw call.error("expecting 0 arguments but seen " + call.count());
        }
        Reading reading = new Reading(call.request().thread());
        int status = call.request().body().read(reading::done);
        if (status == BodyPort.PENDING) {
            Output.debug(
                    call.request(), "lua read buffered request body requires I/O interruptions");
            reading.thread.suspend(reading::cancel);
            status = reading.status;
        }
        if (status != 0) {
            throw ExitSignal.exit(status);
        }
        return call.none();
    }

    private static final class Reading {
        private final LightThread thread;
        private boolean cancelled;
        private int status;

        Reading(LightThread thread) {
            this.thread = thread;
        }

        void done(int code) {
            status = code;
            if (!cancelled) {
                thread.resume();
            }
        }

        void cancel() {
            cancelled = true;
        }
    }

    private static Object discard(ApiCall call) {
        if (!call.request().body().discard()) {
            throw call.error("failed to discard request body");
        }
        return call.none();
    }

    private static Object data(ApiCall call) {
        if (call.count() > 1) {
            throw call.error("expecting 0 or 1 arguments but seen " + call.count());
        }
        BodyPort body = call.request().body();
        byte[] bytes = body.state() == BodyPort.State.READ ? body.bytes() : null;
        if (bytes == null || bytes.length == 0) {
            return null;
        }
        double most = call.count() == 1 ? call.number(1) : 0;
        int length = most > 0 ? (int) Math.min(most, bytes.length) : bytes.length;
        return LuaString.of(bytes, 0, length);
    }

    private static Object file(ApiCall call) {
        BodyPort body = call.request().body();
        String file = body.state() == BodyPort.State.READ ? body.file() : null;
        return file == null ? null : LuaString.ofLatin1(file);
    }

    private static Object postArgs(ApiCall call) {
        if (call.count() > 1) {
            throw call.error("expecting 0 or 1 arguments but seen " + call.count());
        }
        int limit = call.count() == 1 ? call.integer(1) : QueryArgs.DEFAULT_LIMIT;
        BodyPort body = call.request().body();
        if (body.state() == BodyPort.State.DISCARDED) {
            return new LuaTable();
        }
        if (body.state() == BodyPort.State.UNREAD) {
            throw call.error(
                    "no request body found; maybe you should turn on lua_need_request_body?");
        }
        if (body.file() != null) {
            return call.failed("request body in temp file not supported");
        }
        byte[] bytes = body.bytes();
        LuaTable table = new LuaTable();
        if (bytes != null && QueryArgs.parseForm(bytes, bytes.length, table, limit)) {
            Output.debug(call.request(), "lua hit query args limit " + limit);
            return call.results(table, RequestUri.TRUNCATED);
        }
        return table;
    }

    // --- replacing
    // ---------------------------------------------------------------------------------

    private static BodyPort changeable(ApiCall call) {
        BodyPort body = call.request().body();
        return switch (body.state()) {
            case DISCARDED -> throw call.error("request body already discarded asynchronously");
            case UNREAD -> throw call.error("request body not read yet");
            case READ -> body;
        };
    }

    private static Object setData(ApiCall call) {
        if (call.count() != 1) {
            throw call.error("expecting 1 arguments but seen " + call.count());
        }
        LuaString text = call.string(1);
        changeable(call).replace(text.toBytes(), text.length());
        return call.none();
    }

    private static Object setFile(ApiCall call) {
        if (call.count() != 1 && call.count() != 2) {
            throw call.error("expecting 1 or 2 arguments but seen " + call.count());
        }
        String name = call.string(1).toLatin1();
        try {
            changeable(call).replace(name, call.truth(2));
        } catch (UncheckedIOException e) {
            throw call.error(e.getCause().getMessage());
        }
        return call.none();
    }

    private static Object init(ApiCall call) {
        if (call.count() > 1) {
            throw call.error("expecting 0 or 1 argument but seen " + call.count());
        }
        changeable(call);
        if (call.count() == 1 && call.integer(1) < 0) {
            throw call.error("bad size argument: " + call.integer(1));
        }
        call.request().newBody(new ByteBody());
        return call.none();
    }

    /** The body that append_body makes. */
    private static final class ByteBody implements RequestState.NewBody {
        private final ByteOutput bytes = new ByteOutput(256);

        @Override
        public void append(LuaString text) {
            bytes.put(text);
        }

        @Override
        public byte[] bytes() {
            return bytes.bytes;
        }

        @Override
        public int length() {
            return bytes.length;
        }
    }

    private static Object append(ApiCall call) {
        if (call.count() != 1) {
            throw call.error("expecting 1 arguments but seen " + call.count());
        }
        LuaString text = call.string(1);
        if (call.request().newBody() == null) {
            throw call.error("request_body not initialized");
        }
        call.request().newBody().append(text);
        return call.none();
    }

    private static Object finish(ApiCall call) {
        if (call.count() != 0) {
            throw call.error("expecting 0 argument but seen " + call.count());
        }
        RequestState.NewBody body = call.request().newBody();
        if (body == null) {
            throw call.error("request_body not initialized");
        }
        call.request().body().replace(body.bytes(), body.length());
        call.request().newBody(null);
        return call.none();
    }
}
