// SPDX-License-Identifier: Apache-2.0
package io.perilune.http;

import static io.perilune.http.direct.DirectServer.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.http.direct.DirectServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$uri|/a b",
                "$document_uri|/a b",
                "$request_uri|/a%20b?x=1&y=2&X=3",
                "$args|x=1&y=2&X=3",
                "$query_string|x=1&y=2&X=3",
                "$is_args|?",
                "$request_method|GET",
                "$request|GET /a%20b?x=1&y=2&X=3 HTTP/1.1",
                "$arg_x|1",
                "$arg_Y|2",
                "[$arg_z]|[]",
                "$host|localhost",
                "$http_host|Localhost:80",
                "$http_x_foo|bar",
                "[$http_none]|[]",
                "$cookie_a|1",
                "$cookie_b|2 3",
                "[$cookie_c]|[]",
                "$http_cookie|a=1; b=2 3",
                "$server_name|localhost",
                "$server_port|8080",
                "$server_addr|127.0.0.1",
                "$remote_addr|127.0.0.1",
                "$remote_port|50000",
                "$scheme|http",
                "[$https]|[]",
                "$server_protocol|HTTP/1.1",
                "$nginx_version|1.29.7",
                "$connection|1",
                "$connection_requests|1",
                "$request_time|0.000",
                "$msec|784111777.000",
                "$pid|4711",
                "$document_root|/srv/www",
                "$request_filename|/srv/www/a b",
                "$remote_user|joe",
                "$content_type|text/x",
                "$request_length|198",
                "$status|200",
                "${uri}x|/a bx",
                "$limit_rate|0",
                "[$request_body]|[]",
                "$http_x|1, 2",
            })
    void haveNginxsValues(String text, String value) {
        DirectServer server = DirectServer.of("root /srv/www; return 200 \"" + text + "\";");
        String response =
                server.connect()
                        .send(
                                "GET /a%20b?x=1&y=2&X=3 HTTP/1.1\r\n"
                                        + "Host: Localhost:80\r\nX-Foo: bar\r\nCookie: a=1; b=2 3\r\nX: 1\r\nX: 2\r\n"
                                        + "Content-Type: text/x\r\nAuthorization: Basic am9lOnNlY3JldA==\r\n"
                                        + "Content-Length: 0\r\nConnection: close\r\n\r\n")
                        .received();
        assertThat(body(response)).isEqualTo(value);
    }

    @Test
    void requestIdsAreRandomButFixedInARequest() {
        DirectServer server = DirectServer.of("return 200 \"$request_id $request_id\";");
        String[] ids = body(server.get("/")).split(" ");
        assertThat(ids[0]).matches("[0-9a-f]{32}").isEqualTo(ids[1]);
        assertThat(body(server.get("/"))).doesNotContain(ids[0]);
    }

    @Test
    void argsCanBeSet() {
        DirectServer server = DirectServer.of("set $args \"n=5\"; return 200 \"$args $arg_n\";");
        assertThat(body(server.get("/?n=1"))).isEqualTo("n=5 5");
    }

    @Test
    void unknownOnesAreRefused() {
        assertThat(DirectServer.refusal("events { }\nhttp { server { return 200 $nope; } }"))
                .isEqualTo("unknown \"nope\" variable");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'$'|invalid variable name",
                "'a${b'|the closing bracket in \"b\" variable is missing",
                "'${}'|invalid variable name"
            })
    void badNamesAreRefused(String text, String problem) {
        assertThat(
                        DirectServer.refusal(
                                "events { }\nhttp { server { return 200 \""
                                        + text.replace("'", "")
                                        + "\"; } }"))
                .isEqualTo(problem + " in nginx.conf:2");
    }

    @Test
    void whatWasSentIsKnownToTheLog() {
        DirectServer server =
                DirectServer.http(
                        "log_format f '$status $body_bytes_sent $bytes_sent"
                                + " $sent_http_content_type $sent_http_content_length $sent_http_x"
                                + " $request_completion'; access_log /f f;"
                                + "server { add_header X y; return 200 hello; }");
        server.get("/");
        assertThat(server.worker().file("/f")).isEqualTo("200 5 153 text/plain 5 y OK\n");
    }
}
