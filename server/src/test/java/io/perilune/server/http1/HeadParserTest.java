// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HeadParserTest {

    /**
     * What one head gave, as text: the request line's parts, then each header, then how it ended.
     */
    private static String read(String... pieces) {
        return read(1024, 4, 8192, pieces);
    }

    private static String read(int first, int number, int size, String... pieces) {
        HeadParser parser = new HeadParser();
        parser.reset(first, number, size);
        StringBuilder out = new StringBuilder();
        HeadEvent event = HeadEvent.INCOMPLETE;
        int used = 0;
        for (int i = 0; i < pieces.length && event == HeadEvent.INCOMPLETE; i++) {
            ByteBuf in = Unpooled.wrappedBuffer(pieces[i].getBytes(ISO_8859_1));
            while (event == HeadEvent.INCOMPLETE && in.isReadable()) {
                parser.feed(in);
                event = drain(parser, out);
            }
            parser.giveBack(in);
            used += in.readerIndex();
        }
        out.append(event);
        if (event == HeadEvent.END) {
            out.append(" after ").append(used);
        }
        return out.toString();
    }

    private static HeadEvent drain(HeadParser parser, StringBuilder out) {
        while (true) {
            HeadEvent event = parser.next();
            switch (event) {
                case REQUEST_LINE -> {
                    RequestLineParser line = parser.line();
                    out.append(line.method())
                            .append('|')
                            .append(line.target())
                            .append('|')
                            .append(line.version())
                            .append('\n');
                    if (line.isVersion09()) {
                        return HeadEvent.END;
                    }
                }
                case HEADER, INVALID_HEADER -> {
                    HeaderLineParser h = parser.header();
                    out.append(event == HeadEvent.HEADER ? "" : "?")
                            .append(h.name())
                            .append('=')
                            .append(h.value())
                            .append('\n');
                }
                case BAD_HEADER -> {
                    out.append(parser.header().text())
                            .append("\\x")
                            .append(parser.header().badByte())
                            .append('\n');
                    return event;
                }
                default -> {
                    return event;
                }
            }
        }
    }

    @Nested
    class RequestLines {

        @Test
        void are_split_into_method_target_and_version() {
            assertThat(read("GET /a?b=c HTTP/1.1\r\n\r\n"))
                    .isEqualTo("GET|/a?b=c|1001\nEND after 23");
            assertThat(read("PROPFIND   /   HTTP/1.0  \r\n\r\n"))
                    .isEqualTo("PROPFIND|/|1000\nEND after 29");
            assertThat(read("A_B-C //\u00e9%zz# HTTP/1.7\n\n"))
                    .isEqualTo("A_B-C|//\u00e9%zz#|1007\nEND after 24");
        }

        @Test
        void may_come_after_empty_lines() {
            assertThat(read("\r\n\n\r\r\nGET / HTTP/1.1\r\n\r\n"))
                    .isEqualTo("GET|/|1001\nEND after 24");
        }

        @Test
        void without_a_version_are_http_0_9() {
            assertThat(read("GET /x\r\nrest")).isEqualTo("GET|/x|9\nEND after 8");
            assertThat(read("GET /x \n")).isEqualTo("GET|/x|9\nEND after 8");
            assertThat(read("POST /x\r\n")).isEqualTo("BAD_09_METHOD");
        }

        @Test
        void may_have_an_absolute_target() {
            assertThat(read("GET http://a.b:80/c HTTP/1.1\n\n"))
                    .isEqualTo("GET|http://a.b:80/c|1001\nEND after 30");
            assertThat(read("GET HTTPS://[::1]:/ HTTP/1.1\n\n"))
                    .isEqualTo("GET|HTTPS://[::1]:/|1001\nEND after 30");
            assertThat(read("GET h+1://a?b HTTP/1.1\n\n"))
                    .isEqualTo("GET|h+1://a?b|1001\nEND after 24");
            assertThat(read("GET http://a HTTP/1.1\n\n"))
                    .isEqualTo("GET|http://a|1001\nEND after 23");
            assertThat(read("CONNECT a:443 HTTP/1.1\n\n"))
                    .isEqualTo("CONNECT|a:443|1001\nEND after 24");
        }

        @Test
        void are_refused_when_they_are_wrong() {
            for (String line :
                    List.of(
                            "GET  HTTP/1.1\r\n",
                            "GET * HTTP/1.1\r\n",
                            "GET a HTTP/1.1\r\n",
                            "GET /\0",
                            "GET /\t",
                            "GET /\u007f",
                            "GET / HTTP/1.1\rX",
                            "GET /\rX",
                            "GET / HTTP/0.9\r\n",
                            "GET / HTTP/1\r\n",
                            "GET / HTTP/1.\r\n",
                            "GET / HTTP/1.1x",
                            "GET / HTTP/1.1000",
                            "GET / HTXP",
                            "GET / a",
                            "GET http:/a",
                            "GET http://a_b/",
                            "GET http://a:1:2/",
                            "GET http://[a/",
                            "CONNECT a HTTP/1.1",
                            "CONNECT a: HTTP/1.1",
                            "CONNECT / HTTP/1.1",
                            "GET / HTTP/1.1 x")) {
                assertThat(read(line)).as(line).isEqualTo("BAD_REQUEST_LINE");
            }
            for (String line :
                    List.of("get /", " GET /", "G\0", "GET\t/", "GET\r\n", "\u0016\u0003\u0001")) {
                assertThat(read(line)).as(line).isEqualTo("BAD_METHOD");
            }
            assertThat(read("GET / HTTP/2.0\r\n")).isEqualTo("BAD_VERSION");
            assertThat(read("GET / HTTP/11.0\r\n")).isEqualTo("BAD_VERSION");
        }
    }

    @Nested
    class HeaderLines {

        private static final String LINE = "GET / HTTP/1.1\r\n";

        @Test
        void are_split_into_name_and_value() {
            assertThat(read(LINE + "A: b\r\nC-d:e  f \r\nG:\r\nH: \ni\nJ:  \tk\t\r\n\r\n"))
                    .isEqualTo("GET|/|1001\nA=b\nC-d=e  f\nG=\nH=\ni=\nJ=\tk\t\nEND after 54");
        }

        @Test
        void with_unusual_names_are_told_apart() {
            assertThat(read(LINE + "a_b: 1\r\na.b: 2\r\n\u00e4: 3\r\n\r\n"))
                    .isEqualTo("GET|/|1001\n?a_b=1\n?a.b=2\n?\u00e4=3\nEND after 40");
        }

        @Test
        void are_refused_when_they_are_wrong() {
            assertThat(read(LINE + "Host : a\r\n")).isEqualTo("GET|/|1001\nHost\\x32\nBAD_HEADER");
            assertThat(read(LINE + " Host: a\r\n")).isEqualTo("GET|/|1001\n\\x32\nBAD_HEADER");
            assertThat(read(LINE + "A: b\r\n folded\r\n"))
                    .isEqualTo("GET|/|1001\nA=b\n\\x32\nBAD_HEADER");
            assertThat(read(LINE + ": a\r\n")).isEqualTo("GET|/|1001\n\\x58\nBAD_HEADER");
            assertThat(read(LINE + "A: b\0c\r\n")).isEqualTo("GET|/|1001\nA: b\\x0\nBAD_HEADER");
            assertThat(read(LINE + "A: b\rc\r\n")).isEqualTo("GET|/|1001\nA: b\\x13\nBAD_HEADER");
            assertThat(read(LINE + "A\tb: c\r\n")).isEqualTo("GET|/|1001\nA\\x9\nBAD_HEADER");
            assertThat(read(LINE + "\rA: b\r\n")).isEqualTo("GET|/|1001\n\\x13\nBAD_HEADER");
        }
    }

    @Nested
    class Limits {

        @Test
        void a_request_line_fits_in_one_large_buffer() {
            String end = " HTTP/1.1\r\n";
            String fits = "GET /" + "a".repeat(8192 - 5 - end.length());
            assertThat(read(fits + end + "\r\n")).endsWith("END after 8194");
            assertThat(read(fits + "a" + end)).isEqualTo("LINE_TOO_LONG");
            assertThat(read(fits + "a".repeat(end.length())))
                    .as("without an end")
                    .isEqualTo("LINE_TOO_LONG");
        }

        @Test
        void a_header_line_fits_in_one_large_buffer() {
            String line = "GET / HTTP/1.1\r\n";
            assertThat(read(line + "A: " + "a".repeat(8192 - 5) + "\r\n\r\n"))
                    .endsWith("END after " + (16 + 8194));
            assertThat(read(line + "A: " + "a".repeat(8192 - 4) + "\r\n\r\n"))
                    .endsWith("HEADERS_TOO_LARGE");
        }

        @Test
        void all_lines_fit_in_all_buffers() {
            String header = "A: " + "a".repeat(90) + "\r\n";
            String head = "GET / HTTP/1.1\r\n" + header.repeat(11);
            assertThat(read(100, 4, 300, head + "\r\n")).endsWith("END after 1063");
            assertThat(read(100, 4, 300, head + header + header + "\r\n"))
                    .endsWith("HEADERS_TOO_LARGE");
        }
    }

    @Nested
    class Fuzz {

        private static final String[] SEEDS = {
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "POST /a/b?c=d&e=%20 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nX_y: z\r\n\r\nabc",
            "GET http://user.example:8080/x HTTP/1.0\nA:b\nC: d \n\n",
            "\r\n\r\nGET /old\r\nnext",
            "CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n",
        };

        @Test
        void a_head_split_anywhere_reads_the_same() {
            for (String seed : SEEDS) {
                String whole = read(seed);
                for (int i = 1; i < seed.length(); i++) {
                    assertThat(read(seed.substring(0, i), seed.substring(i))).isEqualTo(whole);
                }
                assertThat(read(seed.split(""))).isEqualTo(whole);
            }
        }

        @Test
        void a_damaged_head_read_in_pieces_reads_the_same_and_never_fails_otherwise() {
            Random random = new Random(20261121);
            for (int round = 0; round < 60_000; round++) {
                String text = mutate(SEEDS[random.nextInt(SEEDS.length)], random);
                int first = 16 + random.nextInt(200);
                String whole = read(first, 2, 64, text);
                assertThat(read(first, 2, 64, pieces(text, random))).as(text).isEqualTo(whole);
            }
        }

        private static String mutate(String seed, Random random) {
            StringBuilder text = new StringBuilder(seed);
            String spice = "\r\n\0 \t:/?#%_HTP19GET\u00ff[]@.\u007f";
            for (int n = random.nextInt(4); n >= 0; n--) {
                int at = random.nextInt(text.length());
                char c = spice.charAt(random.nextInt(spice.length()));
                switch (random.nextInt(4)) {
                    case 0 -> text.insert(at, c);
                    case 1 -> text.setCharAt(at, c);
                    case 2 -> text.deleteCharAt(at);
                    default ->
                            text.insert(
                                    at,
                                    text.substring(
                                            at, Math.min(text.length(), at + random.nextInt(40))));
                }
            }
            return text.toString();
        }

        private static String[] pieces(String text, Random random) {
            List<String> pieces = new ArrayList<>();
            for (int at = 0; at < text.length(); ) {
                int to = Math.min(text.length(), at + 1 + random.nextInt(12));
                pieces.add(text.substring(at, to));
                at = to;
            }
            return pieces.toArray(String[]::new);
        }
    }
}
