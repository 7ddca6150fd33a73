// SPDX-License-Identifier: Apache-2.0
package io.perilune.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.http.direct.DirectServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Configurations and what nginx says about them, recorded in {@code core-messages.txt}. */
class CoreMessagesTest {

    @ParameterizedTest
    @MethodSource("recorded")
    void complaintsAreNginxs(String configuration, String answer) {
        assertThat(DirectServer.refusal(configuration)).isEqualTo(answer);
    }

    /** Each case is the text up to a line that begins with an arrow and holds the answer. */
    static Stream<Arguments> recorded() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        try (InputStream in = CoreMessagesTest.class.getResourceAsStream("core-messages.txt")) {
            StringBuilder text = new StringBuilder();
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).split("\n")) {
                if (line.startsWith("  -> ")) {
                    cases.add(
                            Arguments.of(
                                    text.substring(0, Math.max(0, text.length() - 1)),
                                    line.substring(5)));
                    text.setLength(0);
                } else {
                    text.append(line).append('\n');
                }
            }
        }
        return cases.stream();
    }
}
