// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import io.perilune.testkit.RawClient;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Http1ConnectionTest {

    private EchoSite site;
    private TestHost host;

    @BeforeEach
    void start() throws IOException {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        start(ConnectionSettings.DEFAULT);
    }

    private void start(ConnectionSettings settings) throws IOException {
        host = new TestHost(owner -> site = new EchoSite(owner, settings));
    }

    @AfterEach
    void stop() {
        host.close();
        assertThat(host.logged).isEmpty();
    }

    private void restart(
            long headerTimeout, long keepalive, long send, long lingerTime, long linger)
            throws IOException {
        host.close();
        start(
                new ConnectionSettings(
                        1024,
                        4,
                        8192,
                        headerTimeout,
                        keepalive,
                        send,
                        lingerTime,
                        linger,
                        true,
                        false));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.sleep(5);
        }
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    @Test
    void serves_one_request_after_the_other() throws IOException {
        try (RawClient client = RawClient.connect(host.port)) {
            for (String target : new String[] {"/a", "/wait", "/b"}) {
                assertThat(client.send(get(target)).readResponse().body())
                        .isEqualTo("GET " + target + "\n");
            }
        }
    }

    @Test
    void serves_pipelined_requests_in_order() throws IOException {
        try (RawClient client = RawClient.connect(host.port)) {
            client.send(
                    get("/1")
                            + get("/wait")
                            + "POST /2 HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"
                            + get("/3")
                            + get("/close"));
            for (String expected :
                    new String[] {
                        "GET /1\n", "GET /wait\n", "POST /2\nabc", "GET /3\n", "GET /close\n"
                    }) {
                assertThat(client.readResponse().body()).isEqualTo(expected);
            }
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void takes_requests_byte_by_byte() throws IOException {
        try (RawClient client = RawClient.connect(host.port)) {
            for (char c :
                    ("POST /slow HTTP/1.1\r\nContent-Length: 2\r\n\r\nxy" + get("/next"))
                            .toCharArray()) {
                client.send(String.valueOf(c));
            }
            assertThat(client.readResponse().body()).isEqualTo("POST /slow\nxy");
            assertThat(client.readResponse().body()).isEqualTo("GET /next\n");
        }
    }

    @Test
    void sends_what_is_larger_than_the_socket_takes() throws IOException {
        try (RawClient client = RawClient.connect(host.port)) {
            client.send(get("/big") + get("/big"));
            assertThat(client.readResponse().body()).hasSize((1 << 20) + 9);
            assertThat(client.readResponse().body()).hasSize((1 << 20) + 9);
        }
    }

    @Test
    void answers_a_client_that_has_closed_its_side() throws IOException {
        try (RawClient client = RawClient.connect(host.port)) {
            client.send(get("/wait") + get("/b")).shutdownOutput();
            assertThat(client.readResponse().body()).isEqualTo("GET /wait\n");
            assertThat(client.readResponse().body()).isEqualTo("GET /b\n");
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void tells_a_request_that_watches_when_the_client_leaves()
            throws IOException, InterruptedException {
        try (RawClient client = RawClient.connect(host.port)) {
            client.send(get("/watch"));
            await(() -> site.events.contains("start /watch"));
        }
        await(() -> site.events.contains("closed /watch"));
        await(() -> host.open.get() == 0);
    }

    @Test
    void tells_the_bodys_reader_when_the_client_leaves() throws IOException, InterruptedException {
        try (RawClient client = RawClient.connect(host.port)) {
            client.send("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc");
            await(() -> site.events.contains("start /"));
        }
        await(() -> site.events.contains("body ended early"));
        await(() -> host.open.get() == 0);
    }

    @Test
    void refuses_a_bad_head() throws IOException {
        try (RawClient client = RawClient.connect(host.port)) {
            assertThat(client.send("GET / HTTP/1.1\r\nA b: c\r\n\r\n").readToEnd())
                    .startsWith("HTTP/1.1 400");
        }
        assertThat(site.events)
                .containsExactly(
                        "refused 400: client sent invalid header line: \"A\\x20...\" while"
                                + " reading client request headers, request: \"GET / HTTP/1.1\"");
    }

    @Test
    void notes_a_client_that_leaves_within_a_head() throws IOException, InterruptedException {
        try (RawClient client = RawClient.connect(host.port)) {
            client.send("GET / HT");
        }
        await(() -> host.open.get() == 0 && !site.events.isEmpty());
        assertThat(site.events)
                .containsExactly(
                        "refused 400: client prematurely closed connection while reading"
                                + " client request line, request: \"GET / HT\"");
    }

    @Test
    void notes_a_client_that_sends_nothing() throws IOException, InterruptedException {
        RawClient.connect(host.port).close();
        await(() -> host.open.get() == 0 && !site.events.isEmpty());
        assertThat(site.events.getFirst())
                .isEqualTo(
                        "[info] *1 client closed connection while waiting for request,"
                                + " client: 127.0.0.1, server: 127.0.0.1:"
                                + host.port);
    }

    @Test
    void closes_a_connection_on_which_no_request_comes() throws IOException, InterruptedException {
        restart(30, 60_000, 60_000, 60_000, 60_000);
        try (RawClient client = RawClient.connect(host.port)) {
            assertThat(client.readToEnd()).isEmpty();
        }
        await(() -> host.open.get() == 0);
        assertThat(site.events.getFirst())
                .startsWith(
                        "[info] *1 client timed out (110: Connection timed out) while"
                                + " waiting for request");
    }

    @Test
    void gives_up_on_a_head_that_does_not_end() throws IOException {
        restart(30, 60_000, 60_000, 60_000, 60_000);
        try (RawClient client = RawClient.connect(host.port)) {
            assertThat(client.send("GET / HTTP/1.1\r\n").readToEnd()).startsWith("HTTP/1.1 408");
        }
        assertThat(site.events.getFirst())
                .startsWith(
                        "refused 408: client timed out (110: Connection timed out) while"
                                + " reading client request headers");
    }

    @Test
    void closes_an_idle_connection() throws IOException {
        restart(60_000, 30, 60_000, 60_000, 60_000);
        try (RawClient client = RawClient.connect(host.port)) {
            client.send(get("/a")).readResponse();
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void tells_when_the_client_takes_nothing() throws IOException, InterruptedException {
        restart(60_000, 60_000, 50, 60_000, 60_000);
        try (RawClient client = RawClient.connect(host.port)) {
            // More than the kernel keeps for both ends together.
            client.send("POST /x HTTP/1.1\r\nContent-Length: 0\r\n\r\n" + get("/big").repeat(64));
            await(() -> host.open.get() == 0);
        }
    }

    @Test
    void drops_what_comes_while_it_lingers() throws IOException, InterruptedException {
        restart(60_000, 60_000, 60_000, 60_000, 50);
        try (RawClient client = RawClient.connect(host.port)) {
            client.send(get("/linger") + "x".repeat(100_000));
            assertThat(client.readResponse().body()).isEqualTo("GET /linger\n");
            client.send("y".repeat(100_000));
            assertThat(client.readToEnd()).isEmpty();
        }
        await(() -> host.open.get() == 0);
    }

    @Test
    void stops_reading_ahead_of_a_request_that_runs() throws IOException, InterruptedException {
        try (RawClient client = RawClient.connect(host.port)) {
            client.send(get("/wait") + get("/a").repeat(5000));
            assertThat(client.readResponse().body()).isEqualTo("GET /wait\n");
            for (int i = 0; i < 5000; i++) {
                assertThat(client.readResponse().body()).isEqualTo("GET /a\n");
            }
        }
    }
}
