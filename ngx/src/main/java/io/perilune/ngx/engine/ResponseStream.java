// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.engine;

import io.perilune.ngx.port.LogPort;
import io.perilune.ngx.port.RequestPort;
import io.perilune.ngx.port.ResponsePort;
import java.util.ArrayList;
import java.util.List;

/**
 * The response as Lua writes it: sends the headers when they are due, and buffers the body of an
 * answer to HTTP/1.0, whose length must be known. Confined to its worker. Answers are those of
 * {@link ResponsePort}.
 */
public final class ResponseStream {
    private static final int HTTP_11 = 11;

    private final RequestState request;
    private final RequestPort port;
    private final ResponsePort response;
    private List<byte[]> buffered;
    private boolean buffering;
    private boolean headersSent;

    /** The status that a header filter wants to answer instead; 0: none does. */
    private int refused;

    private boolean headersSet;
    private boolean typeSet;
    private boolean hasData;
    private boolean eof;
    private boolean bodiless;

    ResponseStream(RequestState request, RequestPort port) {
        this.request = request;
        this.port = port;
        this.response = port.response();
    }

    public boolean headersSent() {
        return headersSent || response.headersSent();
    }

    /** Whether no more of the body can be sent: the end has been, or there is none. */
    public boolean isFinished() {
        return eof || bodiless;
    }

    /** Whether a header filter wants another answer, which the end of the handler brings. */
    boolean isRefused() {
        return refused != 0;
    }

    /** Whether the response has no body: HEAD, 204, 304. */
    public boolean isBodiless() {
        return bodiless;
    }

    /** Whether the body waits for its end, because HTTP/1.0 needs its length. */
    public boolean isBuffering() {
        return buffering;
    }

    boolean hasBuffered() {
        return buffered != null;
    }

    /** Whether Lua has written any of the body. */
    public boolean hasData() {
        return hasData;
    }

    /** Lua has set the Content-Type, or removed it: the default one is not wanted. */
    public void typeSet() {
        typeSet = true;
    }

    /** Lua has set a header: Content-Length and Accept-Ranges of others stay. */
    public void headersSet() {
        headersSet = true;
    }

    /** Sends the headers unless that has been done. */
    public int sendHeaders() {
        if (refused != 0) {
            return refused;
        }
        if (headersSent()) {
            return ResponsePort.OK;
        }
        if (response.status() == 0) {
            response.status(200);
        }
        if (!typeSet && port.settings().useDefaultType()) {
            response.useDefaultType();
        }
        if (!headersSet) {
            response.contentLength(-1);
            response.clearAcceptRanges();
        }
        if (buffering) {
            return ResponsePort.OK;
        }
        return sendHeadersNow();
    }

    private int sendHeadersNow() {
        int rc = response.sendHeaders();
        if (rc >= 300) {
            refused = rc;
            return rc;
        }
        // Only now: header filters may still change them.
        headersSent = true;
        bodiless = response.headerOnly();
        return rc;
    }

    /** Writes to the body; nobody writes to the array any more. */
    public int write(byte[] bytes, int length) {
        if (eof) {
            return ResponsePort.OK;
        }
        int rc = begin();
        if (rc != ResponsePort.OK || eof) {
            return rc;
        }
        hasData = true;
        if (buffering) {
            return buffer(bytes, length);
        }
        return response.write(bytes, 0, length);
    }

    /** Writes text and a line feed. */
    public int writeLine(byte[] bytes, int length) {
        if (buffering || !headersSent()) {
            byte[] line = java.util.Arrays.copyOf(bytes, length + 1);
            line[length] = '\n';
            return write(line, line.length);
        }
        hasData = true;
        return eof ? ResponsePort.OK : response.writeLine(bytes, length);
    }

    private int buffer(byte[] bytes, int length) {
        if (request.log().level() >= LogPort.DEBUG) {
            request.log().log(LogPort.DEBUG, "lua buffering output bufs for the HTTP 1.0 request");
        }
        if (buffered == null) {
            buffered = new ArrayList<>();
        }
        buffered.add(bytes.length == length ? bytes : java.util.Arrays.copyOf(bytes, length));
        return ResponsePort.OK;
    }

    /** Headers first; a response without body ends here. */
    private int begin() {
        if (headersSent()) {
            return endWithoutBody(ResponsePort.OK);
        }
        if (port.httpVersion() < HTTP_11
                && !buffering
                && port.settings().http10Buffering()
                && !response.hasContentLength()) {
            buffering = true;
        }
        int rc = sendHeaders();
        return rc != ResponsePort.OK ? rc : endWithoutBody(rc);
    }

    private int endWithoutBody(int rc) {
        if (!response.headerOnly()) {
            return rc;
        }
        eof = true;
        return buffering ? sendBufferedHeaders() : rc;
    }

    private int sendBufferedHeaders() {
        if (headersSent()) {
            return ResponsePort.OK;
        }
        if (!response.headerOnly() && !response.hasContentLength()) {
            long size = 0;
            if (buffered != null) {
                for (byte[] bytes : buffered) {
                    size += bytes.length;
                }
            }
            response.contentLength(size);
        }
        return sendHeadersNow();
    }

    /** The end of the body; sends all that is missing. */
    public int finish() {
        if (eof) {
            return ResponsePort.OK;
        }
        int rc = begin();
        if (rc != ResponsePort.OK || eof) {
            return rc;
        }
        if (buffering) {
            rc = sendBuffered();
            if (rc == ResponsePort.ERROR || rc >= 300) {
                return rc;
            }
        }
        eof = true;
        rc = response.finish();
        return rc == ResponsePort.ERROR || rc >= 300 ? rc : ResponsePort.OK;
    }

    private int sendBuffered() {
        int rc = sendBufferedHeaders();
        if (buffered == null || rc == ResponsePort.ERROR || rc >= 300) {
            return rc;
        }
        for (byte[] bytes : buffered) {
            rc = response.write(bytes, 0, bytes.length);
        }
        buffered = null;
        return rc;
    }
}
