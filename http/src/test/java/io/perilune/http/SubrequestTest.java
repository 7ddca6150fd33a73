// SPDX-License-Identifier: Apache-2.0
package io.perilune.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.http.core.CoreModule;
import io.perilune.http.direct.DirectConnection;
import io.perilune.http.direct.DirectServer;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.Subrequest;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubrequestTest {

    /** Answers with what a subrequest answers: {@code ask uri status-only|pages}. */
    private static final class Asking implements HttpModule {

        @Override
        public String name() {
            return "asking";
        }

        @Override
        public List<DirectiveSpec<ConfScope>> directives() {
            return List.of(
                    DirectiveSpec.of(
                            "ask",
                            Set.of(Context.LOCATION),
                            Arity.TAKE2,
                            (scope, d) -> {
                                String uri = d.argument(0);
                                boolean statusOnly = d.argument(1).equals("status-only");
                                scope.location(CoreModule.LOCATION).contentHandler =
                                        x -> ask(x, uri, statusOnly);
                            }));
        }

        private static Verdict ask(Exchange x, String uri, boolean statusOnly) {
            Subrequest subrequest = Subrequest.of(x, uri, "", statusOnly);
            if (subrequest == null) {
                return Verdict.respond(508);
            }
            subrequest.start(
                    done -> {
                        String text =
                                done.exchange().response().status
                                        + " "
                                        + done.answer()
                                                .toString(StandardCharsets.ISO_8859_1)
                                                .strip();
                        x.response().status = 200;
                        x.response().contentLength = text.length();
                        x.sendHeader();
                        x.write(
                                Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1),
                                Exchange.LAST);
                        x.finalizeRequest(Exchange.OK);
                    });
            return Verdict.SUSPENDED;
        }
    }

    private static String answer(String uri, String conf) {
        DirectServer server = DirectServer.of(conf, Path.of("/nowhere"), new Asking());
        return DirectServer.body(server.get(uri));
    }

    @Test
    void answersFromTheLocationOfItsPath() {
        assertThat(
                        answer(
                                "/t?of=main",
                                """
                location /t { ask /part pages; }
                location /part { internal; return 202 "$uri $args $request_uri $request_method"; }
                """))
                .isEqualTo("202 /part  /t?of=main GET");
    }

    @Test
    void isAnsweredByPagesOrByStatusAlone() {
        String conf =
                """
                error_page 404 /page;
                location /page { return 200 page; }
                location /full { ask /gone pages; }
                location /bare { ask /gone status-only; }
                location /gone { return 404; }
                """;
        assertThat(answer("/full", conf)).isEqualTo("404 page");
        assertThat(answer("/bare", conf)).isEqualTo("404 ");
    }

    @Test
    void passesByTheAccessPhase() {
        assertThat(
                        answer(
                                "/t",
                                """
                location /t { ask /closed pages; }
                location /closed { deny all; return 200 unreached; }
                location / { return 200 root; }
                """))
                .isEqualTo("200 unreached");
    }

    @Test
    void hasVariablesOfItsOwn() {
        assertThat(
                        answer(
                                "/t",
                                """
                set $v "";
                location /t { set $v main; ask /part pages; }
                location /part { return 200 "[$v]"; }
                """))
                .isEqualTo("200 []");
    }

    @Test
    void isRefusedWhenNestedTooDeep() {
        assertThat(answer("/t", "location /t { ask /t status-only; }")).contains("508");
    }

    @Test
    void endsWithItsMainRequest() {
        DirectServer server =
                DirectServer.of(
                        """
                location /t { ask /slow pages; }
                location /slow { echo_sleep 1; echo late; }
                """,
                        Path.of("/nowhere"),
                        new Asking());
        DirectConnection client =
                server.connect().send("GET /t HTTP/1.1\r\nHost: localhost\r\n\r\n").end();
        server.worker().pass(2000);
        assertThat(client.received()).isEmpty();
        assertThat(server.log()).noneMatch(line -> line.contains("unexpected failure"));
    }
}
