// SPDX-License-Identifier: Apache-2.0
package io.perilune.http;

import static io.perilune.http.direct.DirectServer.body;
import static io.perilune.http.direct.DirectServer.statusLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.http.core.CoreModule;
import io.perilune.http.direct.DirectConnection;
import io.perilune.http.direct.DirectServer;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.io.Ending;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {

    /** {@code body_echo}: reads the body, answers with where it is and what it says. */
    private static final class BodyEcho implements HttpModule {

        @Override
        public String name() {
            return "body_echo";
        }

        @Override
        public List<DirectiveSpec<ConfScope>> directives() {
            return List.of(
                    DirectiveSpec.of(
                            "body_echo",
                            Set.of(Context.LOCATION),
                            Arity.NOARGS,
                            (cf, d) ->
                                    cf.location(CoreModule.LOCATION).contentHandler =
                                            x -> {
                                                x.body().read(status -> answer(x, status));
                                                return Verdict.SUSPENDED;
                                            }));
        }

        private static void answer(Exchange x, int status) {
            if (status != 0) {
                x.finalizeRequest(status);
                return;
            }
            String text;
            try {
                text =
                        x.body().file() != null
                                ? "file " + Files.readString(x.body().file())
                                : "memory " + x.body().text();
            } catch (IOException e) {
                text = e.toString();
            }
            ByteBuf out = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
            x.response().contentLength = out.readableBytes();
            x.sendHeader();
            x.write(out, Exchange.LAST);
            x.finalizeRequest(Exchange.OK);
        }
    }

    @TempDir Path folder;

    private DirectServer server(String conf) {
        return DirectServer.of(
                conf + " location / { body_echo; } location /no { return 200 no; }",
                folder,
                new BodyEcho());
    }

    private static String post(String target, String rest) {
        return "POST " + target + " HTTP/1.1\r\nHost: a\r\n" + rest;
    }

    @Test
    void aSmallBodyStaysInMemory() {
        DirectConnection connection = server("").connect();
        connection.send(post("/", "Content-Length: 5\r\n\r\nhel"));
        assertThat(connection.received()).isEmpty();
        connection.send("loGET /no HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(connection.received())
                .contains("\r\n\r\nmemory helloHTTP/1.1 200 OK")
                .endsWith("no");
    }

    @Test
    void aLargeBodyGoesToAFileThatIsDeletedAfterwards() throws IOException {
        DirectServer server = server("client_body_buffer_size 8;");
        String text = "x".repeat(100);
        String response =
                server.connect().send(post("/", "Content-Length: 100\r\n\r\n" + text)).received();
        assertThat(body(response)).isEqualTo("file " + text);
        assertThat(server.log())
                .anyMatch(
                        line ->
                                line.startsWith(
                                        "[warn] a client request body is buffered to a temporary file "
                                                + folder
                                                + "/client_body_temp/"));
        try (var files = Files.walk(folder.resolve("client_body_temp"))) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void aChunkedBodyIsUnframedHoweverItArrives(int piece) {
        DirectConnection connection = server("").connect();
        String text =
                post(
                        "/",
                        "Transfer-Encoding: chunked\r\n\r\n"
                                + "5;ext=1\r\nhello\r\n1\r\n \r\n0A\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n"
                                + "GET /no HTTP/1.1\r\nHost: a\r\n\r\n");
        for (int i = 0; i < text.length(); i += piece) {
            connection.send(text.substring(i, Math.min(text.length(), i + piece)));
        }
        assertThat(connection.received())
                .contains("memory hello 0123456789HTTP/1.1 200")
                .endsWith("no");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\n", "5\r\nhelloX", "5\rX", "-1\r\n", "fffffffffffffffff\r\n"})
    void brokenChunksAreRefused(String body) {
        DirectServer server = server("");
        DirectConnection connection = server.connect();
        connection.send(post("/", "Transfer-Encoding: chunked\r\n\r\n" + body));
        assertThat(statusLine(connection.received())).isEqualTo("HTTP/1.1 400 Bad Request");
        assertThat(connection.ending()).isNotEqualTo(Ending.KEEP_ALIVE);
        assertThat(server.log().get(0)).startsWith("[error] client sent invalid chunked body");
    }

    @Test
    void aBodyTooLargeIsRefusedBeforeItIsRead() {
        DirectServer server = server("client_max_body_size 4;");
        DirectConnection connection = server.connect();
        connection.send(post("/", "Content-Length: 5\r\n\r\n"));
        assertThat(statusLine(connection.received()))
                .isEqualTo("HTTP/1.1 413 Request Entity Too Large");
        assertThat(connection.ending()).isEqualTo(Ending.LINGER);
        assertThat(server.log().get(0))
                .startsWith("[error] client intended to send too large body: 5 bytes, client: ");
    }

    @Test
    void aChunkedBodyTooLargeIsRefusedAsSoonAsThatShows() {
        DirectServer server = server("client_max_body_size 4;");
        DirectConnection connection = server.connect();
        connection.send(post("/", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde"));
        assertThat(statusLine(connection.received()))
                .isEqualTo("HTTP/1.1 413 Request Entity Too Large");
        assertThat(server.log().get(0))
                .startsWith("[error] client intended to send too large chunked body: 3+2 bytes");
    }

    @Test
    void aSlowClientIsGivenUp() {
        DirectServer server = server("client_body_timeout 10s;");
        DirectConnection connection = server.connect();
        connection.send(post("/", "Content-Length: 5\r\n\r\nh"));
        server.worker().pass(9_000);
        connection.send("e");
        server.worker().pass(9_000);
        assertThat(connection.ending()).isNull();
        server.worker().pass(2_000);
        assertThat(connection.ending()).isEqualTo(Ending.ABORT);
        assertThat(connection.received()).isEmpty();
        assertThat(server.log()).isEmpty();
    }

    @Test
    void aClientThatLeavesEarlyIsNoticed() {
        DirectServer server = server("");
        server.connect().send(post("/", "Content-Length: 5\r\n\r\nh")).end();
        assertThat(server.log().get(0)).startsWith("[info] client prematurely closed connection");
    }

    @Test
    void whoWaitsForItIsToldToContinue() {
        DirectConnection connection = server("").connect();
        connection.send(post("/", "Content-Length: 2\r\nExpect: 100-Continue\r\n\r\n"));
        assertThat(connection.received()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
        connection.send("hi");
        assertThat(connection.received()).endsWith("memory hi");
    }

    @Test
    void aBodyNobodyReadsIsDroppedAndTheConnectionKept() {
        DirectConnection connection = server("").connect();
        connection.send(post("/no", "Content-Length: 5\r\n\r\nhel"));
        assertThat(connection.received()).endsWith("no");
        assertThat(connection.ending()).isNull();
        connection.send("loGET /no HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(connection.ending()).isEqualTo(Ending.KEEP_ALIVE);
        assertThat(connection.received()).endsWith("no").contains("noHTTP/1.1 200 OK");
    }

    @Test
    void theBodyIsAVariable() {
        DirectServer server =
                DirectServer.of(
                        "location / { body_echo; add_header X "
                                + "\"$request_body|$request_length|$content_length\"; }",
                        folder,
                        new BodyEcho());
        assertThat(server.connect().send(post("/", "Content-Length: 2\r\n\r\nhi")).received())
                .contains("\r\nX: hi|49|2\r\n");
    }
}
