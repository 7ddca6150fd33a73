// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.http.direct.DirectServer;
import org.junit.jupiter.api.Test;

class LogModuleTest {

    private static DirectServer server(String http, String location) {
        return DirectServer.http(
                http + "\nserver { listen 8080; location / { " + location + " } }");
    }

    @Test
    void withoutDirectivesTheCombinedFormatGoesToTheDefaultFile() {
        DirectServer server = server("", "return 200 ok;");
        server.get("/x?y", "Referer: r", "User-Agent: u");
        assertThat(server.worker().file("/nowhere/logs/access.log"))
                .isEqualTo(
                        "127.0.0.1 - - [06/Nov/1994:08:49:37 +0000] \"GET /x?y HTTP/1.1\" 200 2 \"r\" \"u\"\n");
    }

    @Test
    void bytesAreEscapedAsTheFormatSays() {
        DirectServer server =
                server(
                        """
                log_format d '$http_x';
                log_format j escape=json '{"x":"$http_x$nothing$http_none"}';
                log_format n escape=none '$http_x|$http_none';
                map $uri $nothing { default ""; }
                access_log d d; access_log j j; access_log n n;""",
                        "return 200;");
        server.get("/", "X: a\"b\\\t\u0001\u00e4");
        server.get("/");
        assertThat(server.worker().file("/nowhere/d"))
                .isEqualTo("a\\x22b\\x5C\\x09\\x01\\xE4\n-\n");
        assertThat(server.worker().file("/nowhere/j"))
                .isEqualTo("{\"x\":\"a\\\"b\\\\\\t\\u0001\u00e4\"}\n{\"x\":\"\"}\n");
        assertThat(server.worker().file("/nowhere/n")).isEqualTo("a\"b\\\t\u0001\u00e4|\n|\n");
    }

    @Test
    void offAndInnerLevelsReplaceTheOuter() {
        DirectServer server =
                DirectServer.http(
                        """
                log_format p "$uri";
                access_log outer p;
                server {
                    listen 8080;
                    location /off { access_log off; return 200; }
                    location /own { access_log own p; access_log second p; return 200; }
                    location / { return 200; }
                }""");
        server.get("/off");
        server.get("/own");
        server.get("/x");
        assertThat(server.worker().file("/nowhere/outer")).isEqualTo("/x\n");
        assertThat(server.worker().file("/nowhere/own")).isEqualTo("/own\n");
        assertThat(server.worker().file("/nowhere/second")).isEqualTo("/own\n");
    }

    @Test
    void aConditionDecides() {
        DirectServer server =
                server("log_format p '$uri'; access_log c p if=$arg_log;", "return 200;");
        server.get("/a");
        server.get("/b?log=0");
        server.get("/c?log=1");
        assertThat(server.worker().file("/nowhere/c")).isEqualTo("/c\n");
    }

    @Test
    void aBufferIsWrittenWhenItIsFullOrItsTimeHasCome() {
        DirectServer server =
                server("log_format p '$uri'; access_log b p buffer=10 flush=5s;", "return 200;");
        server.get("/1234");
        assertThat(server.worker().file("/nowhere/b")).isEmpty();
        server.get("/5678");
        assertThat(server.worker().file("/nowhere/b")).isEqualTo("/1234\n");
        server.worker().pass(5000);
        assertThat(server.worker().file("/nowhere/b")).isEqualTo("/1234\n/5678\n");
        server.get("/longer-than-the-buffer");
        assertThat(server.worker().file("/nowhere/b")).endsWith("buffer\n");
    }

    @Test
    void complaintsAreThoseOfNginx() {
        assertThat(refusal("access_log x nope;"))
                .isEqualTo("unknown log format \"nope\" in nginx.conf:1");
        assertThat(refusal("log_format a x; log_format a y;"))
                .isEqualTo("duplicate \"log_format\" name \"a\" in nginx.conf:1");
        assertThat(refusal("log_format a;"))
                .isEqualTo(
                        "invalid number of arguments in \"log_format\" directive in nginx.conf:1");
        assertThat(refusal("access_log x combined flush=1s;"))
                .isEqualTo("no buffer is defined for access_log \"x\" in nginx.conf:1");
        assertThat(refusal("access_log x combined buffer=x;"))
                .isEqualTo("invalid buffer size \"x\" in nginx.conf:1");
        assertThat(refusal("access_log syslog:server=a;")).contains("known but not supported yet");
    }

    private static String refusal(String http) {
        return DirectServer.refusal("events { } http { " + http + " }");
    }
}
