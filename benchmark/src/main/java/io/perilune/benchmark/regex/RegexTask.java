// SPDX-License-Identifier: Apache-2.0
package io.perilune.benchmark.regex;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Something programs use regular expressions for: a pattern in the language that all compared
 * engines share, and subjects. Immutable.
 *
 * @param every whether all matches of a subject are wanted, not only the first
 */
public record RegexTask(
        String name, String pattern, boolean caseless, boolean every, List<String> subjects) {

    private static final String HEADERS =
            """
            Host: www.example.com
            User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0
            Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8
            Accept-Language: en-US,en;q=0.5
            Accept-Encoding: gzip, deflate, br
            Referer: https://www.example.com/shop/cart?step=2
            X-Forwarded-For: 203.0.113.7, 198.51.100.23
            Connection: keep-alive
            """;

    private static final String COOKIES =
            "theme=dark; lang=en-GB; _ga=GA1.2.1234567890.1690000000; cart=12.55.8; "
                    + "session=6f1ed002ab5595859014ebf0951522d9; consent=yes";

    private static final String AGENTS_LINE =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
                    + "Chrome/126.0.0.0 Safari/537.36";

    private static final List<String> URIS =
            List.of(
                    "/api/v1/users/4711",
                    "/api/v1/orders/99182/items",
                    "/static/js/app.3f2a.min.js",
                    "/health",
                    "/blog/2026/11/a-title-of-some-length",
                    "/login",
                    "/api/v2/search",
                    "/favicon.ico");

    private static final List<String> LOG =
            List.of(
                    "203.0.113.7 - frank [10/Oct/2026:13:55:36 +0000] \"GET /a/b?c=d HTTP/1.1\" 200"
                            + " 2326 \"http://www.example.com/start.html\" \"Mozilla/4.08\"",
                    "2001:db8::1 - - [10/Oct/2026:13:55:37 +0000] \"POST /login HTTP/2.0\" 302 -"
                            + " \"-\" \"curl/8.5.0\"",
                    "garbage that is no line of an access log, but about as long as one is");

    /** The tasks, the same in every run. */
    public static List<RegexTask> all() {
        String prose = prose(64 * 1024);
        String page = page();
        return List.of(
                first(
                        "router table",
                        "^(?:/api/v1/users/(\\d+)|/api/v1/orders/(\\d+)/items|/static/(.+)|/health"
                                + "|/login|/logout|/blog/(\\d{4})/(\\d\\d)/([^/]+)|/api/v2/(\\w+))$",
                        URIS),
                first("one route", "^/api/v(\\d+)/(\\w+)/(\\d+)(?:/items)?$", URIS),
                every("header lines", "(?m)^([A-Za-z0-9-]+):[ \\t]*(.*?)[ \\t]*$", HEADERS),
                first("one cookie", "(?:^|;\\s*)session=([^;]+)", List.of(COOKIES)),
                every("all cookies", "([^=;\\s]+)=([^;]*)", COOKIES),
                every(
                        "query arguments",
                        "([^&=?]+)=([^&]*)",
                        "q=perilune+moon&page=2&sort=-date&filter%5Bkind%5D=paper&limit=50&lang=en"),
                first(
                        "log line",
                        "^(\\S+) \\S+ (\\S+) \\[([^\\]]+)\\] \"([A-Z]+) ([^ \"]+) HTTP/[0-9.]+\""
                                + " (\\d{3}) (\\d+|-)",
                        LOG),
                first(
                        "e-mail check",
                        "^[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+$",
                        List.of(
                                "john.smith+news@mail.example.co.uk",
                                "no-address.example.com",
                                "a@b.c",
                                "someone@localhost")),
                first(
                        "url parts",
                        "^(https?)://([^/:?#]+)(?::(\\d+))?(/[^?#]*)?(?:\\?([^#]*))?(?:#(.*))?$",
                        List.of(
                                "https://www.example.com:8443/shop/cart?step=2&x=y#top",
                                "http://example.org/",
                                "ftp://example.org/pub")),
                every("html links", "<a\\s+(?:[^>]*?\\s+)?href=\"([^\"]*)\"", page),
                every("html tags", "<(/?)(\\w+)([^>]*)>", page),
                every("rare word", "Bernoulli", prose),
                every("rare words", "Sherlock|Holmes|Watson|Adler", prose),
                caseless("caseless words", "\\b(?:error|warning|fatal)\\b", prose),
                every("dates", "\\b\\d{4}-\\d{2}-\\d{2}\\b", prose),
                every("addresses", "\\b(?:\\d{1,3}\\.){3}\\d{1,3}\\b", prose),
                first(
                        "browser version",
                        "(?:Chrome|Firefox|Edge|OPR)/(\\d+)",
                        List.of(AGENTS_LINE, HEADERS, "curl/8.5.0")),
                every(
                        "json strings",
                        "\"(\\w+)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"",
                        "{\"id\": 17, \"name\": \"A \\\"quoted\\\" name\", \"city\": \"Bremen\","
                                + " \"tags\": [\"x\", \"y\"], \"note\" : \"nothing of note\"}"),
                caseless(
                        "attack patterns",
                        "(?:union\\s+select|select\\s.*\\sfrom|insert\\s+into|drop\\s+table|<script)",
                        "id=12&text=the+union+of+two+selected+sets+is+inserted&next=%2Fdrop&from=us"
                                + "&page=3&text2=another+selection+of+scripts+and+tables+to+union"),
                every("words", "\\w+", prose.substring(0, 4096)));
    }

    private static RegexTask first(String name, String pattern, List<String> subjects) {
        return new RegexTask(name, pattern, false, false, subjects);
    }

    private static RegexTask every(String name, String pattern, String subject) {
        return new RegexTask(name, pattern, false, true, List.of(subject));
    }

    private static RegexTask caseless(String name, String pattern, String subject) {
        return new RegexTask(name, pattern, true, true, List.of(subject));
    }

    /** The subjects' bytes. */
    public byte[][] bytes() {
        return subjects.stream()
                .map(subject -> subject.getBytes(StandardCharsets.ISO_8859_1))
                .toArray(byte[][]::new);
    }

    private static String prose(int length) {
        String[] words =
                ("the of and to in a is that it was for on are with as be at one have this from or "
                                + "had by hot word but what some we can out other were all there "
                                + "when up use your how said an each she which do their time if "
                                + "will way about many then them write would like so these her "
                                + "long make thing see him two has look more day could go come did "
                                + "number sound no most people my over know water than call first "
                                + "who may down side been now find Any Where Several Shore Hold")
                        .split(" ");
        String[] rare = {
            "Holmes", "Bernoulli", "2026-11-21", "198.51.100.23", "Warning:", "ERROR", "Watson"
        };
        Random random = new Random(42);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            boolean seldom = random.nextInt(600) == 0;
            text.append(
                    seldom
                            ? rare[random.nextInt(rare.length)]
                            : words[random.nextInt(words.length)]);
            int mark = random.nextInt(30);
            text.append(mark == 0 ? ".\n" : mark == 1 ? ", " : mark == 2 ? " 17 " : " ");
        }
        return text.substring(0, length);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("<html><head><title>A list</title></head><body>\n");
        for (int i = 0; i < 40; i++) {
            page.append("<div class=\"row\"><p>Some text about entry ")
                    .append(i)
                    .append(", which is <b>important</b>.</p><a class=\"more\" href=\"/entry/")
                    .append(i)
                    .append("\">more</a></div>\n");
        }
        return page.append("</body></html>\n").toString();
    }
}
