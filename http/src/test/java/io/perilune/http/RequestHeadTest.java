// SPDX-License-Identifier: Apache-2.0
package io.perilune.http;

import static io.perilune.http.direct.DirectServer.statusLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.http.direct.DirectConnection;
import io.perilune.http.direct.DirectServer;
import io.perilune.http.io.Ending;
import io.perilune.http.message.RequestHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestHeadTest {

    private final DirectServer server = DirectServer.of("return 200 ok;");

    private String send(String head) {
        return server.connect().send(head.replace("\\r\\n", "\r\n") + "\r\n\r\n").received();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET / HTTP/1.1|400 Bad Request|client sent HTTP/1.1 request without \"Host\" header",
                "GET / HTTP/1.1\\r\\nHost: a/b|400 Bad Request|client sent invalid host header",
                "GET / HTTP/1.1\\r\\nHost: a..b|400 Bad Request|client sent invalid host header",
                "GET / HTTP/1.1\\r\\nHost: a\\r\\nHost: b|400 Bad Request"
                        + "|client sent duplicate host header: \"Host: b\", previous value: \"Host: a\"",
                "GET / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1\\r\\nContent-Length: 1|400 Bad Request"
                        + "|client sent duplicate header line: \"Content-Length: 1\","
                        + " previous value: \"Content-Length: 1\"",
                "GET / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: -1|400 Bad Request"
                        + "|client sent invalid \"Content-Length\" header",
                "GET / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked"
                        + "|400 Bad Request|client sent \"Content-Length\" and \"Transfer-Encoding\" headers"
                        + " at the same time",
                "GET / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: gzip|501 Not Implemented"
                        + "|client sent unknown \"Transfer-Encoding\": \"gzip\"",
                "GET / HTTP/1.0\\r\\nTransfer-Encoding: chunked|400 Bad Request"
                        + "|client sent HTTP/1.0 request with \"Transfer-Encoding\" header",
                "TRACE / HTTP/1.1\\r\\nHost: a|405 Not Allowed|client sent TRACE method",
                "GET /../ HTTP/1.1\\r\\nHost: a|400 Bad Request|client sent invalid request",
                "GET /%00 HTTP/1.1\\r\\nHost: a|400 Bad Request|client sent invalid request",
                "GET http://a/b/../.. HTTP/1.1\\r\\nHost: a|400 Bad Request|client sent invalid request",
            })
    void badOnesAreAnsweredAndLogged(String head, String status, String problem) {
        assertThat(statusLine(send(head))).isEqualTo("HTTP/1.1 " + status);
        assertThat(server.log()).hasSize(1);
        assertThat(server.log().get(0))
                .startsWith("[info] " + problem + " while reading client")
                .contains(", client: 127.0.0.1, server: localhost, request: \"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET / HTTP/1.0|close", "GET / HTTP/1.0\\r\\nConnection: Keep-Alive|keep-alive",
                "GET / HTTP/1.1\\r\\nHost: a|keep-alive",
                        "GET / HTTP/1.1\\r\\nHost: a\\r\\nConnection: close|close",
                "GET / HTTP/1.1\\r\\nHost: a\\r\\nConnection: TE, Close|close",
            })
    void theConnectionIsKeptAsTheClientWants(String head, String connection) {
        assertThat(send(head)).contains("\r\nConnection: " + connection + "\r\n");
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() {
        DirectServer echo = DirectServer.of("return 200 $uri;");
        DirectConnection connection = echo.connect();
        connection.send(
                "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n"
                        + "GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET /4 HTTP/1.1\r\n");
        assertThat(connection.received()).containsSubsequence("/1HTTP/1.1 200", "/2HTTP/1.1", "/3");
        assertThat(connection.received()).doesNotContain("/4");
        assertThat(connection.writes()).isEqualTo(3);
    }

    @Test
    void aConnectionEndsAfterKeepaliveRequests() {
        DirectServer two = DirectServer.of("keepalive_requests 2; location / { return 200 ok; }");
        DirectConnection connection = two.connect();
        connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(connection.ending()).isEqualTo(Ending.KEEP_ALIVE);
        connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(connection.ending()).isEqualTo(Ending.CLOSE);
    }

    @Test
    void keepAliveHeaderIsSentWhenConfigured() {
        DirectServer server =
                DirectServer.of("keepalive_timeout 10s 7s; location / { return 200 a; }");
        assertThat(server.connect().send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").received())
                .contains("Connection: keep-alive\r\nKeep-Alive: timeout=7\r\n");
    }

    @Test
    void aHeadThatCouldNotBeReadIsAnsweredToo() {
        RequestHead head = new RequestHead();
        head.requestLine = "G";
        DirectConnection connection = server.connect();
        server.config()
                .admission()
                .refuse(
                        connection,
                        head,
                        server.config().listens().get(0),
                        400,
                        "client sent invalid method while reading client request line");
        assertThat(connection.received())
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .contains("Connection: close");
        assertThat(server.log())
                .containsExactly(
                        "[info] client sent invalid method while reading"
                                + " client request line, client: 127.0.0.1, server: localhost, request: \"G\"");
    }
}
