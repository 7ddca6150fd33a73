// SPDX-License-Identifier: Apache-2.0
package io.perilune.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perilune.server.listen.ListenException;
import io.perilune.testkit.RawClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {

    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    @TempDir private Path prefix;

    private static String answering(String text) {
        return "server { listen PORT; location / { return 200 \""
                + text
                + "\"; }"
                + " location /slow { echo_sleep 0.3; echo slow; } }";
    }

    @Test
    void a_reload_serves_the_next_request_from_the_new_configuration()
            throws IOException, InterruptedException {
        try (LiveServer live = new LiveServer(prefix, answering("old"));
                RawClient kept = live.connect()) {
            assertThat(kept.send(REQUEST).readResponse().body()).isEqualTo("old");
            live.reload(answering("new"));
            assertThat(kept.send(REQUEST).readResponse().body())
                    .as("on a connection from before")
                    .isEqualTo("new");
            assertThat(live.exchange("GET / HTTP/1.0\r\n\r\n")).endsWith("new");
            assertThat(live.quit()).isTrue();
        }
    }

    @Test
    void a_reload_lets_running_requests_finish() throws IOException, InterruptedException {
        try (LiveServer live = new LiveServer(prefix, answering("old"));
                RawClient client = live.connect()) {
            client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n" + REQUEST);
            Thread.sleep(50);
            live.reload(answering("new"));
            assertThat(client.readResponse().body()).isEqualTo("slow\n");
            assertThat(client.readResponse().body()).isEqualTo("new");
            assertThat(live.quit()).isTrue();
        }
    }

    @Test
    void a_kept_connection_may_ask_once_more_while_the_server_ends()
            throws IOException, InterruptedException {
        String patient = "keepalive_min_timeout 60s; " + answering("still");
        try (LiveServer live = new LiveServer(prefix, patient);
                RawClient kept = live.connect();
                RawClient silent = live.connect()) {
            kept.send(REQUEST).readResponse();
            CountDownLatch gone = new CountDownLatch(1);
            live.server.quit(gone::countDown);
            assertThat(silent.readToEnd()).as("has never asked").isEmpty();
            assertThat(kept.send(REQUEST).readToEnd())
                    .contains("Connection: close\r\n")
                    .endsWith("still");
            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_limited_answer_comes_whole_and_its_connection_stays() throws IOException {
        String limited =
                "server { listen PORT; location / { limit_rate 3k; return 200 "
                        + "x".repeat(4000)
                        + "; } location /fast { return 200 $limit_rate; } }";
        try (LiveServer live = new LiveServer(prefix, limited);
                RawClient client = live.connect()) {
            assertThat(client.send(REQUEST).readResponse().body()).hasSize(4000);
            assertThat(client.send("GET /fast HTTP/1.1\r\nHost: a\r\n\r\n").readResponse().body())
                    .isEqualTo("0");
        }
    }

    @Test
    void reloads_under_load_fail_no_request() throws IOException, InterruptedException {
        try (LiveServer live = new LiveServer(prefix, answering("0"))) {
            List<Throwable> failures = new CopyOnWriteArrayList<>();
            Thread[] clients = new Thread[4];
            for (int i = 0; i < clients.length; i++) {
                boolean keep = i % 2 == 0;
                clients[i] = Thread.startVirtualThread(() -> ask(live, keep, failures));
            }
            for (int i = 1; i <= 20; i++) {
                live.reload(answering(String.valueOf(i)));
                Thread.sleep(10);
            }
            for (Thread client : clients) {
                client.interrupt();
                client.join();
            }
            assertThat(failures).isEmpty();
            assertThat(live.quit()).isTrue();
        }
    }

    private static void ask(LiveServer live, boolean keep, List<Throwable> failures) {
        try {
            while (!Thread.interrupted()) {
                try (RawClient client = live.connect()) {
                    for (int i = 0; i < (keep ? 50 : 1); i++) {
                        assertThat(client.send(REQUEST).readResponse().status()).isEqualTo(200);
                    }
                }
            }
        } catch (IOException | AssertionError failed) {
            if (!Thread.currentThread().isInterrupted()
                    && !String.valueOf(failed.getMessage()).contains("interrupt")) {
                failures.add(failed);
            }
        }
    }

    @Test
    void a_reload_opens_and_closes_addresses() throws IOException {
        try (LiveServer live = new LiveServer(prefix, answering("x"));
                ServerSocket free = new ServerSocket(0)) {
            int other = free.getLocalPort();
            free.close();
            live.reload(
                    "server { listen 127.0.0.1:" + other + "; location / { return 200 other; } }");
            assertThatThrownBy(live::connect).isInstanceOf(ConnectException.class);
            try (RawClient client = RawClient.connect(other)) {
                assertThat(client.send(REQUEST).readResponse().body()).isEqualTo("other");
            }
        }
    }

    @Test
    void a_reload_that_cannot_bind_leaves_the_old_configuration() throws IOException {
        try (LiveServer live = new LiveServer(prefix, answering("old"))) {
            assertThatThrownBy(
                            () ->
                                    live.reload(
                                            "server { listen 192.0.2.1:9; location / { return 200 new; } }"))
                    .isInstanceOf(ListenException.class)
                    .hasMessage(
                            "bind() to 192.0.2.1:9 failed (99: Cannot assign requested address)");
            assertThat(live.exchange("GET / HTTP/1.0\r\n\r\n")).endsWith("old");
            assertThat(live.log)
                    .contains(
                            "[emerg] bind() to 192.0.2.1:9 failed (99: Cannot assign requested address)");
        }
    }

    @Test
    void a_graceful_end_waits_for_requests_and_closes_idle_connections()
            throws IOException, InterruptedException {
        try (LiveServer live = new LiveServer(prefix, answering("x"));
                RawClient idle = live.connect();
                RawClient busy = live.connect()) {
            idle.send(REQUEST).readResponse();
            busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
            Thread.sleep(50);
            assertThat(live.quit()).isTrue();
            assertThat(idle.readToEnd()).isEmpty();
            assertThat(busy.readResponse().body()).isEqualTo("slow\n");
            assertThat(busy.readToEnd()).isEmpty();
            assertThatThrownBy(live::connect).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void a_unix_socket_is_an_address() throws IOException {
        String path = prefix.resolve("s.sock").toString();
        try (LiveServer live =
                new LiveServer(
                        prefix,
                        "server { listen unix:"
                                + path
                                + "; location / { return 200 \"$remote_addr $server_addr\"; } }")) {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
            channel.write(ByteBuffer.wrap("GET / HTTP/1.0\r\n\r\n".getBytes()));
            byte[] answer = Channels.newInputStream(channel).readAllBytes();
            assertThat(new String(answer)).endsWith("unix: unix:" + path);
        }
        assertThat(prefix.resolve("s.sock")).doesNotExist();
    }
}
