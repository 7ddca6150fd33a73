// SPDX-License-Identifier: Apache-2.0
package io.perilune.http;

import io.perilune.conf.value.Size;
import io.perilune.http.core.AddressServers;
import io.perilune.http.core.CoreModule;
import io.perilune.http.core.Listen;
import io.perilune.http.core.RequestHost;
import io.perilune.http.core.RequestPipeline;
import io.perilune.http.core.VirtualServer;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.FailedMatch;
import io.perilune.http.exchange.Request;
import io.perilune.http.io.ExchangeIo;
import io.perilune.http.io.LogLevel;
import io.perilune.http.message.Headers;
import io.perilune.http.message.HttpMethod;
import io.perilune.http.message.HttpStatus;
import io.perilune.http.message.HttpVersion;
import io.perilune.http.message.RequestHead;
import io.perilune.http.message.UriPath;
import java.util.Locale;

/**
 * Where requests come in: judges a head, chooses the server, starts the phases. What is wrong with
 * a head is answered and logged in nginx's words, so that nobody behind this sees a request that
 * could be read in two ways. One object serves all workers; a call runs on the connection's worker.
 */
public final class RequestAdmission {

    private static final String READING_LINE = "reading client request line";
    private static final String READING_HEADERS = "reading client request headers";

    private final RequestPipeline pipeline;
    private final Object[] mainLevel;

    RequestAdmission(RequestPipeline pipeline, Object[] mainLevel) {
        this.pipeline = pipeline;
        this.mainLevel = mainLevel;
    }

    /**
     * Takes a request whose head was read. When this returns the request may be over already
     * ({@link ExchangeIo#finish} was called) or be suspended.
     */
    public Exchange admit(ExchangeIo io, RequestHead head, Listen listen) {
        AddressServers servers = listen.servers(io.localAddress());
        Exchange x = begin(io, head, servers.fallback());
        if (judge(x, servers)) {
            pipeline.start(x);
        }
        return x;
    }

    /**
     * Answers a request whose head is not acceptable: it is logged and goes through the log phase
     * as any other, then the connection is closed.
     *
     * @param head what was understood so far; the method may be "" and the target ""
     * @param status 400, 408, 414, 494, 501, 505; 400 and above. 408 and 499 close without answer
     * @param problem the message for the error log at level info, as {@code client sent invalid
     *     method}; null: none
     */
    public Exchange refuse(
            ExchangeIo io, RequestHead head, Listen listen, int status, String problem) {
        AddressServers servers = listen.servers(io.localAddress());
        Exchange x = begin(io, head, servers.fallback());
        if (problem != null) {
            x.log(LogLevel.INFO, problem);
        }
        x.finalizeRequest(status);
        return x;
    }

    private Exchange begin(ExchangeIo io, RequestHead head, VirtualServer server) {
        Exchange x = new Exchange(pipeline, io, new Request(head), mainLevel);
        x.bindServer(server.serverLevel(), server.locationLevel());
        io.attach(x);
        return x;
    }

    /** Judges the head; false: it was answered. */
    private static boolean judge(Exchange x, AddressServers servers) {
        Headers headers = x.request().headers();
        ConnectionOption connection = ConnectionOption.NONE;
        int transferEncoding = -1;
        int contentLength = -1;
        int host = -1;
        for (int i = 0; i < headers.size(); i++) {
            switch (Known.of(headers.name(i))) {
                case HOST -> {
                    if (host >= 0) {
                        return duplicate(x, "client sent duplicate host header: ", host, i);
                    }
                    host = i;
                }
                case CONNECTION -> connection = connectionOption(headers.value(i), connection);
                case CONTENT_LENGTH -> {
                    if (contentLength >= 0) {
                        return duplicate(
                                x, "client sent duplicate header line: ", contentLength, i);
                    }
                    contentLength = i;
                }
                case TRANSFER_ENCODING -> {
                    if (transferEncoding >= 0) {
                        return duplicate(
                                x, "client sent duplicate header line: ", transferEncoding, i);
                    }
                    transferEncoding = i;
                }
                case ONCE -> {
                    int first = headers.indexOf(headers.name(i), 0);
                    if (first < i) {
                        return duplicate(x, "client sent duplicate header line: ", first, i);
                    }
                }
                case OTHER -> {}
            }
        }
        return takeTarget(x)
                && takeHost(x, servers, host < 0 ? null : headers.value(host))
                && takeFraming(
                        x,
                        contentLength < 0 ? null : headers.value(contentLength),
                        transferEncoding < 0 ? null : headers.value(transferEncoding))
                && takeMethod(x)
                && takeConnection(x, connection);
    }

    /** Headers that are looked at here. */
    private enum Known {
        HOST,
        CONNECTION,
        CONTENT_LENGTH,
        TRANSFER_ENCODING,
        ONCE,
        OTHER;

        static Known of(String name) {
            return switch (name.length()) {
                case 4 -> name.equalsIgnoreCase("Host") ? HOST : OTHER;
                case 6 -> name.equalsIgnoreCase("Expect") ? ONCE : OTHER;
                case 8 ->
                        name.equalsIgnoreCase("If-Match") || name.equalsIgnoreCase("If-Range")
                                ? ONCE
                                : OTHER;
                case 10 -> name.equalsIgnoreCase("Connection") ? CONNECTION : OTHER;
                case 13 ->
                        name.equalsIgnoreCase("If-None-Match")
                                        || name.equalsIgnoreCase("Authorization")
                                        || name.equalsIgnoreCase("Content-Range")
                                ? ONCE
                                : OTHER;
                case 14 -> name.equalsIgnoreCase("Content-Length") ? CONTENT_LENGTH : OTHER;
                case 17 ->
                        name.equalsIgnoreCase("Transfer-Encoding")
                                ? TRANSFER_ENCODING
                                : name.equalsIgnoreCase("If-Modified-Since") ? ONCE : OTHER;
                case 19 -> name.equalsIgnoreCase("If-Unmodified-Since") ? ONCE : OTHER;
                default -> OTHER;
            };
        }
    }

    private static boolean duplicate(Exchange x, String problem, int first, int second) {
        Headers headers = x.request().headers();
        return reject(
                x,
                HttpStatus.BAD_REQUEST,
                READING_HEADERS,
                problem
                        + '"'
                        + headers.name(second)
                        + ": "
                        + headers.value(second)
                        + "\", previous value: \""
                        + headers.name(first)
                        + ": "
                        + headers.value(first)
                        + '"');
    }

    private static boolean reject(Exchange x, int status, String action, String problem) {
        x.logContext().action(action);
        x.logContext().headersKnown(!action.equals(READING_LINE));
        x.log(LogLevel.INFO, problem);
        x.logContext().headersKnown(true);
        x.logContext().action(null);
        x.finalizeRequest(status);
        return false;
    }

    // ---- the target

    private static boolean takeTarget(Exchange x) {
        Request request = x.request();
        String target = request.head().target;
        if (!target.startsWith("/")) {
            target = withoutAuthority(request, target);
        }
        UriPath.Parsed parsed =
                target == null ? null : UriPath.parse(target, CoreModule.server(x).mergeSlashes);
        if (parsed == null) {
            return reject(x, HttpStatus.BAD_REQUEST, READING_LINE, "client sent invalid request");
        }
        request.changeUri(parsed.path());
        request.args = parsed.args();
        request.hasArgs = parsed.hasArgs();
        request.complexUri = parsed.complex();
        return true;
    }

    /** The path of a target with scheme and host, which is kept as the request's host. */
    private static String withoutAuthority(Request request, String target) {
        int scheme = target.indexOf("://");
        if (scheme <= 0) {
            return null;
        }
        int start = scheme + 3;
        int end = start;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        request.host = target.substring(start, end);
        String path = target.substring(end);
        path = path.startsWith("/") ? path : "/" + path;
        request.pathOfTarget(path);
        return path;
    }

    // ---- the host

    private static boolean takeHost(Exchange x, AddressServers servers, String header) {
        Request request = x.request();
        boolean inLine = request.host != null;
        if (inLine && !normaliseHost(request, request.host)) {
            return reject(
                    x,
                    HttpStatus.BAD_REQUEST,
                    READING_LINE,
                    "client sent invalid host in request line");
        }
        if (header != null) {
            String fromLine = request.host;
            if (!normaliseHost(request, header)) {
                return reject(
                        x,
                        HttpStatus.BAD_REQUEST,
                        READING_HEADERS,
                        "client sent invalid host header");
            }
            request.host = inLine ? fromLine : request.host;
        } else if (request.version() == HttpVersion.HTTP_1_1) {
            return reject(
                    x,
                    HttpStatus.BAD_REQUEST,
                    READING_HEADERS,
                    "client sent HTTP/1.1 request without \"Host\" header");
        }
        try {
            VirtualServer server = servers.find(x, request.host);
            x.bindServer(server.serverLevel(), server.locationLevel());
            return true;
        } catch (FailedMatch e) {
            x.finalizeRequest(HttpStatus.INTERNAL_SERVER_ERROR);
            return false;
        }
    }

    private static boolean normaliseHost(Request request, String text) {
        request.host = RequestHost.normalise(text);
        return request.host != null;
    }

    // ---- the body's framing

    private static boolean takeFraming(Exchange x, String length, String encoding) {
        Request request = x.request();
        if (length != null) {
            request.contentLength = Size.parseNumber(length);
            if (request.contentLength == Size.INVALID) {
                return reject(
                        x,
                        HttpStatus.BAD_REQUEST,
                        READING_HEADERS,
                        "client sent invalid \"Content-Length\" header");
            }
        }
        if (encoding == null) {
            return true;
        }
        if (request.version() != HttpVersion.HTTP_1_1) {
            return reject(
                    x,
                    HttpStatus.BAD_REQUEST,
                    READING_HEADERS,
                    "client sent HTTP/1.0 request with \"Transfer-Encoding\" header");
        }
        if (!encoding.equalsIgnoreCase("chunked")) {
            return reject(
                    x,
                    HttpStatus.NOT_IMPLEMENTED,
                    READING_HEADERS,
                    "client sent unknown \"Transfer-Encoding\": \"" + encoding + '"');
        }
        if (length != null) {
            return reject(
                    x,
                    HttpStatus.BAD_REQUEST,
                    READING_HEADERS,
                    "client sent"
                            + " \"Content-Length\" and \"Transfer-Encoding\" headers at the same time");
        }
        request.chunked = true;
        return true;
    }

    private static boolean takeMethod(Exchange x) {
        HttpMethod method = x.request().methodCode();
        if (method == HttpMethod.CONNECT || method == HttpMethod.TRACE) {
            return reject(
                    x,
                    HttpStatus.NOT_ALLOWED,
                    READING_HEADERS,
                    "client sent " + method + " method");
        }
        return true;
    }

    // ---- the connection

    /** What Connection says about keeping the connection. */
    private enum ConnectionOption {
        NONE,
        CLOSE,
        KEEP_ALIVE
    }

    /** The last line that says anything counts. */
    private static ConnectionOption connectionOption(String value, ConnectionOption before) {
        return containsIgnoreCase(value, "close")
                ? ConnectionOption.CLOSE
                : containsIgnoreCase(value, "keep-alive") ? ConnectionOption.KEEP_ALIVE : before;
    }

    private static boolean takeConnection(Exchange x, ConnectionOption option) {
        Request request = x.request();
        x.progress().keepAlive =
                switch (option) {
                    case NONE -> request.version() == HttpVersion.HTTP_1_1;
                    case CLOSE -> false;
                    case KEEP_ALIVE -> true;
                };
        x.progress().linger = request.contentLength > 0 || request.chunked;
        return true;
    }

    private static boolean containsIgnoreCase(String text, String word) {
        return text.length() == word.length()
                ? text.equalsIgnoreCase(word)
                : text.toLowerCase(Locale.ROOT).contains(word);
    }
}
