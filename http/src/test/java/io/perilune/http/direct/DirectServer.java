// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.direct;

import io.perilune.conf.parse.ConfParser;
import io.perilune.conf.parse.RawBodies;
import io.perilune.conf.tree.ConfException;
import io.perilune.http.HttpConfig;
import io.perilune.http.HttpConfigurator;
import io.perilune.http.ModuleOrder;
import io.perilune.http.module.HttpModule;
import java.nio.file.Path;
import java.util.List;

/** A server without sockets for tests. */
public final class DirectServer {

    private final DirectWorker worker = new DirectWorker();
    private final HttpConfig config;

    private DirectServer(String text, Path prefix, List<HttpModule> others) {
        HttpConfigurator configurator =
                new HttpConfigurator(
                        ModuleOrder.standard(others),
                        prefix + "/",
                        prefix + "/conf/",
                        worker,
                        worker);
        config =
                configurator.configure(
                        ConfParser.parseText("nginx.conf", text, RawBodies.NONE).main());
        config.startWorker(worker);
    }

    /** A server whose {@code http} block holds this text. */
    public static DirectServer http(String text) {
        return new DirectServer(
                "events { }\nhttp {\n" + text + "\n}\n", Path.of("/nowhere"), List.of());
    }

    /** The same, with a folder as prefix. */
    public static DirectServer http(String text, Path prefix) {
        return new DirectServer("events { }\nhttp {\n" + text + "\n}\n", prefix, List.of());
    }

    /** A server whose one {@code server} block holds this text. */
    public static DirectServer of(String serverText) {
        return of(serverText, Path.of("/nowhere"));
    }

    /** The same, with a folder as prefix. */
    public static DirectServer of(String serverText, Path prefix, HttpModule... others) {
        return new DirectServer(
                "events { }\nhttp {\nserver {\nlisten 8080;\n"
                        + "server_name localhost;\n"
                        + serverText
                        + "\n}\n}\n",
                prefix,
                List.of(others));
    }

    /** The complaint about a main file. */
    public static String refusal(String text) {
        try {
            new DirectServer(text, Path.of("/nowhere"), List.of());
            return "accepted";
        } catch (ConfException e) {
            return e.getMessage();
        }
    }

    public HttpConfig config() {
        return config;
    }

    public DirectWorker worker() {
        return worker;
    }

    public List<String> log() {
        return worker.logLines();
    }

    public DirectConnection connect() {
        return new DirectConnection(config, worker);
    }

    /** The answer to a GET with {@code Host: localhost} and {@code Connection: close}. */
    public String get(String target, String... headers) {
        return request("GET", target, headers);
    }

    public String request(String method, String target, String... headers) {
        StringBuilder text =
                new StringBuilder(
                        method
                                + ' '
                                + target
                                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return connect().send(text.append("\r\n").toString()).received();
    }

    /** What follows a response's head. */
    public static String body(String response) {
        return response.substring(response.indexOf("\r\n\r\n") + 4);
    }

    /** A response's status line. */
    public static String statusLine(String response) {
        return response.substring(0, response.indexOf("\r\n"));
    }
}
