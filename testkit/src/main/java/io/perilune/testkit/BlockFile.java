// SPDX-License-Identifier: Apache-2.0
package io.perilune.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Cases written as text:
 *
 * <pre>
 * Anything before the first title is a comment.
 *
 * === title: what is stated
 * --- config
 * location = /hello { content_by_lua_block { ngx.say("hi") } }
 * --- request
 * GET /hello
 * --- response_body
 * hi
 * --- error_code: 200
 * </pre>
 *
 * <p>A section runs up to the next line that begins with {@code ---} or {@code ===}; blank lines at
 * its end are dropped and one line feed is kept. {@code --- name: value} is a section of one line
 * without line feed, {@code --- name chomp} drops the last line feed, and a section {@code files}
 * names each file with {@code >>> path}. A section name that is not in the table is a mistake and
 * not ignored.
 */
public final class BlockFile {

    /** Every section there is, with what it means. */
    public static final Map<String, String> SECTIONS =
            Map.ofEntries(
                    Map.entry("main_config", "directives outside http {}"),
                    Map.entry("http_config", "directives in http {} before the server"),
                    Map.entry("config", "directives in server {}"),
                    Map.entry("conf", "a whole nginx.conf instead of the three above"),
                    Map.entry("files", "files below html/, each after its >>> path"),
                    Map.entry(
                            "request",
                            "METHOD uri [version], header lines, a blank line, the body"),
                    Map.entry(
                            "raw_request",
                            "the bytes to send, with \\r and \\n escapes; real line feeds are dropped"),
                    Map.entry("more_headers", "header lines added to the request"),
                    Map.entry(
                            "repeat",
                            "how often the request is sent, each time with the same answer; 2 unless told"),
                    Map.entry(
                            "error_code",
                            "the status, 200 unless told; 'none' when no response may come"),
                    Map.entry("response_body", "the whole body"),
                    Map.entry("response_body_like", "a regular expression found in the body"),
                    Map.entry(
                            "response_headers",
                            "Name: value, or !Name for one that must not be there"),
                    Map.entry(
                            "raw_response_like",
                            "a regular expression found in all that came, status line included"),
                    Map.entry(
                            "error_log",
                            "lines of which each must be part of some line of the error log"),
                    Map.entry("error_log_like", "regular expressions, each found in the error log"),
                    Map.entry(
                            "no_error_log",
                            "what must not be in the error log; [error] and worse unless told"),
                    Map.entry("must_die", "the server refuses to start; error_log tells why"),
                    Map.entry("skip", "why the case cannot run yet"));

    private static final String FILE_MARK = ">>> ";

    private final String name;
    private final List<TestBlock> blocks = new ArrayList<>();
    private Map<String, String> sections = new LinkedHashMap<>();
    private String title;
    private int titleLine;

    private BlockFile(String name) {
        this.name = name;
    }

    /** The cases of one file. */
    public static List<TestBlock> read(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return parse(file.getFileName().toString(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The cases of all files below a directory whose names end in {@code .blocks}, in the order of
     * names.
     */
    public static List<TestBlock> readAll(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".blocks"))
                    .sorted()
                    .flatMap(file -> read(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cases of a text. */
    public static List<TestBlock> parse(String name, String text) {
        BlockFile file = new BlockFile(name);
        file.parse(text.split("\n", -1));
        return List.copyOf(file.blocks);
    }

    /** The files of a {@code files} section by path. */
    public static Map<String, String> files(String section) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String part : section.split("(?m)^" + FILE_MARK)) {
            int end = part.indexOf('\n');
            if (end > 0) {
                files.put(part.substring(0, end).strip(), part.substring(end + 1));
            }
        }
        return files;
    }

    private void parse(String[] lines) {
        int at = 0;
        while (at < lines.length) {
            if (lines[at].startsWith("=== ")) {
                finish();
                title = lines[at].substring(4).strip();
                titleLine = ++at;
            } else if (lines[at].startsWith("--- ")) {
                at = section(lines, at);
            } else {
                at++;
            }
        }
        finish();
    }

    /** One section; answers the index of the first line after it. */
    private int section(String[] lines, int start) {
        String head = lines[start].substring(4).strip();
        int end = start + 1;
        while (end < lines.length
                && !lines[end].startsWith("--- ")
                && !lines[end].startsWith("=== ")) {
            end++;
        }
        int colon = head.indexOf(':');
        if (colon >= 0) {
            put(start, head.substring(0, colon).strip(), head.substring(colon + 1).strip());
            return end;
        }
        boolean chomp = head.endsWith(" chomp");
        String text = body(lines, start + 1, end);
        put(
                start,
                chomp ? head.substring(0, head.length() - 6).strip() : head,
                chomp ? text.stripTrailing() : text);
        return end;
    }

    private static String body(String[] lines, int from, int to) {
        int last = to;
        while (last > from && lines[last - 1].isEmpty()) {
            last--;
        }
        StringBuilder text = new StringBuilder();
        for (int i = from; i < last; i++) {
            text.append(lines[i]).append('\n');
        }
        return text.toString();
    }

    private void put(int line, String section, String text) {
        if (!SECTIONS.containsKey(section)) {
            throw mistake(line, "unknown section \"" + section + "\"");
        }
        if (title == null) {
            throw mistake(line, "a section before the first title");
        }
        if (sections.put(section, text) != null) {
            throw mistake(line, "section \"" + section + "\" is there twice");
        }
    }

    private void finish() {
        if (title != null) {
            blocks.add(new TestBlock(name, titleLine, title, Map.copyOf(sections)));
        }
        sections = new LinkedHashMap<>();
    }

    private IllegalArgumentException mistake(int line, String what) {
        return new IllegalArgumentException(name + ":" + (line + 1) + ": " + what);
    }
}
