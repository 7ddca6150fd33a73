// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.testkit.RawClient;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that leave at every point of a request and of its answer, orderly and not: afterwards
 * nothing of them is left.
 */
class VanishingClientsTest {

    private static final String SITE =
            """
            lua_shared_dict counts 1m;
            client_max_body_size 1m;
            client_body_buffer_size 64;
            keepalive_min_timeout 0;
            log_by_lua_block {
                if ngx.ctx.begun then ngx.shared.counts:incr("ended", 1, 0) end
            }
            server {
                listen PORT;
                root PREFIX/html;
                rewrite_by_lua_block {
                    if not ngx.is_subrequest then
                        ngx.ctx.begun = true
                        ngx.shared.counts:incr("begun", 1, 0)
                    end
                }
                location /say { content_by_lua_block { ngx.say(("x"):rep(3000)) } }
                location /sleep { content_by_lua_block { ngx.sleep(0.02) ngx.say("slept") } }
                location /watched {
                    lua_check_client_abort on;
                    content_by_lua_block { ngx.sleep(0.02) ngx.say("slept") }
                }
                location /chunks {
                    content_by_lua_block {
                        for i = 1, 40 do ngx.print(("y"):rep(5000)) ngx.flush(i % 4 == 0) end
                    }
                }
                location /body {
                    content_by_lua_block {
                        ngx.req.read_body()
                        local name = ngx.req.get_body_file()
                        ngx.print(name and "file" or ngx.req.get_body_data() or "none")
                    }
                }
                location /filters {
                    header_filter_by_lua_block { ngx.header.content_length = nil }
                    body_filter_by_lua_block { ngx.arg[1] = ngx.arg[1]:upper() }
                    content_by_lua_block { for i = 1, 20 do ngx.say("abc") ngx.flush() end }
                }
                location /both {
                    content_by_lua_block {
                        local a, b = ngx.location.capture_multi({ { "/sleep" }, { "/small.txt" } })
                        ngx.print(a.body, b.body)
                    }
                }
                location /threads {
                    content_by_lua_block {
                        local function nap() ngx.sleep(0.01) ngx.say("n") end
                        local first, second = ngx.thread.spawn(nap), ngx.thread.spawn(nap)
                        ngx.thread.wait(first, second)
                    }
                }
                location /slow { limit_rate 100k; }
                location /count {
                    rewrite_by_lua_block { }
                    log_by_lua_block { }
                    content_by_lua_block {
                        local counts = ngx.shared.counts
                        ngx.print(counts:get("begun"), " ", counts:get("ended"))
                    }
                }
            }
            """;

    private static final List<String> REQUESTS =
            List.of(
                    get("/say"),
                    get("/sleep"),
                    get("/watched"),
                    get("/chunks"),
                    get("/filters"),
                    get("/both"),
                    get("/threads"),
                    get("/small.txt"),
                    get("/large.bin"),
                    get("/slow/large.bin"),
                    get("/missing") + get("/say"),
                    "GET /large.bin HTTP/1.1\r\nHost: a\r\nRange: bytes=0-9,100-199\r\n\r\n",
                    "POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nnine byte",
                    "POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n"
                            + "0123456789".repeat(10),
                    "POST /body HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "5\r\nhello\r\n46\r\n"
                            + "0123456789".repeat(7)
                            + "\r\n0\r\n\r\n",
                    "POST /say HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc");

    @TempDir Path prefix;
    private WholeServer server;

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(prefix.resolve("html/slow"));
        Files.writeString(prefix.resolve("html/small.txt"), "small\n");
        Files.write(prefix.resolve("html/large.bin"), new byte[900_000]);
        Files.write(prefix.resolve("html/slow/large.bin"), new byte[500_000]);
        server = new WholeServer(prefix, SITE.replace("PREFIX", prefix.toString()));
        for (String request : REQUESTS) {
            leave(request, request.length(), 100, false); // whatever is opened once is open now
        }
        awaitAllEnded();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Sends so much of a request, reads so much of the answer, leaves. */
    private void leave(String request, int sent, int read, boolean reset) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), server.port)) {
            socket.setSoTimeout(10_000);
            if (reset) {
                socket.setSoLinger(true, 0);
            }
            socket.getOutputStream()
                    .write(request.substring(0, sent).getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            int left = read;
            while (left > 0) {
                int count = in.read(new byte[Math.min(left, 8192)]);
                left = count < 0 ? 0 : left - count;
            }
        }
    }

    private String counts() throws IOException {
        try (RawClient client = RawClient.connect(server.port)) {
            return client.send(get("/count")).readResponse().body();
        }
    }

    private void awaitAllEnded() throws IOException {
        await(
                "all requests reach their log phase",
                () -> {
                    try {
                        String[] both = counts().split(" ");
                        return both[0].equals(both[1]);
                    } catch (IOException failed) {
                        throw new java.io.UncheckedIOException(failed);
                    }
                });
    }

    private void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what + ", open: " + descriptors()).isLessThan(end);
            try {
                Thread.sleep(10);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }

    /** What the open descriptors are: sockets and files of the site, not Java's own. */
    private List<String> descriptors() {
        List<String> open = new ArrayList<>();
        for (File link : new File("/proc/self/fd").listFiles()) {
            try {
                String target = Files.readSymbolicLink(link.toPath()).toString();
                if (target.startsWith("socket:") || target.startsWith(prefix.toString())) {
                    open.add(target);
                }
            } catch (IOException closed) {
                // the one that lists the others
            }
        }
        return open;
    }

    @Test
    void nothingIsLeftOfThem() throws Exception {
        int before = descriptors().size();
        for (String request : REQUESTS) {
            for (int sent = 0; sent <= request.length(); sent++) {
                leave(request, sent, 0, sent % 2 == 0);
            }
            for (int read = 1; read < 300_000; read *= 5) {
                leave(request, request.length(), Math.min(read, mostOf(request)), read % 2 == 0);
                leave(request, request.length(), Math.min(read, mostOf(request)), true);
            }
        }
        awaitAllEnded();
        await("closed descriptors", () -> descriptors().size() <= before);
        try (RawClient client = RawClient.connect(server.port)) {
            assertThat(client.send(get("/sleep")).readResponse().body()).isEqualTo("slept\n");
        }
        for (int i = 0; i < 5; i++) {
            System.gc(); // lost buffers are found out when the next ones are allocated
            leave(get("/chunks"), get("/chunks").length(), 200_000, false);
        }
        assertThat(server.netty).isEmpty();
        assertThat(server.errorLog())
                .doesNotContain("unexpected failure", "[alert]", "[crit]", "[emerg]");
        assertThat(server.quit()).as("no connection and no timer is left").isTrue();
        try (var left = Files.walk(prefix.resolve("client_body_temp"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    /** No more than the answer has, so that nobody waits for what does not come. */
    private static int mostOf(String request) {
        return request.contains("large.bin HTTP") && !request.contains("Range")
                ? 300_000
                : request.contains("/chunks") ? 200_000 : 100;
    }
}
