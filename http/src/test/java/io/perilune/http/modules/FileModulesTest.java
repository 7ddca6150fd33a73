// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import static io.perilune.http.direct.DirectServer.body;
import static io.perilune.http.direct.DirectServer.statusLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.http.direct.DirectConnection;
import io.perilune.http.direct.DirectServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files large, missing and forbidden; what {@link AnswersTest} does not show. */
class FileModulesTest {

    private static final int LARGE = 300_000;

    @TempDir Path prefix;
    private String large;

    @BeforeEach
    void makeFiles() throws IOException {
        SiteFolder.fill(prefix);
        StringBuilder text = new StringBuilder(LARGE);
        while (text.length() < LARGE) {
            text.append(text.length()).append(' ');
        }
        large = text.substring(0, LARGE);
        Files.write(prefix.resolve("html/large"), large.getBytes(StandardCharsets.ISO_8859_1));
    }

    private DirectServer server(String text) {
        return DirectServer.of("root html; " + text, prefix);
    }

    @Test
    void aLargeFileWaitsForTheClient() {
        DirectServer server = server("");
        DirectConnection connection = server.connect().block();
        connection.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(connection.pendingBytes()).isBetween(65_536L, 140_000L);
        assertThat(connection.ending()).isNull();
        connection.unblock();
        assertThat(body(connection.received()).equals(large)).isTrue();
    }

    @Test
    void rangesOfALargeFileAreReadWhereTheyAre() {
        DirectServer server = server("");
        assertThat(body(server.get("/large", "Range: bytes=100000-250000")))
                .isEqualTo(large.substring(100_000, 250_001));
        String answer = server.get("/large", "Range: bytes=200000-299999,0-99999");
        String body = body(answer);
        assertThat(answer).contains("Content-Length: " + body.length() + "\r\n");
        assertThat(body).containsSubsequence(large.substring(200_000), large.substring(0, 100_000));
    }

    @Test
    void rangesOfACompleteBodyFromMemoryAreCut() {
        DirectServer server = server("location /t { alias html/; charset utf-8; }");
        assertThat(body(server.get("/ta.txt", "Range: bytes=6-10"))).isEqualTo("world");
    }

    @Test
    void whatCannotBeOpenedIsLoggedWithItsReason() {
        DirectServer server = server("location /quiet/ { log_not_found off; }");
        assertThat(statusLine(server.get("/nope"))).isEqualTo("HTTP/1.1 404 Not Found");
        assertThat(server.log().getFirst())
                .startsWith(
                        "[error] open() \""
                                + prefix
                                + "/html/nope\" failed (2: No such file or directory), client: 127.0.0.1, server: localhost, "
                                + "request: \"GET /nope HTTP/1.1\", host: \"localhost\"");
        server.get("/quiet/nope");
        assertThat(server.log()).hasSize(1);
    }

    @Test
    void aPathNeverLeavesTheRoot() throws IOException {
        Files.writeString(prefix.resolve("secret"), "secret");
        DirectServer server = server("");
        for (String path :
                new String[] {
                    "/../secret",
                    "/%2e%2e/secret",
                    "/idx/..%2f..%2fsecret",
                    "/..%5csecret",
                    "/idx/../../secret",
                    "/%00",
                    "/a.txt%00.html"
                }) {
            assertThat(server.get(path)).as(path).doesNotContain("\r\n\r\nsecret");
        }
    }

    @Test
    void aFolderWithoutIndexIsForbidden() {
        DirectServer server = server("");
        assertThat(statusLine(server.get("/dir/"))).isEqualTo("HTTP/1.1 403 Forbidden");
        assertThat(server.log().getFirst())
                .startsWith(
                        "[error] directory index of \""
                                + prefix
                                + "/html/dir/\" is forbidden, client: ");
    }

    @Test
    void aMissingFolderIsNotFound() {
        DirectServer server = server("");
        assertThat(statusLine(server.get("/gone/"))).isEqualTo("HTTP/1.1 404 Not Found");
        assertThat(server.log().getFirst())
                .startsWith(
                        "[error] \""
                                + prefix
                                + "/html/gone/index.html\" is not found (2: No such file or directory), client: ");
    }

    @Test
    void complaintsAreThoseOfNginx() {
        assertThat(refusal("try_files a;"))
                .isEqualTo(
                        "invalid number of arguments in \"try_files\" directive in nginx.conf:1");
        assertThat(refusal("try_files a =x;")).isEqualTo("invalid code \"=x\" in nginx.conf:1");
        assertThat(refusal("try_files a b; try_files a b;"))
                .isEqualTo("\"try_files\" directive is duplicate in nginx.conf:1");
        assertThat(refusal("index '';"))
                .isEqualTo("index \"\" in \"index\" directive is invalid in nginx.conf:1");
        assertThat(refusal("autoindex maybe;"))
                .isEqualTo(
                        "invalid value \"maybe\" in \"autoindex\" directive, it must be \"on\" or \"off\" in nginx.conf:1");
        assertThat(refusal("autoindex_format x;")).isEqualTo("invalid value \"x\" in nginx.conf:1");
    }

    private static String refusal(String server) {
        return DirectServer.refusal("events { } http { server { " + server + " } }");
    }
}
