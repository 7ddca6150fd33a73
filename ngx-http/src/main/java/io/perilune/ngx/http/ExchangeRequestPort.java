// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.perilune.http.exchange.ContextKey;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.Request;
import io.perilune.http.message.RequestHead;
import io.perilune.http.modules.headersmore.RequestHeaders;
import io.perilune.ngx.engine.RequestState;
import io.perilune.ngx.port.BodyPort;
import io.perilune.ngx.port.LocationSettings;
import io.perilune.ngx.port.LogPort;
import io.perilune.ngx.port.Outcome;
import io.perilune.ngx.port.RequestPort;
import io.perilune.ngx.port.ResponsePort;
import io.perilune.ngx.port.SubrequestPort;
import io.perilune.regex.RegexMatch;

/**
 * An exchange as the Lua API sees it, and this module's note on the exchange: an internal redirect
 * drops it, as it drops ngx.ctx. Confined to its worker.
 */
final class ExchangeRequestPort implements RequestPort {

    static final ContextKey<ExchangeRequestPort> KEY = ContextKey.of("lua");

    private final Exchange exchange;
    private final ExchangeResponsePort response;
    private BodyPort body;
    private LogPort log;
    private RequestState state;
    private LuaPhaseHandler suspended;

    /** Whether the body has been read for {@code lua_need_request_body}, or is being. */
    boolean bodyAskedFor;

    /** Whether body_filter_by_lua has declared the end: what comes behind it is dropped. */
    boolean lastFiltered;

    private ExchangeRequestPort(Exchange exchange) {
        this.exchange = exchange;
        this.response = new ExchangeResponsePort(exchange);
    }

    /** The exchange's port; made at its first Lua handler. */
    static ExchangeRequestPort of(Exchange x) {
        ExchangeRequestPort port = x.context(KEY);
        if (port == null) {
            port = new ExchangeRequestPort(x);
            x.setContext(KEY, port);
            port.state = LuaLifecycle.machine(x).request(port);
            x.onCleanup(port.state::close);
        }
        return port;
    }

    /** Forgets what Lua has of the request, ngx.ctx among it: it goes on in another location. */
    static void drop(Exchange x) {
        x.context(KEY).state.close();
        x.setContext(KEY, null);
    }

    Exchange exchange() {
        return exchange;
    }

    RequestState state() {
        return state;
    }

    /** Who is to be told how the suspended handler has ended. */
    void suspended(LuaPhaseHandler handler) {
        suspended = handler;
    }

    // --- parts ----------------------------------------------------------------------------------

    @Override
    public ResponsePort response() {
        return response;
    }

    @Override
    public BodyPort body() {
        if (body == null) {
            body = new ExchangeBodyPort(exchange);
        }
        return body;
    }

    @Override
    public LogPort log() {
        if (log == null) {
            log = new ExchangeLogPort(exchange);
        }
        return log;
    }

    @Override
    public LocationSettings settings() {
        return exchange.conf(LuaLocationConfig.KEY).settings;
    }

    @Override
    public void resumed(Outcome outcome) {
        suspended.resumed(exchange, outcome);
    }

    // --- request line ---------------------------------------------------------------------------

    @Override
    public String method() {
        return exchange.request().method();
    }

    @Override
    public void method(String name) {
        exchange.request().method(name);
    }

    @Override
    public int httpVersion() {
        return switch (exchange.request().version()) {
            case HTTP_0_9 -> 9;
            case HTTP_1_0 -> 10;
            case HTTP_1_1 -> 11;
            case HTTP_2 -> 20;
            case HTTP_3 -> 30;
        };
    }

    @Override
    public String uri() {
        return exchange.request().uri;
    }

    @Override
    public void uri(String uri) {
        Request request = exchange.request();
        request.changeUri(uri);
        request.uriChanged = true;
    }

    @Override
    public String args() {
        return exchange.request().args;
    }

    @Override
    public void args(String args) {
        exchange.request().args = args;
        exchange.request().hasArgs = !args.isEmpty();
    }

    // --- headers --------------------------------------------------------------------------------

    @Override
    public int headerCount() {
        return exchange.request().headers().size();
    }

    @Override
    public String headerName(int index) {
        return exchange.request().headers().name(index);
    }

    @Override
    public String headerValue(int index) {
        return exchange.request().headers().value(index);
    }

    @Override
    public void header(String name, String... values) {
        RequestHeaders.set(exchange.request(), name, values);
    }

    @Override
    public void addHeader(String name, String value) {
        RequestHeaders.add(exchange.request(), name, value);
    }

    @Override
    public String rawHeader(boolean withRequestLine) {
        RequestHead head = exchange.request().head();
        if (head.raw == null || withRequestLine) {
            return head.raw;
        }
        int end = head.raw.indexOf('\n');
        return end < 0 ? "" : head.raw.substring(end + 1);
    }

    // --- state ----------------------------------------------------------------------------------

    @Override
    public boolean isSubrequest() {
        return exchange.isSubrequest();
    }

    @Override
    public boolean isInternal() {
        return exchange.progress().internal;
    }

    @Override
    public long startMillis() {
        return exchange.request().head().startMillis;
    }

    @Override
    public String capture(int group) {
        RegexMatch match = exchange.captures();
        return match == null ? null : match.group(group);
    }

    @Override
    public SubrequestPort subrequest(SubrequestPort.Query query) {
        return ExchangeSubrequestPort.of(exchange, query);
    }

    @Override
    public String clientAddress() {
        return exchange.client().remoteAddress();
    }

    @Override
    public String serverAddress() {
        return exchange.io().localAddress() + ':' + exchange.io().localPort();
    }

    @Override
    public void watchClient(boolean on) {
        exchange.progress().onAbort = on ? state::clientAborted : null;
        exchange.io().watchForClose(on);
    }
}
