// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.netty.buffer.Unpooled;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.message.Headers;
import io.perilune.http.message.HttpMethod;
import io.perilune.http.message.HttpStatus;
import io.perilune.http.message.ResponseHead;
import io.perilune.http.modules.ContentType;
import io.perilune.ngx.port.ResponsePort;
import java.util.function.IntConsumer;

/** An exchange's response. Confined to its worker. */
final class ExchangeResponsePort implements ResponsePort {

    /** Lines that the head keeps apart from the list. */
    private static final String[] LISTED_FIELDS = {
        "Content-Type",
        "Content-Length",
        "Server",
        "Date",
        "Last-Modified",
        "Location",
        "ETag",
        "Content-Encoding"
    };

    private final Exchange exchange;
    private final ResponseHead head;
    private Headers listed;

    ExchangeResponsePort(Exchange exchange) {
        this.exchange = exchange;
        this.head = exchange.response();
    }

    // --- status ---------------------------------------------------------------------------------

    @Override
    public int status() {
        int replaced = exchange.progress().errorStatus;
        return replaced != 0 ? replaced : head.status;
    }

    @Override
    public void status(int status) {
        status(status, null);
    }

    @Override
    public void status(int status, String reason) {
        exchange.progress().errorStatus = 0;
        head.status = status;
        head.statusLine = reason == null ? null : status + " " + reason;
    }

    @Override
    public boolean headersSent() {
        return exchange.headerSent();
    }

    @Override
    public boolean headerOnly() {
        return exchange.headerOnly() || exchange.request().methodCode() == HttpMethod.HEAD;
    }

    // --- headers --------------------------------------------------------------------------------

    /** Lines that a response has once keep the last of several values. */
    @Override
    public void header(String name, String... values) {
        if (values.length <= 1) {
            head.set(name, values.length == 0 ? null : values[0]);
            return;
        }
        head.set(name, values[values.length - 1]);
        if (head.headers.contains(name)) {
            head.headers.set(name, values[0]);
            for (int i = 1; i < values.length; i++) {
                head.headers.add(name, values[i]);
            }
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (head.get(name) == null || !head.headers.contains(name)) {
            head.set(name, value);
        } else {
            head.headers.add(name, value);
        }
    }

    @Override
    public String[] header(String name) {
        if (head.headers.contains(name)) {
            return head.headers.all(name).toArray(String[]::new);
        }
        String value = name.equalsIgnoreCase("Content-Type") ? head.contentType : head.get(name);
        return value == null ? null : new String[] {value};
    }

    @Override
    public int headerCount() {
        listed = listing();
        return listed.size();
    }

    @Override
    public String headerName(int index) {
        return listed.name(index);
    }

    @Override
    public String headerValue(int index) {
        return listed.value(index);
    }

    /** All that will be sent, as far as it is certain now, in OpenResty's order. */
    private Headers listing() {
        Headers all = new Headers(head.headers.size() + LISTED_FIELDS.length + 2);
        for (String name : LISTED_FIELDS) {
            String value = header(name) == null ? null : header(name)[0];
            if (value != null && !head.headers.contains(name)) {
                all.add(name, value);
            }
        }
        boolean switching = head.status == HttpStatus.SWITCHING_PROTOCOLS;
        all.add(
                "Connection",
                switching ? "upgrade" : exchange.progress().keepAlive ? "keep-alive" : "close");
        if (exchange.progress().chunkedResponse) {
            all.add("Transfer-Encoding", "chunked");
        }
        for (int i = 0; i < head.headers.size(); i++) {
            all.add(head.headers.name(i), head.headers.value(i));
        }
        return all;
    }

    @Override
    public boolean hasContentLength() {
        return head.contentLength >= 0;
    }

    @Override
    public void contentLength(long length) {
        head.contentLength = length;
    }

    @Override
    public void clearAcceptRanges() {
        head.acceptRanges = false;
        head.headers.remove("Accept-Ranges");
    }

    @Override
    public void useDefaultType() {
        if (head.contentType == null) {
            ContentType.set(exchange);
        }
    }

    // --- sending --------------------------------------------------------------------------------

    @Override
    public int sendHeaders() {
        if (head.status == 0) {
            head.status = HttpStatus.OK;
        }
        return exchange.sendHeader();
    }

    @Override
    public int write(byte[] bytes, int offset, int length) {
        return exchange.write(Unpooled.wrappedBuffer(bytes, offset, length), 0);
    }

    @Override
    public int flush(IntConsumer whenDone) {
        int rc = exchange.write(Unpooled.EMPTY_BUFFER, Exchange.FLUSH);
        if (rc != OK || whenDone == null || exchange.io().pendingBytes() == 0) {
            return rc;
        }
        exchange.io().onDrained(() -> whenDone.accept(exchange.io().isOpen() ? OK : ERROR));
        return PENDING;
    }

    @Override
    public int finish() {
        return exchange.write(Unpooled.EMPTY_BUFFER, Exchange.LAST);
    }
}
