// SPDX-License-Identifier: Apache-2.0
package io.perilune.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Sends what a block says and compares what comes with what it expects. Single use. */
public final class BlockRun {

    private static final String[] WORSE_THAN_WARN = {"[error]", "[crit]", "[alert]", "[emerg]"};

    private final TestBlock block;
    private final ServerLayout layout;
    private final List<String> complaints = new ArrayList<>();

    public BlockRun(TestBlock block, ServerLayout layout) {
        this.block = block;
        this.layout = layout;
    }

    /** Bytes on a new connection, and all that came back. */
    @FunctionalInterface
    public interface Server {
        String exchange(String bytes) throws IOException;
    }

    /**
     * Sends the request to the layout's port as often as the block says; each answer is compared.
     */
    public BlockRun requests() throws IOException {
        return requests(
                bytes -> {
                    try (RawClient client = RawClient.connect(layout.port())) {
                        return client.send(bytes).readToEnd();
                    }
                });
    }

    /** The same with a server of another kind. */
    public BlockRun requests(Server server) throws IOException {
        int times = block.number("repeat", block.has("must_die") ? 0 : 2);
        for (int i = 0; i < times && complaints.isEmpty(); i++) {
            String answer = server.exchange(request());
            if (block.text("error_code", "").equals("none")) {
                check(answer.isEmpty(), "no response", answer);
            } else {
                compare(RawResponse.parse(answer));
            }
        }
        return this;
    }

    /** Compares the error log; to be called when the server has ended or is quiet. */
    public BlockRun log(String log) {
        for (String part : block.lines("error_log")) {
            check(log.contains(layout.expand(part.strip())), "in the error log: " + part, log);
        }
        for (String pattern : block.lines("error_log_like")) {
            check(
                    Pattern.compile(pattern.strip()).matcher(log).find(),
                    "in the error log like: " + pattern,
                    log);
        }
        for (String part : unwanted()) {
            check(!log.contains(part), "not in the error log: " + part, log);
        }
        return this;
    }

    /** What did not come as expected; empty when all did. */
    public List<String> complaints() {
        return complaints;
    }

    private List<String> unwanted() {
        if (block.has("no_error_log")) {
            return block.lines("no_error_log").stream().map(String::strip).toList();
        }
        boolean errorsExpected = block.has("error_log") || block.has("error_log_like");
        return errorsExpected ? List.of() : List.of(WORSE_THAN_WARN);
    }

    private String request() {
        String raw = block.text("raw_request").orElse(null);
        if (raw != null) {
            return raw.replace("\n", "").replace("\\r", "\r").replace("\\n", "\n");
        }
        String text = layout.expand(block.text("request", "GET /\n"));
        int blank = text.indexOf("\n\n");
        String body = blank < 0 ? "" : text.substring(blank + 2).stripTrailing();
        List<String> lines = (blank < 0 ? text : text.substring(0, blank)).lines().toList();
        StringBuilder out = new StringBuilder(lines.getFirst());
        if (lines.getFirst().split(" ").length < 3) {
            out.append(" HTTP/1.1");
        }
        out.append("\r\nHost: localhost\r\nConnection: close\r\n");
        lines.stream().skip(1).forEach(line -> out.append(line).append("\r\n"));
        block.lines("more_headers").forEach(line -> out.append(line).append("\r\n"));
        if (!body.isEmpty()) {
            out.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return out.append("\r\n").append(body).toString();
    }

    private void compare(RawResponse response) {
        int status = block.number("error_code", 200);
        check(response.status() == status, "status " + status, response.raw());
        block.text("response_body")
                .map(layout::expand)
                .ifPresent(
                        body ->
                                check(
                                        response.body().equals(body),
                                        "body:\n" + body,
                                        response.body()));
        block.text("response_body_like")
                .ifPresent(
                        pattern ->
                                check(
                                        find(pattern, response.body()),
                                        "body like: " + pattern,
                                        response.body()));
        block.text("raw_response_like")
                .ifPresent(
                        pattern ->
                                check(
                                        find(pattern, response.raw()),
                                        "response like: " + pattern,
                                        response.raw()));
        for (String line : block.lines("response_headers")) {
            header(response, layout.expand(line.strip()));
        }
    }

    private void header(RawResponse response, String line) {
        if (line.startsWith("!")) {
            String name = line.substring(1).strip();
            check(response.header(name) == null, "no header " + name, response.raw());
            return;
        }
        int colon = line.indexOf(':');
        String value = response.header(line.substring(0, colon).strip());
        check(line.substring(colon + 1).strip().equals(value), "header " + line, response.raw());
    }

    private static boolean find(String pattern, String text) {
        return Pattern.compile(pattern.strip(), Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text)
                .find();
    }

    private void check(boolean right, String expected, String got) {
        if (!right) {
            complaints.add("expected " + expected + "\ngot:\n" + got);
        }
    }
}
