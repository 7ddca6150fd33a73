// SPDX-License-Identifier: Apache-2.0
package io.perilune.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class BlockFileTest {

    @Test
    void sectionsKeepOneLineFeedAndInlineValuesNone() {
        List<TestBlock> blocks =
                BlockFile.parse(
                        "x.blocks",
                        """
                a comment

                === first: says hello
                --- config
                location / { }

                --- request
                GET /
                --- error_code: 404
                --- response_body chomp
                no line feed

                === second
                """);
        assertThat(blocks).hasSize(2);
        TestBlock first = blocks.getFirst();
        assertThat(first).hasToString("x.blocks:3: first: says hello");
        assertThat(first.text("config")).contains("location / { }\n");
        assertThat(first.number("error_code", 200)).isEqualTo(404);
        assertThat(first.text("response_body")).contains("no line feed");
        assertThat(blocks.getLast().sections()).isEmpty();
    }

    @Test
    void aSectionNobodyKnowsIsAMistake() {
        assertThatThrownBy(() -> BlockFile.parse("x.blocks", "=== a\n--- reqest\n"))
                .hasMessage("x.blocks:2: unknown section \"reqest\"");
    }

    @Test
    void filesAreNamedByTheirMarks() {
        assertThat(BlockFile.files(">>> a.lua\nreturn 1\n>>> b/c.txt\nx\ny\n"))
                .containsEntry("a.lua", "return 1\n")
                .containsEntry("b/c.txt", "x\ny\n");
    }
}
