// SPDX-License-Identifier: Apache-2.0
package io.perilune.http;

import static io.perilune.http.direct.DirectServer.body;
import static io.perilune.http.direct.DirectServer.statusLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.http.direct.DirectServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecialResponseTest {

    @Test
    void theBuiltInPageIsNginxsByteForByte() {
        String response = DirectServer.of("location / { return 404; }").get("/x");
        assertThat(response)
                .isEqualTo(
                        "HTTP/1.1 404 Not Found\r\nServer: nginx/1.29.7\r\n"
                                + "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: text/html\r\n"
                                + "Content-Length: 153\r\nConnection: close\r\n\r\n"
                                + "<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>\r\n"
                                + "<center><h1>404 Not Found</h1></center>\r\n<hr><center>nginx/1.29.7</center>\r\n"
                                + "</body>\r\n</html>\r\n");
    }

    @Test
    void withoutServerTokensTheVersionIsHidden() {
        String response = DirectServer.of("server_tokens off; return 403;").get("/");
        assertThat(response)
                .contains("Server: nginx\r\n")
                .contains("<hr><center>nginx</center>\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "402, 402 Payment Required",
        "405, 405 Not Allowed",
        "408, 408 Request Time-out",
        "414, 414 Request-URI Too Large",
        "416, 416 Requested Range Not Satisfiable",
        "429, 429 Too Many Requests",
        "503, 503 Service Temporarily Unavailable",
        "505, 505 HTTP Version Not Supported",
        "507, 507 Insufficient Storage"
    })
    void statusLineAndTitleAgree(int status, String text) {
        DirectServer server =
                DirectServer.of(
                        "error_page 404 ="
                                + status
                                + " /none; "
                                + "location = /none { internal; return "
                                + status
                                + "; } location / { return 404; }");
        if (status == 408) {
            return;
        }
        String response = server.get("/");
        assertThat(statusLine(response)).isEqualTo("HTTP/1.1 " + text);
        assertThat(body(response)).contains("<title>" + text + "</title>");
    }

    @Test
    void aStatusWithoutAPageHasAnEmptyBody() {
        String response = DirectServer.of("return 418;").get("/");
        assertThat(statusLine(response)).isEqualTo("HTTP/1.1 418 ");
        assertThat(response).contains("Content-Length: 0\r\n");
    }

    @Test
    void oldBrowsersGetPadding() {
        DirectServer server = DirectServer.of("return 404;");
        String padding = "<!-- a padding to disable MSIE and Chrome friendly error page -->\r\n";
        assertThat(server.get("/", "User-Agent: Mozilla Chrome/1.0"))
                .endsWith("</html>\r\n" + padding.repeat(6));
        assertThat(server.get("/", "User-Agent: Mozilla/4.0 (compatible; MSIE 6.0)"))
                .endsWith(padding);
        assertThat(server.get("/", "User-Agent: curl")).endsWith("</html>\r\n");
    }

    @Test
    void headHasTheHeadOnly() {
        String response = DirectServer.of("return 404;").request("HEAD", "/");
        assertThat(response).contains("Content-Length: 153\r\n").endsWith("\r\n\r\n");
    }

    @Test
    void anErrorPageKeepsTheStatus() {
        DirectServer server =
                DirectServer.of(
                        "error_page 404 /e?x=1; "
                                + "location = /e { internal; return 200 \"$uri $args $request_method\"; }"
                                + "location / { return 404; }");
        String response = server.request("POST", "/x");
        assertThat(statusLine(response)).isEqualTo("HTTP/1.1 404 Not Found");
        assertThat(body(response)).isEqualTo("/e x=1 GET");
    }

    @Test
    void anErrorPageMayChangeTheStatus() {
        String conf = "location = /e { return 201 page; } location / { return 404; }";
        assertThat(statusLine(DirectServer.of("error_page 404 =200 /e;" + conf).get("/")))
                .isEqualTo("HTTP/1.1 200 OK");
        assertThat(statusLine(DirectServer.of("error_page 404 = /e;" + conf).get("/")))
                .isEqualTo("HTTP/1.1 201 Created");
    }

    @Test
    void anErrorPageMayBeANamedLocation() {
        DirectServer server =
                DirectServer.of(
                        "error_page 404 = @e; "
                                + "location @e { return 200 \"named $uri\"; } location / { return 404; }");
        assertThat(body(server.get("/x"))).isEqualTo("named /x");
    }

    @Test
    void anErrorPageMayBeARedirect() {
        DirectServer server = DirectServer.of("error_page 404 http://other/$uri; return 404;");
        String response = server.get("/x");
        assertThat(statusLine(response)).isEqualTo("HTTP/1.1 302 Moved Temporarily");
        assertThat(response).contains("Location: http://other//x\r\n");
        assertThat(body(response)).contains("<h1>302 Found</h1>");
    }

    @Test
    void errorPagesAreOnlyFollowedOnceUnlessRecursive() {
        String conf =
                "error_page 404 /a; error_page 403 /b;"
                        + "location /a { return 403; } location /b { return 200 b; }"
                        + "location / { return 404; }";
        assertThat(statusLine(DirectServer.of(conf).get("/"))).isEqualTo("HTTP/1.1 403 Forbidden");
        assertThat(body(DirectServer.of("recursive_error_pages on;" + conf).get("/")))
                .isEqualTo("b");
    }

    @Test
    void aCycleOfErrorPagesEnds() {
        DirectServer server =
                DirectServer.of(
                        "recursive_error_pages on; error_page 404 /a;"
                                + "location / { return 404; }");
        assertThat(statusLine(server.get("/"))).isEqualTo("HTTP/1.1 500 Internal Server Error");
        assertThat(server.log())
                .anyMatch(
                        line ->
                                line.startsWith(
                                        "[error] rewrite or internal "
                                                + "redirection cycle while internally redirecting to \"/a\", client: 127.0.0.1"));
    }

    @Test
    void aClosedConnectionHasNoAnswer() {
        assertThat(DirectServer.of("return 444;").get("/")).isEmpty();
    }
}
