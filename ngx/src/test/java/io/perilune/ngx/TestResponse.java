// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx;

import io.perilune.ngx.port.ResponsePort;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** A response that is kept in memory. */
final class TestResponse implements ResponsePort {
    boolean headersSent;
    boolean finished;
    int status;
    Runnable beforeHeaders = () -> {};
    long contentLength = -1;
    final List<String[]> headers = new ArrayList<>();

    /** One for each write. */
    final List<String> writes = new ArrayList<>();

    private final TestHost host;
    private final TestRequest request;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    TestResponse(TestHost host, TestRequest request) {
        this.host = host;
        this.request = request;
    }

    String text() {
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public int headerCount() {
        return headers.size();
    }

    @Override
    public String headerName(int index) {
        return headers.get(index)[0];
    }

    @Override
    public String headerValue(int index) {
        return headers.get(index)[1];
    }

    @Override
    public void header(String name, String... values) {
        headers.removeIf(header -> header[0].equalsIgnoreCase(name));
        for (String value : values) {
            addHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        headers.add(new String[] {name, value});
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public void status(int value) {
        status = value;
    }

    @Override
    public void status(int value, String reason) {
        status = value;
    }

    @Override
    public boolean headersSent() {
        return headersSent;
    }

    @Override
    public boolean headerOnly() {
        return request.method.equals("HEAD");
    }

    @Override
    public String[] header(String name) {
        String[] found =
                headers.stream()
                        .filter(header -> header[0].equalsIgnoreCase(name))
                        .map(header -> header[1])
                        .toArray(String[]::new);
        return found.length == 0 ? null : found;
    }

    @Override
    public boolean hasContentLength() {
        return contentLength >= 0;
    }

    @Override
    public void contentLength(long length) {
        contentLength = length;
    }

    @Override
    public void clearAcceptRanges() {}

    @Override
    public void useDefaultType() {
        if (header("Content-Type") == null) {
            addHeader("Content-Type", "text/plain");
        }
    }

    @Override
    public int sendHeaders() {
        beforeHeaders.run();
        headersSent = true;
        return OK;
    }

    @Override
    public int write(byte[] bytes, int offset, int length) {
        writes.add(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
        out.write(bytes, offset, length);
        return OK;
    }

    @Override
    public int flush(IntConsumer whenDone) {
        if (whenDone == null) {
            return OK;
        }
        host.schedule(1, () -> whenDone.accept(OK));
        return ResponsePort.PENDING;
    }

    @Override
    public int finish() {
        finished = true;
        return OK;
    }
}
