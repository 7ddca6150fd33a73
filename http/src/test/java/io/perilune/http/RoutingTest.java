// SPDX-License-Identifier: Apache-2.0
package io.perilune.http;

import static io.perilune.http.direct.DirectServer.body;
import static io.perilune.http.direct.DirectServer.statusLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.http.direct.DirectServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTest {

    @Nested
    class Locations {

        private final DirectServer server =
                DirectServer.of(
                        """
                location = /exact { return 200 exact; }
                location / { return 200 root; }
                location /pre { return 200 prefix; }
                location /prefix/longer { return 200 longer; }
                location ^~ /first { return 200 first; }
                location ~ \\.php$ { return 200 regex; }
                location ~* \\.PNG$ { return 200 caseless; }
                location ~ ^/named/(?<who>\\w+)/(.) { return 200 "$who-$2"; }
                location /outer {
                    location /outer/inner { return 200 inner; }
                    location ~ x$ { return 200 nested-regex; }
                    return 200 outer;
                }
                location /internal { internal; return 200 secret; }
                """);

        @ParameterizedTest
        @CsvSource({
            "/exact, exact",
            "/exact/, root",
            "/prefix, prefix",
            "/prefix/longer/x, longer",
            "/first/a.php, first",
            "/pre/a.php, regex",
            "/a.png, caseless",
            "/a.PHP, root",
            "/outer/inner/1, inner",
            "/outer/ax, nested-regex",
            "/outer/a, outer",
            "/outer/a.php, regex",
            "/named/joe/y, joe-y",
            "/a/../exact, exact",
            "//exact, exact"
        })
        void areChosenAsNginxDoes(String uri, String answer) {
            assertThat(body(server.get(uri))).isEqualTo(answer);
        }

        @Test
        void internalOnesAreHiddenFromClients() {
            assertThat(statusLine(server.get("/internal"))).isEqualTo("HTTP/1.1 404 Not Found");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "location /a { } location /a { }|duplicate location \"/a\"",
                    "location x /a { }|invalid location modifier \"x\"",
                    "location /a { location /b { } }|location \"/b\" is outside location \"/a\"",
                    "location = /a { location /a/b { } }"
                            + "|location \"/a/b\" cannot be inside the exact location \"/a\"",
                    "location /a { location @b { } }|named location \"@b\" can be on the server level only",
                    "location @a { location /b { } }"
                            + "|location \"/b\" cannot be inside the named location \"@a\"",
                })
        void thatMakeNoSenseAreRefused(String conf, String problem) {
            assertThat(DirectServer.refusal("events { }\nhttp { server { " + conf + " } }"))
                    .isEqualTo(problem + " in nginx.conf:2");
        }
    }

    @Nested
    class Servers {

        private final DirectServer server =
                DirectServer.http(
                        """
                server { listen 80; server_name first.com; return 200 first; }
                server { listen 80; server_name Exact.com alias.com; return 200 $server_name; }
                server { listen 80; server_name *.wild.com; return 200 wild; }
                server { listen 80; server_name ~^(?<sub>\\w+)\\.re\\.com$; return 200 "re $sub"; }
                """);

        private String ask(String host) {
            return body(
                    server.connect()
                            .send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                            .received());
        }

        @ParameterizedTest
        @CsvSource({
            "exact.com, exact.com",
            "EXACT.com:8080, exact.com",
            "alias.com., exact.com",
            "a.wild.com, wild",
            "foo.re.com, re foo",
            "unknown, first",
            "[::1]:80, first"
        })
        void areChosenByHost(String host, String answer) {
            assertThat(ask(host)).isEqualTo(answer);
        }

        @Test
        void theDefaultServerIsWhatListenSays() {
            DirectServer other =
                    DirectServer.http(
                            "server { listen 80; return 200 a; }"
                                    + "server { listen 80 default_server; server_name b; return 200 b; }");
            assertThat(body(other.get("/"))).isEqualTo("b");
        }

        @Test
        void theHostOfTheRequestLineWins() {
            assertThat(
                            body(
                                    server.connect()
                                            .send(
                                                    "GET http://exact.com/x HTTP/1.1\r\n"
                                                            + "Host: a.wild.com\r\n\r\n")
                                            .received()))
                    .isEqualTo("exact.com");
        }

        @Test
        void twoDefaultServersAreRefused() {
            assertThat(
                            DirectServer.refusal(
                                    "events { }\nhttp {"
                                            + "server { listen 80 default_server; } server { listen 80 default_server; } }"))
                    .isEqualTo("a duplicate default server for 0.0.0.0:80 in nginx.conf:2");
        }

        @Test
        void theSameNameTwiceIsMentioned() {
            DirectServer twice =
                    DirectServer.http(
                            "server { server_name a; return 200 1; }"
                                    + "server { server_name a; return 200 2; }");
            assertThat(twice.log())
                    .containsExactly("[warn] conflicting server name \"a\" on 0.0.0.0:80, ignored");
        }

        @Test
        void tlsIsRefusedLoudly() {
            assertThat(DirectServer.refusal("events { }\nhttp { server { listen 443 ssl; } }"))
                    .isEqualTo(
                            "the \"ssl\" parameter of \"listen\" is known but not supported yet"
                                    + " in nginx.conf:2");
        }
    }
}
