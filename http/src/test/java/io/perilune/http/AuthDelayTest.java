// SPDX-License-Identifier: Apache-2.0
package io.perilune.http;

import static io.perilune.http.direct.DirectServer.statusLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.http.direct.DirectConnection;
import io.perilune.http.direct.DirectServer;
import io.perilune.http.io.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code auth_delay}: an answer 401 of the access phase waits. */
class AuthDelayTest {

    @TempDir Path prefix;

    private DirectServer server(String access) throws IOException {
        Files.writeString(prefix.resolve("users"), "u:{PLAIN}p\n");
        return DirectServer.of(
                "location / { auth_delay 500ms; auth_basic x; auth_basic_user_file "
                        + prefix
                        + "/users; "
                        + access
                        + " empty_gif; }",
                prefix);
    }

    private static DirectConnection ask(DirectServer server, String header) {
        return server.connect()
                .send(
                        "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                + header
                                + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "satisfy any; deny all;"})
    void aRefusalWaits(String access) throws IOException {
        DirectServer server = server(access);
        DirectConnection client = ask(server, "");
        server.worker().pass(499);
        assertThat(client.received()).isEmpty();
        server.worker().pass(1);
        assertThat(statusLine(client.received())).isEqualTo("HTTP/1.1 401 Unauthorized");
        assertThat(server.log()).anyMatch(line -> line.contains("delaying unauthorized request"));
    }

    @Test
    void thePasswordDoesNot() throws IOException {
        DirectConnection client = ask(server(""), "Authorization: Basic dTpw\r\n");
        assertThat(statusLine(client.received())).isEqualTo("HTTP/1.1 200 OK");
    }

    @Test
    void aClientThatLeavesMeanwhileIsForgotten() throws IOException {
        DirectServer server = server("");
        DirectConnection client = ask(server, "").end();
        assertThat(client.ending()).isEqualTo(Ending.ABORT);
        server.worker().pass(1000);
        assertThat(client.received()).isEmpty();
    }

    @Test
    void whatIsClosedWithoutAnswerMayBeReset() {
        String[] endings = new String[2];
        int i = 0;
        for (String value : new String[] {"on", "off"}) {
            DirectServer server =
                    DirectServer.of("reset_timedout_connection " + value + "; return 444;");
            endings[i++] = String.valueOf(ask(server, "").ending());
        }
        assertThat(endings).containsExactly("RESET", "ABORT");
    }
}
