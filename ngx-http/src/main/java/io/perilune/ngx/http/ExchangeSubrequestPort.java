// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.Request;
import io.perilune.http.exchange.RequestBody;
import io.perilune.http.exchange.Subrequest;
import io.perilune.http.io.LogLevel;
import io.perilune.http.message.Headers;
import io.perilune.http.message.HttpDate;
import io.perilune.http.message.HttpStatus;
import io.perilune.http.message.ResponseHead;
import io.perilune.http.modules.ContentType;
import io.perilune.http.modules.headersmore.RequestHeaders;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.ngx.port.RequestPort;
import io.perilune.ngx.port.SubrequestPort;

/** A subrequest that Lua makes. Single use, confined to its worker. */
final class ExchangeSubrequestPort implements SubrequestPort {

    private final Subrequest subrequest;
    private Headers lines;

    private ExchangeSubrequestPort(Subrequest subrequest) {
        this.subrequest = subrequest;
    }

    /** Null when requests are nested too deep. */
    static ExchangeSubrequestPort of(Exchange parent, Query query) {
        Subrequest subrequest = Subrequest.of(parent, query.uri(), query.args(), true);
        if (subrequest == null) {
            return null;
        }
        if (parent.logs(LogLevel.DEBUG)) {
            String target = query.uri() + '?' + query.args();
            parent.log(LogLevel.DEBUG, "lua http subrequest \"" + target + '"');
        }
        Exchange x = subrequest.exchange();
        x.request().method(query.method());
        giveBody(subrequest, parent, query);
        String[] headers = query.headers();
        for (int i = 0; i < headers.length; i += 2) {
            RequestHeaders.set(x.request(), headers[i], headers[i + 1]);
        }
        switch (query.variables()) {
            case OWN -> {}
            case COPIED -> x.copyVariables();
            case SHARED -> x.shareVariables();
        }
        if (query.ctx() != null) {
            ExchangeRequestPort.of(x).state().ctx((LuaTable) query.ctx());
        }
        return new ExchangeSubrequestPort(subrequest);
    }

    private static void giveBody(Subrequest subrequest, Exchange parent, Query query) {
        RequestBody body = subrequest.exchange().body();
        if (query.body() != null) {
            body.replace(Unpooled.wrappedBuffer(query.body()));
            putLength(subrequest.exchange().request(), Integer.toString(query.body().length));
            return;
        }
        Request outer = parent.request();
        boolean hasBody = outer.contentLength > 0 || outer.chunked;
        if (hasBody && !query.forwardBody()) {
            return;
        }
        subrequest.inheritBody();
        String length = outer.header("Content-Length");
        if (length == null && body.length() > 0) {
            length = Long.toString(body.length());
        }
        if (length != null) {
            putLength(subrequest.exchange().request(), length);
        }
    }

    /** The line stands before those of the parent. */
    private static void putLength(Request request, String length) {
        Headers own = request.headers();
        Headers others = own.copy();
        own.clear();
        RequestHeaders.set(request, "Content-Length", length);
        for (int i = 0; i < others.size(); i++) {
            own.add(others.name(i), others.value(i));
        }
    }

    @Override
    public RequestPort request() {
        return ExchangeRequestPort.of(subrequest.exchange());
    }

    @Override
    public void start(Runnable whenDone) {
        subrequest.start(
                over -> {
                    if (over.isAnsweredByStatus()) {
                        ContentType.set(over.exchange());
                    }
                    lines = lines(over.exchange().response());
                    whenDone.run();
                });
    }

    @Override
    public void cancel() {
        subrequest.kill();
    }

    // --- the answer -----------------------------------------------------------------------------

    /** The lines as OpenResty finds them; Content-Length is apart. */
    private static Headers lines(ResponseHead head) {
        Headers all = new Headers(head.headers.size() + 8);
        if (head.server != null && !head.server.isEmpty()) {
            all.add("Server", head.server);
        }
        if (head.date != null && !head.date.isEmpty()) {
            all.add("Date", head.date);
        }
        if (head.contentEncoding != null) {
            all.add("Content-Encoding", head.contentEncoding);
        }
        if (head.etag != null) {
            all.add("ETag", head.etag);
        }
        for (int i = 0; i < head.headers.size(); i++) {
            all.add(head.headers.name(i), head.headers.value(i));
        }
        if (head.contentType != null && !head.contentType.isEmpty()) {
            all.set("Content-Type", head.contentType);
        }
        if (head.location != null) {
            all.set("Location", head.location);
        }
        if (head.lastModified >= 0 && keepsDate(head.status)) {
            all.set("Last-Modified", HttpDate.format(head.lastModified));
        }
        return all;
    }

    private static boolean keepsDate(int status) {
        return status == HttpStatus.OK
                || status == HttpStatus.PARTIAL_CONTENT
                || status == HttpStatus.NOT_MODIFIED
                || status == HttpStatus.NO_CONTENT;
    }

    @Override
    public int status() {
        int status = subrequest.exchange().response().status;
        return status == 0 ? HttpStatus.OK : status;
    }

    @Override
    public byte[] body() {
        return ByteBufUtil.getBytes(subrequest.answer());
    }

    @Override
    public boolean isTruncated() {
        return !subrequest.isComplete();
    }

    @Override
    public int headerCount() {
        return lines.size();
    }

    @Override
    public String headerName(int index) {
        return lines.name(index);
    }

    @Override
    public String headerValue(int index) {
        return lines.value(index);
    }

    @Override
    public long contentLength() {
        return subrequest.exchange().response().contentLength;
    }
}
