// SPDX-License-Identifier: Apache-2.0
package io.perilune.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.testkit.RawClient;
import io.perilune.testkit.RawResponse;
import io.perilune.testkit.ServerLayout;
import io.perilune.testkit.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples do what their notes say. */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("..", "examples");

    /** What is done with a running example. */
    private interface Visit {
        void to(ServerLayout layout) throws IOException;
    }

    @Test
    void helloGreetsByName() throws Exception {
        visit(
                "hello",
                layout -> {
                    assertThat(get(layout, "/").body()).isEqualTo("Hello, world!\n");
                    assertThat(get(layout, "/?name=you").body()).isEqualTo("Hello, you!\n");
                    assertThat(get(layout, "/wait").body()).isEqualTo("Thank you for waiting.\n");
                });
    }

    @Test
    void jsonServiceCounts() throws Exception {
        visit(
                "json-service",
                layout -> {
                    assertThat(get(layout, "/counters/a").body())
                            .contains("\"value\":0")
                            .contains("\"name\":\"a\"");
                    assertThat(post(layout, "/counters/a", "{\"by\":3}").body())
                            .contains("\"value\":3");
                    assertThat(post(layout, "/counters/a", "").body()).contains("\"value\":4");
                    RawResponse response = get(layout, "/counters/a");
                    assertThat(response.body()).contains("\"value\":4");
                    assertThat(response.header("Content-Type")).isEqualTo("application/json");
                    assertThat(send(layout, "DELETE", "/counters/a", "", "").status())
                            .isEqualTo(204);
                    assertThat(get(layout, "/counters/a").body()).contains("\"value\":0");
                });
    }

    @Test
    void jsonServiceSaysWhatIsWrong() throws Exception {
        visit(
                "json-service",
                layout -> {
                    assertThat(post(layout, "/counters/a", "{\"by\":\"x\"}").status())
                            .isEqualTo(400);
                    assertThat(post(layout, "/counters/a", "{{").body()).contains("error");
                    assertThat(get(layout, "/counters/a/b").status()).isEqualTo(404);
                    assertThat(send(layout, "PUT", "/counters/a", "", "").header("Allow"))
                            .isEqualTo("GET, POST, DELETE");
                });
    }

    @Test
    void jsonServiceLimitsEachClient() throws Exception {
        visit(
                "json-service",
                layout -> {
                    String client = "X-Client-Id: busy\r\n";
                    for (int i = 0; i < 60; i++) {
                        assertThat(send(layout, "GET", "/counters/a", client, "").status())
                                .isEqualTo(200);
                    }
                    RawResponse refused = send(layout, "GET", "/counters/a", client, "");
                    assertThat(refused.status()).isEqualTo(429);
                    assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("0");
                    assertThat(refused.header("Retry-After")).isNotNull();
                    assertThat(get(layout, "/counters/a").status()).isEqualTo(200);
                });
    }

    @Test
    void pageEscapesWhatVisitorsSend() throws Exception {
        visit(
                "page",
                layout -> {
                    RawResponse page = get(layout, "/?who=%3Cyou%3E");
                    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
                    assertThat(page.body())
                            .contains("<h1>Hello, &lt;you&gt;</h1>")
                            .contains("<li>Mars is number 4</li>");
                    assertThat(get(layout, "/").body()).contains("<h1>Hello, somebody</h1>");
                });
    }

    /** Runs an example as its folder has it, on a free port and with its log in a file. */
    private static void visit(String example, Visit visit) throws Exception {
        ServerLayout layout = ServerLayout.create();
        try {
            copy(EXAMPLES.resolve(example), layout.prefix());
            String conf =
                    Files.readString(EXAMPLES.resolve(example).resolve("nginx.conf"))
                            .replace("listen 8080", "listen 127.0.0.1:" + layout.port())
                            .replace("error_log stderr", "error_log logs/error.log");
            Files.writeString(layout.conf(), conf);
            try (ServerProcess server = ServerProcess.start(layout)) {
                assertThat(server.isAlive())
                        .as("server runs; its log:\n" + layout.errors())
                        .isTrue();
                visit.to(layout);
            }
            assertThat(layout.errors()).doesNotContain("[error]");
        } finally {
            layout.delete();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static RawResponse get(ServerLayout layout, String uri) throws IOException {
        return send(layout, "GET", uri, "", "");
    }

    private static RawResponse post(ServerLayout layout, String uri, String body)
            throws IOException {
        return send(layout, "POST", uri, "Content-Length: " + body.length() + "\r\n", body);
    }

    private static RawResponse send(
            ServerLayout layout, String method, String uri, String headers, String body)
            throws IOException {
        List<String> head =
                List.of(method + " " + uri + " HTTP/1.1", "Host: localhost", "Connection: close");
        try (RawClient client = RawClient.connect(layout.port())) {
            client.send(String.join("\r\n", head) + "\r\n" + headers + "\r\n" + body);
            return RawResponse.parse(client.readToEnd());
        }
    }
}
