// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.http.direct.DirectServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Answers recorded from nginx with the configuration answers.conf: a block of answers.txt has the
 * request, its header lines, and what nginx answered without Server and Date; "..." ends a body
 * that has no line end.
 */
class AnswersTest {

    @TempDir static Path prefix;

    private record Block(String method, String target, String[] headers, String answer) {}

    @TestFactory
    List<DynamicTest> theAnswerIsThatOfNginx() throws IOException {
        SiteFolder.fill(prefix);
        DirectServer server =
                DirectServer.http(
                        resource("answers.conf").replace("@PREFIX@", prefix.toString()), prefix);
        List<DynamicTest> tests = new ArrayList<>();
        for (Block block : blocks()) {
            String name = block.method + ' ' + block.target + ' ' + String.join(" ", block.headers);
            tests.add(DynamicTest.dynamicTest(name, () -> check(server, block)));
        }
        return tests;
    }

    private static void check(DirectServer server, Block block) {
        StringBuilder request =
                new StringBuilder(block.method + ' ' + block.target + " HTTP/1.1\r\n");
        if (String.join("\n", block.headers).indexOf("Host:") < 0) {
            request.append("Host: localhost\r\n");
        }
        for (String header : block.headers) {
            request.append(header).append("\r\n");
        }
        request.append("Connection: close\r\n\r\n");
        String answer = server.connect().send(request.toString()).received();
        assertThat(comparable(answer)).isEqualTo(block.answer);
    }

    private static String comparable(String answer) {
        String text =
                answer.replace("\r\n", "\n")
                        .replaceAll("(?m)^(Server|Date): .*\n", "")
                        .replaceAll("<center>nginx/[^<]*</center>", "<center>S</center>")
                        .replaceAll("\\d{20}", "BOUNDARY");
        return text.endsWith("\n") ? text : text + "\n...\n";
    }

    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (String text : resource("answers.txt").split("(?m)^=== ")) {
            if (!text.isEmpty()) {
                int head = text.indexOf("---\n");
                String[] lines = text.substring(0, head).split("\n");
                String[] words = lines[0].split(" ", 2);
                String[] headers = java.util.Arrays.copyOfRange(lines, 1, lines.length);
                blocks.add(new Block(words[0], words[1], headers, text.substring(head + 4)));
            }
        }
        return blocks;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = AnswersTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
