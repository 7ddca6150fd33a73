// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.netty.buffer.ByteBuf;
import io.perilune.http.core.CoreLocationConfig.ServerTokens;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.Progress;
import io.perilune.http.filter.HeaderChain;
import io.perilune.http.filter.HeaderFilter;
import io.perilune.http.io.WorkerScope;
import io.perilune.http.message.Headers;
import io.perilune.http.message.HttpDate;
import io.perilune.http.message.HttpMethod;
import io.perilune.http.message.HttpStatus;
import io.perilune.http.message.HttpVersion;
import io.perilune.http.message.ResponseHead;

/**
 * The last header filter for HTTP/1: decides how the body is framed and whether the connection is
 * kept, and composes the head with nginx's lines in nginx's order. The head waits in {@link
 * Progress#pendingOutput} for the body's first bytes, so that a small answer leaves in one write.
 * Stateless; what it reuses lies with the worker.
 */
final class HeadWriter implements HeaderFilter {

    private static final byte[] PROTOCOL = ByteText.bytes("HTTP/1.1 ");
    private static final byte[] SERVER_FULL = ByteText.bytes("Server: " + Version.PRODUCT + "\r\n");
    private static final byte[] SERVER_BUILD =
            ByteText.bytes("Server: " + Version.PRODUCT_BUILD + "\r\n");
    private static final byte[] SERVER_SHORT = ByteText.bytes("Server: nginx\r\n");
    private static final byte[] CONTENT_TYPE = ByteText.bytes("Content-Type: ");
    private static final byte[] CONTENT_LENGTH = ByteText.bytes("Content-Length: ");
    private static final byte[] LAST_MODIFIED = ByteText.bytes("Last-Modified: ");
    private static final byte[] CHUNKED = ByteText.bytes("Transfer-Encoding: chunked\r\n");
    private static final byte[] UPGRADE = ByteText.bytes("Connection: upgrade\r\n");
    private static final byte[] KEEP_ALIVE = ByteText.bytes("Connection: keep-alive\r\n");
    private static final byte[] CLOSE = ByteText.bytes("Connection: close\r\n");
    private static final byte[] KEEP_ALIVE_TIMEOUT = ByteText.bytes("Keep-Alive: timeout=");
    private static final byte[][] STATUS_LINES = new byte[600][];

    static {
        for (int status = 100; status < STATUS_LINES.length; status++) {
            STATUS_LINES[status] = ByteText.bytes("HTTP/1.1 " + HttpStatus.line(status) + "\r\n");
        }
    }

    /** What a worker keeps to compose heads: the array, and the Date line of the second. */
    private static final class Desk {
        final ByteText text = new ByteText();
        long second = -1;
        byte[] date;

        byte[] date(long millis) {
            long now = millis / 1000;
            if (now != second) {
                second = now;
                date = ByteText.bytes("Date: " + HttpDate.format(now) + "\r\n");
            }
            return date;
        }
    }

    @Override
    public int onHeader(Exchange x, HeaderChain next) {
        Progress progress = x.progress();
        ResponseHead head = x.response();
        if (x.isSubrequest()) {
            progress.headerOnly |= x.request().methodCode() == HttpMethod.HEAD;
            progress.headerSent = true;
            return Exchange.OK;
        }
        RateLimit.begin(x);
        normalise(x, head, progress);
        progress.headerSent = true;
        if (x.request().version() == HttpVersion.HTTP_0_9) {
            return Exchange.OK;
        }
        frame(x, head, progress);
        compose(x, head, progress);
        return Exchange.OK;
    }

    private static void normalise(Exchange x, ResponseHead head, Progress progress) {
        if (x.request().methodCode() == HttpMethod.HEAD) {
            progress.headerOnly = true;
        }
        int status = head.status;
        if (status != HttpStatus.OK
                && status != HttpStatus.PARTIAL_CONTENT
                && status != HttpStatus.NOT_MODIFIED) {
            head.lastModified = -1;
        }
        if (status == HttpStatus.NO_CONTENT || status >= 100 && status < 200) {
            progress.headerOnly = true;
            head.contentType = null;
            head.lastModified = -1;
            head.contentLength = -1;
        } else if (status == HttpStatus.NOT_MODIFIED) {
            progress.headerOnly = true;
        }
    }

    /** Chooses between a known length, chunks, and the connection's end. */
    private static void frame(Exchange x, ResponseHead head, Progress progress) {
        int status = head.status;
        boolean noBody =
                status == HttpStatus.NOT_MODIFIED
                        || status == HttpStatus.NO_CONTENT
                        || status < 200
                        || x.request().methodCode() == HttpMethod.HEAD;
        if (!noBody && (head.contentLength < 0 || head.trailers != null)) {
            if (x.request().version() != HttpVersion.HTTP_1_1) {
                progress.keepAlive &= head.contentLength >= 0;
            } else if (CoreModule.location(x).chunkedTransferEncoding) {
                head.contentLength = -1;
                progress.chunkedResponse = true;
            } else if (head.contentLength < 0) {
                progress.keepAlive = false;
            }
        }
        if (!x.io().mayKeepAlive()) {
            progress.keepAlive = false;
        }
    }

    private static void compose(Exchange x, ResponseHead head, Progress progress) {
        CoreLocationConfig location = CoreModule.location(x);
        Desk desk = desk(x.worker());
        ByteText text = desk.text;
        text.clear();
        statusLine(text, head);
        server(text, head, location);
        if (head.date == null) {
            text.put(desk.date(x.worker().nowMillis()));
        } else if (!head.date.isEmpty()) {
            line(text, "Date", head.date);
        }
        entity(text, head);
        boolean locationDone = absoluteLocation(x, text, head, location);
        connection(text, head, progress, location);
        if (head.location != null && !locationDone) {
            line(text, "Location", head.location);
        }
        if (head.variesByEncoding) {
            line(text, "Vary", "Accept-Encoding");
        }
        if (head.contentEncoding != null) {
            line(text, "Content-Encoding", head.contentEncoding);
        }
        if (head.etag != null) {
            line(text, "ETag", head.etag);
        }
        Headers lines = head.headers;
        for (int i = 0; i < lines.size(); i++) {
            line(text, lines.name(i), lines.value(i));
        }
        text.crlf();
        queue(x, text, progress);
    }

    private static void queue(Exchange x, ByteText text, Progress progress) {
        long body = x.response().contentLength;
        int room = text.length() + (body >= 0 && body < 4096 ? (int) body : 256) + 16;
        ByteBuf out = x.worker().allocator().directBuffer(room);
        text.writeTo(out);
        progress.pendingOutput = out;
        progress.headBytes = text.length();
    }

    private static Desk desk(WorkerScope worker) {
        Desk desk = (Desk) worker.slots().get(Desk.class);
        if (desk == null) {
            desk = new Desk();
            worker.slots().put(Desk.class, desk);
        }
        return desk;
    }

    private static void statusLine(ByteText text, ResponseHead head) {
        int status = head.status;
        if (head.statusLine != null) {
            text.put(PROTOCOL).put(head.statusLine).crlf();
        } else if (status >= 100 && status < STATUS_LINES.length) {
            text.put(STATUS_LINES[status]);
        } else {
            text.put(PROTOCOL).put(HttpStatus.line(status)).crlf();
        }
    }

    private static void server(ByteText text, ResponseHead head, CoreLocationConfig location) {
        if (head.server == null) {
            ServerTokens tokens = location.serverTokens;
            text.put(
                    tokens == ServerTokens.ON
                            ? SERVER_FULL
                            : tokens == ServerTokens.OFF ? SERVER_SHORT : SERVER_BUILD);
        } else if (!head.server.isEmpty()) {
            line(text, "Server", head.server);
        }
    }

    private static void entity(ByteText text, ResponseHead head) {
        if (head.contentType != null && !head.contentType.isEmpty()) {
            text.put(CONTENT_TYPE).put(head.contentType);
            if (head.charset != null) {
                text.put("; charset=").put(head.charset);
            }
            text.crlf();
        }
        if (head.contentLength >= 0) {
            text.put(CONTENT_LENGTH).put(head.contentLength).crlf();
        }
        if (head.lastModified >= 0) {
            text.put(LAST_MODIFIED).put(HttpDate.format(head.lastModified)).crlf();
        }
    }

    /** Makes a Location that begins with '/' absolute; answers whether it did. */
    private static boolean absoluteLocation(
            Exchange x, ByteText text, ResponseHead head, CoreLocationConfig location) {
        if (head.location == null || !head.location.startsWith("/") || !location.absoluteRedirect) {
            return false;
        }
        String scheme = x.io().secure() ? "https" : "http";
        String host = x.request().host;
        if (location.serverNameInRedirect) {
            host = CoreModule.server(x).serverName;
        } else if (host == null || host.isEmpty()) {
            host = x.io().localAddress();
        }
        text.put("Location: ").put(scheme).put("://").put(host);
        int port = x.io().localPort();
        if (location.portInRedirect && port != 0 && port != (x.io().secure() ? 443 : 80)) {
            text.put(':').put(port);
        }
        text.put(head.location).crlf();
        head.location =
                scheme
                        + "://"
                        + host
                        + (location.portInRedirect
                                        && port != 0
                                        && port != (x.io().secure() ? 443 : 80)
                                ? ":" + port
                                : "")
                        + head.location;
        return true;
    }

    private static void connection(
            ByteText text, ResponseHead head, Progress progress, CoreLocationConfig location) {
        if (progress.chunkedResponse) {
            text.put(CHUNKED);
        }
        if (head.status == HttpStatus.SWITCHING_PROTOCOLS) {
            text.put(UPGRADE);
        } else if (!progress.keepAlive) {
            text.put(CLOSE);
        } else {
            text.put(KEEP_ALIVE);
            if (location.keepaliveHeader > 0) {
                text.put(KEEP_ALIVE_TIMEOUT).put(location.keepaliveHeader).crlf();
            }
        }
    }

    private static void line(ByteText text, String name, String value) {
        text.put(name).put(':').put(' ').put(value).crlf();
    }
}
