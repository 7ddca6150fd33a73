// SPDX-License-Identifier: Apache-2.0
package io.perilune.http;

import static io.perilune.http.direct.DirectServer.body;
import static io.perilune.http.direct.DirectServer.statusLine;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResponseTest {

    /** {@code pieces a b c}: sends each piece by itself, without a known length. */
    private static final class Pieces implements HttpModule {

        private Exchange suspended;

        @Override
        public String name() {
            return "pieces";
        }

        @Override
        public List<DirectiveSpec<ConfScope>> directives() {
            return List.of(
                    DirectiveSpec.of(
                            "pieces",
                            Set.of(Context.LOCATION),
                            Arity.ANY,
                            (cf, d) ->
                                    cf.location(CoreModule.LOCATION).contentHandler =
                                            x -> send(x, d.arguments())),
                    DirectiveSpec.of(
                            "waits",
                            Set.of(Context.LOCATION),
                            Arity.NOARGS,
                            (cf, d) ->
                                    cf.location(CoreModule.LOCATION).contentHandler =
                                            x -> {
                                                suspended = x;
                                                return Verdict.SUSPENDED;
                                            }),
                    DirectiveSpec.of(
                            "fails",
                            Set.of(Context.LOCATION),
                            Arity.NOARGS,
                            (cf, d) ->
                                    cf.location(CoreModule.LOCATION).contentHandler =
                                            x -> {
                                                throw new IllegalStateException("our fault");
                                            }));
        }

        private static Verdict send(Exchange x, List<String> pieces) {
            x.response().contentType = "text/plain";
            x.sendHeader();
            for (String piece : pieces) {
                x.write(Unpooled.copiedBuffer(piece, StandardCharsets.ISO_8859_1), 0);
            }
            return Verdict.FINISHED;
        }
    }

    private final Pieces pieces = new Pieces();
    private final DirectServer server =
            DirectServer.of(
                    "location / { pieces hello \" \" world; }"
                            + "location /wait { waits; } location /fail { fails; } location /empty { pieces; }"
                            + "location /plain { chunked_transfer_encoding off; pieces a b; }",
                    Path.of("/nowhere"),
                    pieces);

    @Test
    void withoutALengthItIsChunkedInOneWrite() {
        DirectConnection connection = server.connect();
        connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(connection.received())
                .isEqualTo(
                        "HTTP/1.1 200 OK\r\nServer: nginx/1.29.7\r\n"
                                + "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: text/plain\r\n"
                                + "Transfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n"
                                + "5\r\nhello\r\n1\r\n \r\n5\r\nworld\r\n0\r\n\r\n");
        assertThat(connection.writes()).isEqualTo(1);
        assertThat(connection.ending()).isEqualTo(Ending.KEEP_ALIVE);
    }

    @Test
    void toHttp10ItEndsWithTheConnection() {
        DirectConnection connection = server.connect();
        connection.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        assertThat(connection.received())
                .contains("Connection: close\r\n")
                .doesNotContain("chunked")
                .endsWith("\r\n\r\nhello world");
        assertThat(connection.ending()).isEqualTo(Ending.CLOSE);
    }

    @Test
    void chunksCanBeSwitchedOff() {
        assertThat(body(server.get("/plain"))).isEqualTo("ab");
    }

    @Test
    void anEmptyBodyIsJustTheLastChunk() {
        assertThat(body(server.get("/empty"))).isEqualTo("0\r\n\r\n");
    }

    @Test
    void headHasNoBodyAndNoFraming() {
        assertThat(server.request("HEAD", "/")).doesNotContain("chunked").endsWith("\r\n\r\n");
    }

    @Test
    void http09HasNoHead() {
        assertThat(server.connect().send("GET /plain\r\n\r\n").received()).isEqualTo("ab");
    }

    @Test
    void aFaultOfOursIsLoggedAndAnsweredWith500() {
        assertThat(statusLine(server.get("/fail"))).isEqualTo("HTTP/1.1 500 Internal Server Error");
        assertThat(server.log().get(0))
                .startsWith("[crit] unexpected failure: java.lang.IllegalStateException: our fault")
                .endsWith(
                        ", client: 127.0.0.1, server: localhost, request: \"GET /fail HTTP/1.1\","
                                + " host: \"localhost\"");
    }

    @Test
    void aSuspendedHandlerIsResumed() {
        DirectConnection connection = server.connect();
        connection.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(connection.received()).isEmpty();
        pieces.suspended.resume(Verdict.respond(503));
        assertThat(statusLine(connection.received()))
                .isEqualTo("HTTP/1.1 503 Service Temporarily Unavailable");
        assertThat(connection.ending()).isEqualTo(Ending.KEEP_ALIVE);
    }

    @Test
    void aSuspendedHandlerIsDroppedWhenTheClientLeaves() {
        DirectConnection connection = server.connect();
        connection.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
        boolean[] cleaned = new boolean[1];
        pieces.suspended.onCleanup(() -> cleaned[0] = true);
        connection.end();
        assertThat(connection.ending()).isEqualTo(Ending.ABORT);
        assertThat(cleaned[0]).isTrue();
        assertThat(server.log().get(0)).startsWith("[info] client prematurely closed connection");
        pieces.suspended.resume(Verdict.respond(503));
        assertThat(connection.received()).isEmpty();
    }

    @Test
    void aSuspendedHandlerMayRedirectInternally() {
        DirectConnection connection = server.connect();
        connection.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
        pieces.suspended.internalRedirect("/plain", "");
        assertThat(body(connection.received())).isEqualTo("ab");
    }

    @Test
    void theRequestEndsWhenItsOutputIsSent() {
        DirectConnection connection = server.connect().block();
        connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(connection.ending()).isNull();
        connection.unblock();
        assertThat(connection.ending()).isEqualTo(Ending.KEEP_ALIVE);
    }

    @Test
    void aClientThatTakesNothingIsGivenUp() {
        DirectConnection connection = server.connect().block();
        connection.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        connection.sendTimesOut();
        assertThat(connection.ending()).isEqualTo(Ending.ABORT);
        assertThat(server.log().get(0))
                .startsWith("[info] client timed out (110: Connection timed out)");
    }

    @Test
    void relativeLocationsAreMadeAbsolute() {
        String redirect = "location / { return 301 /x; }";
        assertThat(DirectServer.of(redirect).get("/"))
                .contains("Location: http://localhost:8080/x\r\n");
        assertThat(DirectServer.of("port_in_redirect off;" + redirect).get("/"))
                .contains("Location: http://localhost/x\r\n");
        assertThat(DirectServer.of("absolute_redirect off;" + redirect).get("/"))
                .contains("Location: /x\r\n");
    }

    @Test
    void satisfyAnyTakesOneConsent() {
        DirectServer any =
                DirectServer.of(
                        "location / { satisfy any; allow 127.0.0.1; deny all; "
                                + "return 200 in; } location /no { satisfy any; deny all; empty_gif; }");
        assertThat(statusLine(any.get("/no"))).isEqualTo("HTTP/1.1 403 Forbidden");
        assertThat(any.log()).anyMatch(line -> line.contains("access forbidden by rule"));
    }

    @Test
    void limitExceptAppliesToOtherMethods() {
        DirectServer limited =
                DirectServer.of("location / { limit_except GET { deny all; } " + "empty_gif; }");
        assertThat(statusLine(limited.get("/"))).isEqualTo("HTTP/1.1 200 OK");
        assertThat(statusLine(limited.request("PUT", "/"))).isEqualTo("HTTP/1.1 403 Forbidden");
    }
}
