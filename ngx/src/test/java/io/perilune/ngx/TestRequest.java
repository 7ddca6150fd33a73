// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx;

import io.perilune.ngx.port.BodyPort;
import io.perilune.ngx.port.LocationSettings;
import io.perilune.ngx.port.LogPort;
import io.perilune.ngx.port.Outcome;
import io.perilune.ngx.port.RequestPort;
import io.perilune.ngx.port.ResponsePort;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** A request in memory. */
final class TestRequest implements RequestPort, BodyPort {
    Outcome outcome;
    String method = "GET";
    int httpVersion = 11;
    String uri = "/lua";
    String args = "";
    LocationSettings settings = LocationSettings.DEFAULTS;
    byte[] bodyBytes;
    State bodyState = State.UNREAD;

    /** Whether the body comes in a later turn only. */
    boolean slowBody;

    final List<String[]> requestHeaders = new ArrayList<>();
    final TestResponse response;
    private final TestHost host;

    TestRequest(TestHost host) {
        this.host = host;
        this.response = new TestResponse(host, this);
    }

    String text() {
        return response.text();
    }

    TestRequest with(String name, String value) {
        requestHeaders.add(new String[] {name, value});
        return this;
    }

    // --- request
    // ------------------------------------------------------------------------------------

    @Override
    public ResponsePort response() {
        return response;
    }

    @Override
    public BodyPort body() {
        return this;
    }

    @Override
    public LogPort log() {
        return host;
    }

    @Override
    public LocationSettings settings() {
        return settings;
    }

    @Override
    public void resumed(Outcome result) {
        outcome = result;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public void method(String name) {
        method = name;
    }

    @Override
    public int httpVersion() {
        return httpVersion;
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public void uri(String value) {
        uri = value;
    }

    @Override
    public String args() {
        return args;
    }

    @Override
    public void args(String value) {
        args = value;
    }

    @Override
    public int headerCount() {
        return requestHeaders.size();
    }

    @Override
    public String headerName(int index) {
        return requestHeaders.get(index)[0];
    }

    @Override
    public String headerValue(int index) {
        return requestHeaders.get(index)[1];
    }

    @Override
    public void header(String name, String... values) {
        requestHeaders.removeIf(header -> header[0].equalsIgnoreCase(name));
        for (String value : values) {
            addHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        requestHeaders.add(new String[] {name, value});
    }

    @Override
    public String rawHeader(boolean withRequestLine) {
        return withRequestLine ? "GET /lua HTTP/1.1\r\n\r\n" : "\r\n";
    }

    @Override
    public boolean isSubrequest() {
        return false;
    }

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public long startMillis() {
        return 1_700_000_000_000L;
    }

    @Override
    public String capture(int group) {
        return group == 1 ? "first" : null;
    }

    @Override
    public String clientAddress() {
        return "127.0.0.1";
    }

    @Override
    public String serverAddress() {
        return "0.0.0.0:80";
    }

    @Override
    public void watchClient(boolean on) {}

    // --- body
    // ---------------------------------------------------------------------------------------

    @Override
    public State state() {
        return bodyState;
    }

    @Override
    public int read(IntConsumer whenDone) {
        bodyState = State.READ;
        if (!slowBody) {
            return 0;
        }
        host.schedule(5, () -> whenDone.accept(0));
        return BodyPort.PENDING;
    }

    @Override
    public boolean discard() {
        bodyState = State.DISCARDED;
        return true;
    }

    @Override
    public byte[] bytes() {
        return bodyBytes;
    }

    @Override
    public String file() {
        return null;
    }

    @Override
    public void replace(byte[] bytes, int length) {
        bodyBytes = java.util.Arrays.copyOf(bytes, length);
    }

    @Override
    public void replace(String file, boolean delete) {
        throw new UnsupportedOperationException();
    }

    @Override
    public io.perilune.ngx.port.SubrequestPort subrequest(
            io.perilune.ngx.port.SubrequestPort.Query query) {
        throw new UnsupportedOperationException();
    }
}
