// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import static io.perilune.http.direct.DirectServer.body;
import static io.perilune.http.direct.DirectServer.statusLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.http.direct.DirectServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules of which {@link AnswersTest} shows the most: times, compression, limits, complaints. */
class SmallModulesTest {

    @Nested
    class ExpiresLines {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "1h           | Sun, 06 Nov 1994 09:49:37 GMT | max-age=3600",
                    "+1d          | Mon, 07 Nov 1994 08:49:37 GMT | max-age=86400",
                    "-1           | Sun, 06 Nov 1994 08:49:36 GMT | no-cache",
                    "0            | Sun, 06 Nov 1994 08:49:37 GMT | max-age=0",
                    "epoch        | Thu, 01 Jan 1970 00:00:01 GMT | no-cache",
                    "max          | Thu, 31 Dec 2037 23:55:55 GMT | max-age=315360000",
                    "modified 1h  | Sun, 06 Nov 1994 09:49:37 GMT | max-age=3600",
                    "$arg_time    | Sun, 06 Nov 1994 08:50:37 GMT | max-age=60",
                })
        void countFromNow(String value, String expires, String control) {
            String answer =
                    DirectServer.of("location / { expires " + value + "; return 200; }")
                            .get("/?time=1m");
            assertThat(answer)
                    .contains("\r\nExpires: " + expires + "\r\nCache-Control: " + control + "\r\n");
        }

        @Test
        void areNotAddedToErrors() {
            assertThat(DirectServer.of("location / { expires 1h; return 404; }").get("/"))
                    .doesNotContain("Expires")
                    .doesNotContain("Cache-Control");
        }
    }

    @Nested
    class Compression {

        private final DirectServer server =
                DirectServer.of(
                        """
                gzip on; gzip_min_length 10; gzip_types text/plain; gzip_comp_level 6;
                default_type text/plain;
                location /long { return 200 "%s"; }
                location /short { return 200 "x"; }
                """
                                .formatted("text ".repeat(500)));

        @Test
        void givesTheSameTextBack() throws IOException {
            String answer = server.request("GET", "/long", "Accept-Encoding: gzip");
            assertThat(answer)
                    .contains("Content-Encoding: gzip\r\n")
                    .doesNotContain("Content-Length");
            byte[] chunked = body(answer).getBytes(StandardCharsets.ISO_8859_1);
            assertThat(chunked.length).isLessThan(200);
            int start = body(answer).indexOf("\r\n") + 2;
            int length = Integer.parseInt(body(answer).substring(0, start - 2), 16);
            try (GZIPInputStream in =
                    new GZIPInputStream(new ByteArrayInputStream(chunked, start, length))) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                        .isEqualTo("text ".repeat(500));
            }
        }

        @Test
        void leavesShortTextsAndOtherClientsAlone() {
            assertThat(server.get("/short", "Accept-Encoding: gzip"))
                    .doesNotContain("Content-Encoding");
            assertThat(server.get("/long")).doesNotContain("Content-Encoding");
            assertThat(server.get("/long", "Accept-Encoding: gzip;q=0"))
                    .doesNotContain("Content-Encoding");
            assertThat(server.get("/long", "Accept-Encoding: gzip", "Via: 1.1 p"))
                    .doesNotContain("Content-Encoding");
        }
    }

    @Nested
    class Limits {

        private DirectServer server(String name, String limit) {
            return DirectServer.http(
                    "limit_req_zone $arg_k zone="
                            + name
                            + ":32k rate=1r/s; "
                            + "limit_conn_zone $arg_c zone="
                            + name
                            + ":32k;"
                            + "server { listen 8080; location / { "
                            + limit.replace("NAME", name)
                            + " try_files /none =204; } }");
        }

        @Test
        void refuseWhatIsAboveTheBurst() {
            DirectServer server =
                    server("burst", "limit_req zone=NAME burst=1 nodelay; limit_req_status 429;");
            assertThat(statusLine(server.get("/?k=a"))).contains("204");
            assertThat(statusLine(server.get("/?k=a"))).contains("204");
            assertThat(statusLine(server.get("/?k=a"))).contains("429");
            assertThat(statusLine(server.get("/?k=b"))).contains("204");
            assertThat(statusLine(server.get("/"))).contains("204");
            assertThat(server.log().getFirst())
                    .startsWith(
                            "[error] limiting requests, excess: 2.000 by zone \"burst\", client: ");
            server.worker().pass(1000);
            assertThat(statusLine(server.get("/?k=a"))).contains("204");
        }

        @Test
        void delayWhatIsWithinTheBurst() {
            DirectServer server = server("delay", "limit_req zone=NAME burst=5;");
            server.get("/?k=a");
            var waiting = server.connect();
            waiting.send("GET /?k=a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(waiting.received()).isEmpty();
            assertThat(server.log().getFirst())
                    .startsWith(
                            "[warn] delaying request, excess: 1.000, by zone \"delay\", client: ");
            server.worker().pass(1000);
            assertThat(waiting.received()).startsWith("HTTP/1.1 204 ");
        }

        @Test
        void countRequestsAtATime() {
            DirectServer server = server("conn", "limit_conn NAME 1;");
            var slow = server.connect().block();
            slow.send("GET /?c=x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(statusLine(server.get("/?c=x"))).contains("503");
            assertThat(statusLine(server.get("/?c=y"))).contains("204");
            assertThat(server.log().getFirst())
                    .startsWith("[error] limiting connections by zone \"conn\", client: ");
            slow.unblock();
            assertThat(statusLine(server.get("/?c=x"))).contains("204");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy_pass http://x;",
                "upstream u { }",
                "fastcgi_pass x;",
                "ssl_certificate x;",
                "auth_request /x;",
                "mirror /x;",
                "stub_status;",
                "userid on;",
                "sub_filter a b;"
            })
    void aDirectiveThatIsNotSupportedYetIsRefusedByName(String directive) {
        String name = directive.split("[ ;]")[0];
        String text =
                "upstream".equals(name)
                        ? "events { } http { " + directive + " }"
                        : "events { } http { server { location / { " + directive + " } } }";
        assertThat(DirectServer.refusal(text))
                .isEqualTo(
                        "directive \""
                                + name
                                + "\" is known but not supported yet in nginx.conf:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "off | 10.0.0.1          | 10.0.0.1 0",
                "off | 1.2.3.4, 10.0.0.1 | 10.0.0.1 0",
                "on  | 1.2.3.4, 10.0.0.1 | 1.2.3.4 0",
                "on  | 9.9.9.9, 1.2.3.4:88,10.0.0.1 | 1.2.3.4 88",
                "on  | 10.0.0.3, 10.0.0.1 | 10.0.0.3 0",
                "off | [2001:DB8::1]:99  | 2001:db8::1 99",
                "off | junk              | 127.0.0.1 50000",
                "on  | junk, 10.0.0.1    | 10.0.0.1 0",
            })
    void aTrustedProxyNamesTheClient(String recursive, String list, String expected) {
        DirectServer server =
                DirectServer.of(
                        """
                set_real_ip_from 127.0.0.0/8; set_real_ip_from 10.0.0.0/8;
                real_ip_header X-Forwarded-For; real_ip_recursive %s;
                location / { return 200 "$remote_addr $remote_port $realip_remote_addr"; }"""
                                .formatted(recursive));
        assertThat(body(server.get("/", "X-Forwarded-For: " + list)))
                .isEqualTo(expected.replace(" 0", " ") + " 127.0.0.1");
    }

    @Test
    void rulesAndTheErrorLogGoByTheNamedClient() {
        DirectServer server =
                DirectServer.of(
                        "set_real_ip_from 127.0.0.1; deny 1.2.3.4; location / { return 200; try_files /x =204; }");
        assertThat(
                        statusLine(
                                DirectServer.of(
                                                "set_real_ip_from 127.0.0.1; deny 1.2.3.4; location / {"
                                                        + " try_files /x =204; }")
                                        .get("/", "X-Real-IP: 1.2.3.4")))
                .contains("403");
        server.get("/", "X-Real-IP: 1.2.3.4");
        assertThat(server.worker().file("/nowhere/logs/access.log")).startsWith("1.2.3.4 - - ");
    }

    @Test
    void aZoneMayBeDefinedBehindItsUse() {
        String zone = "limit_req_zone $uri zone=later:1m rate=1r/s;";
        String server = "limit_req zone=later; server { location / { } } ";
        assertThat(DirectServer.refusal("events { } http { " + server + zone + " }"))
                .isEqualTo("accepted");
        assertThat(DirectServer.refusal("events { } http { " + server + " }"))
                .isEqualTo("zero size shared memory zone \"later\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "map $uri x { }                    | invalid variable name \"x\"",
                "map $uri $x { a; }                | invalid number of the map parameters",
                "map $uri $x { default a; default b; } | duplicate default map parameter",
                "map $uri $x { a 1; A 2; }         | conflicting parameter \"a\"",
                "map $uri $x { hostnames; a*.b 1; } | invalid hostname or wildcard \"a*.b\"",
                "geo $x { 10.0.0.0/99 1; }         | invalid network \"10.0.0.0/99\"",
                "split_clients $uri $x { 60% a; 60% b; } | percent total is greater than 100%",
                "deny x;                           | invalid parameter \"x\"",
                "add_header a b c;                 | invalid parameter \"c\"",
                "expires @25h;                     | \"expires\" directive daily time value must be less than 24 hours",
                "expires x;                        | \"expires\" directive invalid value",
                "gzip_comp_level 10;               | value must be between 1 and 9",
                "gzip_http_version 2;              | invalid value \"2\"",
                "limit_req_zone $uri rate=1r/s zone=a; | invalid zone size \"zone=a\"",
                "limit_req_zone $uri zone=a:1k rate=1r/s; | zone \"zone=a:1k\" is too small",
                "limit_conn_zone $uri zone=a:1m; limit_conn_zone $uri zone=a:1m; "
                        + "| limit_conn_zone \"a\" is already bound to key \"$uri\"",
            })
    void complaintsAreThoseOfNginx(String directives, String complaint) {
        assertThat(DirectServer.refusal("events { } http { " + directives.strip() + " }"))
                .isEqualTo(complaint.strip() + " in nginx.conf:1");
    }
}
