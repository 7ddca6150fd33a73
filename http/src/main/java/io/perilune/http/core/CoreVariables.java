// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import static io.perilune.http.variable.Variable.CHANGEABLE;
import static io.perilune.http.variable.Variable.NOCACHEABLE;

import io.perilune.conf.value.FileName;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.Request;
import io.perilune.http.message.HttpVersion;
import io.perilune.http.message.ResponseHead;
import io.perilune.http.variable.VariableTable;

/** nginx's variables: the table, and how each is found. Stateless. */
final class CoreVariables {

    private CoreVariables() {}

    static void define(VariableTable table) {
        defineRequest(table);
        defineConnection(table);
        defineResponse(table);
        defineProcess(table);
        HeaderVariables.define(table);
    }

    private static void defineRequest(VariableTable t) {
        t.define("uri", NOCACHEABLE, x -> x.request().uri);
        t.define("document_uri", NOCACHEABLE, x -> x.request().uri);
        t.define("request", 0, x -> x.request().head().requestLine);
        t.define("request_uri", 0, x -> x.request().originalTarget());
        t.define("args", CHANGEABLE | NOCACHEABLE, CoreVariables::args, CoreVariables::setArgs);
        t.define("query_string", NOCACHEABLE, CoreVariables::args);
        t.define("is_args", NOCACHEABLE, x -> x.request().args.isEmpty() ? "" : "?");
        t.define("request_method", NOCACHEABLE, x -> x.main().request().method());
        t.define("request_filename", NOCACHEABLE, FilePath::of);
        t.define("document_root", NOCACHEABLE, FilePath::root);
        t.define("realpath_root", NOCACHEABLE, FilePath::realRoot);
        t.define("request_body", NOCACHEABLE, x -> x.body().text());
        t.define("request_body_file", NOCACHEABLE, CoreVariables::bodyFile);
        t.define(
                "request_length",
                NOCACHEABLE,
                x -> Long.toString(x.request().head().length + x.body().received()));
        t.define("request_time", NOCACHEABLE, CoreVariables::requestTime);
        t.define("request_id", 0, RequestIds::next);
        t.define(
                "request_completion",
                NOCACHEABLE,
                x -> x.progress().lastSent || x.headerOnly() && x.headerSent() ? "OK" : "");
        t.define("host", 0, CoreVariables::host);
        t.define("content_length", 0, x -> x.request().header("Content-Length"));
        t.define("content_type", 0, x -> x.request().header("Content-Type"));
        t.define("remote_user", 0, BasicCredentials::user);
        t.define("server_protocol", 0, x -> protocol(x));
        t.define("server_name", NOCACHEABLE, x -> CoreModule.server(x).serverName);
        t.define(
                "limit_rate",
                CHANGEABLE | NOCACHEABLE,
                x -> Long.toString(RateLimit.current(x)),
                RateLimit::assign);
    }

    private static void defineConnection(VariableTable t) {
        t.define("remote_addr", 0, x -> x.client().remoteAddress());
        t.define("remote_port", 0, x -> port(x.client().remotePort()));
        t.define("binary_remote_addr", 0, x -> x.client().binaryRemoteAddress());
        t.define("server_addr", 0, x -> x.io().localAddress());
        t.define("server_port", 0, x -> port(x.io().localPort()));
        t.define("scheme", 0, x -> x.io().secure() ? "https" : "http");
        t.define("https", 0, x -> x.io().secure() ? "on" : null);
        t.define("connection", 0, x -> Long.toString(x.io().connectionId()));
        t.define("connection_requests", 0, x -> Integer.toString(x.io().requestNumber()));
        t.define(
                "connection_time",
                NOCACHEABLE,
                x -> seconds(x.worker().nowMillis() - x.io().connectedAtMillis()));
        t.define("pipe", NOCACHEABLE, x -> x.io().hasReadAhead() ? "p" : ".");
        t.define("proxy_protocol_addr", 0, x -> null);
        t.define("proxy_protocol_port", 0, x -> null);
        t.define("proxy_protocol_server_addr", 0, x -> null);
        t.define("proxy_protocol_server_port", 0, x -> null);
    }

    private static void defineResponse(VariableTable t) {
        t.define("status", NOCACHEABLE, CoreVariables::status);
        t.define("body_bytes_sent", NOCACHEABLE, x -> Long.toString(x.progress().bodyBytesSent()));
        t.define("bytes_sent", NOCACHEABLE, x -> Long.toString(x.progress().bytesSent));
        t.define("sent_http_content_type", 0, x -> x.response().contentTypeLine());
        t.define(
                "sent_http_content_length",
                0,
                x ->
                        x.response().contentLength < 0
                                ? null
                                : Long.toString(x.response().contentLength));
        t.define("sent_http_location", 0, x -> x.response().get("Location"));
        t.define("sent_http_last_modified", 0, x -> x.response().get("Last-Modified"));
        t.define("sent_http_connection", 0, CoreVariables::sentConnection);
        t.define("sent_http_keep_alive", 0, CoreVariables::sentKeepAlive);
        t.define(
                "sent_http_transfer_encoding",
                0,
                x -> x.progress().chunkedResponse ? "chunked" : null);
        t.define(
                "sent_http_cache_control",
                0,
                x -> x.response().headers.joined("Cache-Control", ", "));
        t.define("sent_http_link", 0, x -> x.response().headers.joined("Link", ", "));
        t.definePrefix(
                "sent_http_",
                NOCACHEABLE,
                name -> {
                    String header = name.replace('_', '-');
                    return x -> sentHeader(x, header);
                });
        t.definePrefix(
                "sent_trailer_",
                NOCACHEABLE,
                name -> {
                    String header = name.replace('_', '-');
                    return x ->
                            x.response().trailers == null
                                    ? null
                                    : x.response().trailers.joined(header, ", ");
                });
    }

    private static void defineProcess(VariableTable t) {
        t.define("hostname", 0, x -> HostName.get());
        t.define("pid", 0, x -> Long.toString(x.worker().pid()));
        t.define("nginx_version", 0, x -> Version.NGINX);
        t.define("msec", NOCACHEABLE, x -> seconds(x.worker().nowMillis()));
        t.define("time_iso8601", NOCACHEABLE, x -> LocalTimes.iso8601(x.worker().nowMillis()));
        t.define("time_local", NOCACHEABLE, x -> LocalTimes.common(x.worker().nowMillis()));
    }

    /** Empty arguments are no arguments, unless they were assigned. */
    private static String args(Exchange x) {
        Request request = x.request();
        return request.args.isEmpty() && !request.argsAssigned ? null : request.args;
    }

    private static void setArgs(Exchange x, String value) {
        x.request().args = value == null ? "" : value;
        x.request().argsAssigned = value != null;
        x.request().uriChanged = true;
    }

    private static String bodyFile(Exchange x) {
        return x.body().file() == null ? null : FileName.text(x.body().file());
    }

    private static String requestTime(Exchange x) {
        return seconds(Math.max(0, x.worker().nowMillis() - x.request().head().startMillis));
    }

    /** Milliseconds as seconds with three decimals. */
    static String seconds(long millis) {
        long rest = millis % 1000;
        return millis / 1000 + (rest < 10 ? ".00" : rest < 100 ? ".0" : ".") + rest;
    }

    private static String host(Exchange x) {
        String host = x.request().host;
        return host != null && !host.isEmpty() ? host : CoreModule.server(x).serverName;
    }

    private static String protocol(Exchange x) {
        String line = x.request().head().requestLine;
        if (x.request().version() == HttpVersion.HTTP_0_9 || line.isEmpty()) {
            return line.isEmpty() ? null : "";
        }
        return x.request().version().text();
    }

    private static String port(int port) {
        return port > 0 ? Integer.toString(port) : "";
    }

    private static String status(Exchange x) {
        ResponseHead head = x.response();
        int status = x.progress().errorStatus != 0 ? x.progress().errorStatus : head.status;
        if (status == 0) {
            return x.request().version() == HttpVersion.HTTP_0_9 ? "009" : "000";
        }
        return status < 100 ? String.format("%03d", status) : Integer.toString(status);
    }

    private static String sentConnection(Exchange x) {
        if (x.response().status == 101) {
            return "upgrade";
        }
        return x.progress().keepAlive ? "keep-alive" : "close";
    }

    private static String sentKeepAlive(Exchange x) {
        long seconds = CoreModule.location(x).keepaliveHeader;
        return x.progress().keepAlive && seconds > 0 ? "timeout=" + seconds : null;
    }

    private static String sentHeader(Exchange x, String name) {
        String joined = x.response().headers.joined(name, ", ");
        return joined != null ? joined : x.response().get(name);
    }
}
