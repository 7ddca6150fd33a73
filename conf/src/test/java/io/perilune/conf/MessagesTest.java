// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.conf.parse.ConfParser;
import io.perilune.conf.parse.RawBodies;
import io.perilune.conf.tree.ConfException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The complaints of {@code nginx -t}, word for word: messages.txt has a configuration and, below
 * it, what nginx says.
 */
class MessagesTest {
    private static final Pattern REPEAT = Pattern.compile("\\{\\{(.)\\*(\\d+)}}");

    @TestFactory
    List<DynamicTest> theComplaintIsThatOfNginx() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (InputStream in = MessagesTest.class.getResourceAsStream("messages.txt")) {
            String[] lines = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).split("\n");
            for (int i = 0; i + 1 < lines.length; i += 2) {
                String text = lines[i];
                String expected = decoded(lines[i + 1].substring(2));
                tests.add(
                        DynamicTest.dynamicTest(
                                text, () -> assertThat(complaint(text)).isEqualTo(expected)));
            }
        }
        return tests;
    }

    private static String complaint(String text) {
        try {
            new SmallSchema()
                    .apply(ConfParser.parseText("t.conf", decoded(text), RawBodies.NONE).main());
            return "ok";
        } catch (ConfException e) {
            return e.getMessage();
        }
    }

    private static String decoded(String text) {
        Matcher repeats = REPEAT.matcher(text);
        String whole =
                repeats.replaceAll(
                        m ->
                                Matcher.quoteReplacement(
                                        m.group(1).repeat(Integer.parseInt(m.group(2)))));
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char next = whole.charAt(++i);
            out.append(
                    switch (next) {
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        case 't' -> '\t';
                        default -> next;
                    });
        }
        return out.toString();
    }
}
