// SPDX-License-Identifier: Apache-2.0
package io.perilune.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.testkit.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a server does with requests that are wrong, or meant to be read in two ways: nginx's
 * answers.
 */
class BadRequestTest {

    private static final String HOST = "Host: a\r\n";

    @TempDir private static Path prefix;
    private static LiveServer live;

    @BeforeAll
    static void start() throws IOException {
        live =
                new LiveServer(
                        prefix,
                        """
                server {
                    listen PORT;
                    client_max_body_size 1k;
                    location / { return 200 "$request_method $uri [$args]\\n"; }
                    location /body { echo_read_request_body; echo_request_body; }
                }
                """);
    }

    @AfterAll
    static void stop() {
        live.close();
    }

    /** The status of the answer to a request that is sent alone; "" if there is none. */
    private static String status(String request) throws IOException {
        String answer = live.exchange(request);
        return answer.length() < 12 ? "" : answer.substring(9, 12);
    }

    private static String get(String line, String headers) {
        return line + "\r\n" + HOST + "Connection: close\r\n" + headers + "\r\n";
    }

    @Nested
    class TheRequestLine {

        @Test
        void must_be_one() throws IOException {
            for (String line :
                    new String[] {
                        "get / HTTP/1.1",
                        "GET  HTTP/1.1",
                        "GET * HTTP/1.1",
                        "GET a HTTP/1.1",
                        "GET /\0 HTTP/1.1",
                        "GET / HTTP/1",
                        "GET / HTTP/1.1x",
                        "GET / FTP/1.1",
                        "GET http:// HTTP/1.1",
                        "\u0016\u0003\u0001\u0002\u0000"
                    }) {
                assertThat(status(get(line, ""))).as(line).isEqualTo("400");
            }
            assertThat(status(get("GET / HTTP/2.0", ""))).isEqualTo("505");
            assertThat(status(get("TRACE / HTTP/1.1", ""))).isEqualTo("405");
        }

        @Test
        void may_be_as_long_as_a_large_buffer() throws IOException {
            assertThat(status(get("GET /" + "a".repeat(8000) + " HTTP/1.1", ""))).isEqualTo("200");
            assertThat(status(get("GET /" + "a".repeat(9000) + " HTTP/1.1", ""))).isEqualTo("414");
        }

        @Test
        void may_name_no_path_outside() throws IOException {
            for (String path :
                    new String[] {
                        "/../etc", "/a/../../etc", "/%2e%2e/etc", "/a/..%2f..%2f..", "/%00", "/%zz"
                    }) {
                assertThat(status(get("GET " + path + " HTTP/1.1", ""))).as(path).isEqualTo("400");
            }
            assertThat(live.exchange(get("GET /a/./b//c/../%2e/d%2fe HTTP/1.1", "")))
                    .contains("GET /a/b/d/e []");
        }

        @Test
        void of_http_0_9_gets_a_bare_body() throws IOException {
            assertThat(live.exchange("GET /x?y\r\n")).isEqualTo("GET /x [y]\n");
        }
    }

    @Nested
    class Headers {

        @Test
        void must_be_well_formed() throws IOException {
            for (String header :
                    new String[] {
                        "A b: c\r\n",
                        "A : b\r\n",
                        " A: b\r\n",
                        ": b\r\n",
                        "A: b\0\r\n",
                        "A: b\rc\r\n",
                        "A: b\r\n c\r\n"
                    }) {
                assertThat(status(get("GET / HTTP/1.1", header))).as(header).isEqualTo("400");
            }
        }

        @Test
        void may_fill_their_buffers_only() throws IOException {
            assertThat(status(get("GET / HTTP/1.1", "A: " + "a".repeat(8000) + "\r\n")))
                    .isEqualTo("200");
            String tooLong =
                    live.exchange(get("GET / HTTP/1.1", "A: " + "a".repeat(9000) + "\r\n"));
            assertThat(tooLong)
                    .startsWith("HTTP/1.1 400 ")
                    .contains("Request Header Or Cookie Too Large");
            assertThat(
                            live.exchange(
                                    get(
                                            "GET / HTTP/1.1",
                                            ("A: " + "a".repeat(4000) + "\r\n").repeat(9))))
                    .contains("Request Header Or Cookie Too Large");
        }

        @Test
        void need_one_valid_host() throws IOException {
            assertThat(status("GET / HTTP/1.1\r\n\r\n")).isEqualTo("400");
            assertThat(status(get("GET / HTTP/1.1", "Host: b\r\n"))).isEqualTo("400");
            assertThat(status("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n")).isEqualTo("400");
            assertThat(status("GET / HTTP/1.0\r\n\r\n")).isEqualTo("200");
        }
    }

    /**
     * Requests that two readers could end at different places; nothing behind them may be taken for
     * a request.
     */
    @Nested
    class Framing {

        private static final String INNER = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

        private void isRefused(String headers, String body, String status) throws IOException {
            String answer =
                    live.exchange(
                            "POST /body HTTP/1.1\r\n" + HOST + headers + "\r\n" + body + INNER);
            assertThat(answer)
                    .as(headers)
                    .startsWith("HTTP/1.1 " + status)
                    .doesNotContain("smuggled");
        }

        @Test
        void must_be_said_once() throws IOException {
            isRefused("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n", "400");
            isRefused("Content-Length: 0\r\nContent-Length: 4\r\n", "", "400");
            isRefused("Content-Length: 4\r\nContent-Length: 4\r\n", "", "400");
            isRefused(
                    "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                    "0\r\n\r\n",
                    "400");
        }

        @Test
        void must_be_a_plain_number() throws IOException {
            for (String length :
                    new String[] {
                        "-1", "+1", "0x1", "1 1", "1,1", "", "99999999999999999999", "1.0"
                    }) {
                isRefused("Content-Length: " + length + "\r\n", "", "400");
            }
        }

        @Test
        void must_be_a_known_coding() throws IOException {
            isRefused("Transfer-Encoding: gzip, chunked\r\n", "", "501");
            isRefused("Transfer-Encoding: xchunked\r\n", "", "501");
        }

        @Test
        void of_chunks_must_be_exact() throws IOException {
            for (String body :
                    new String[] {
                        "g\r\n",
                        "-1\r\n",
                        "1\n\nx",
                        "1\r\nxy\r\n0\r\n\r\n",
                        " 1\r\nx\r\n0\r\n\r\n",
                        "ffffffffffffffffff\r\n",
                        "1;a\nx\r\n"
                    }) {
                isRefused("Transfer-Encoding: chunked\r\n", body, "400");
            }
        }

        @Test
        void of_a_body_hides_what_is_in_it() throws IOException {
            try (RawClient client = live.connect()) {
                client.send(
                        "POST /body HTTP/1.1\r\n"
                                + HOST
                                + "Content-Length: "
                                + INNER.length()
                                + "\r\n\r\n"
                                + INNER
                                + "POST /body HTTP/1.1\r\n"
                                + HOST
                                + "Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n"
                                + Integer.toHexString(INNER.length())
                                + "\r\n"
                                + INNER
                                + "\r\n0\r\nTrailer: t\r\n\r\n"
                                + get("GET /last HTTP/1.1", ""));
                assertThat(client.readResponse().body()).isEqualTo(INNER);
                assertThat(client.readResponse().body()).isEqualTo("abc" + INNER);
                assertThat(client.readResponse().body()).isEqualTo("GET /last []\n");
                assertThat(client.readToEnd()).isEmpty();
            }
        }

        @Test
        void of_a_body_that_nobody_reads_is_skipped() throws IOException {
            try (RawClient client = live.connect()) {
                client.send(
                        "POST /a HTTP/1.1\r\n"
                                + HOST
                                + "Content-Length: "
                                + INNER.length()
                                + "\r\n\r\n"
                                + INNER
                                + get("GET /last HTTP/1.1", ""));
                assertThat(client.readResponse().body()).isEqualTo("POST /a []\n");
                assertThat(client.readResponse().body()).isEqualTo("GET /last []\n");
            }
        }
    }

    @Test
    void a_body_may_not_be_larger_than_allowed() throws IOException {
        assertThat(status("POST /body HTTP/1.1\r\n" + HOST + "Content-Length: 2000\r\n\r\n"))
                .isEqualTo("413");
        assertThat(
                        status(
                                "POST /body HTTP/1.1\r\n"
                                        + HOST
                                        + "Transfer-Encoding: chunked\r\n\r\n7d0\r\n"
                                        + "x".repeat(2000)
                                        + "\r\n0\r\n\r\n"))
                .isEqualTo("413");
    }

    @Test
    void a_client_that_expects_it_is_told_to_continue() throws IOException {
        try (RawClient client = live.connect()) {
            client.send(
                    "POST /body HTTP/1.1\r\n"
                            + HOST
                            + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(client.readResponse().status()).isEqualTo(100);
            assertThat(client.send("hi").readResponse().body()).isEqualTo("hi");
        }
    }

    @Test
    void noise_never_ends_the_server() throws IOException {
        Random random = new Random(20261121);
        for (int round = 0; round < 300; round++) {
            StringBuilder noise =
                    new StringBuilder(
                            random.nextBoolean() ? "POST /body HTTP/1.1\r\nHost: a\r\n" : "");
            for (int n = random.nextInt(200); n > 0; n--) {
                noise.append(
                        "\r\n :;0123456789abcdefGETPOST/?%\0\u00ff".charAt(random.nextInt(33)));
            }
            try (RawClient client = live.connect()) {
                client.send(noise.toString());
            }
        }
        assertThat(status(get("GET / HTTP/1.1", ""))).isEqualTo("200");
        assertThat(live.log)
                .noneMatch(line -> line.startsWith("[alert]") || line.startsWith("[crit]"));
    }
}
