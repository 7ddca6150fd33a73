// SPDX-License-Identifier: Apache-2.0
package io.perilune.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.perilune.testkit.BlockFile;
import io.perilune.testkit.BlockRun;
import io.perilune.testkit.ServerLayout;
import io.perilune.testkit.ServerProcess;
import io.perilune.testkit.TestBlock;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each block against a server of its own. */
class BlocksTest {

    @TestFactory
    Stream<DynamicTest> ngx() {
        return folder("ngx");
    }

    @TestFactory
    Stream<DynamicTest> http() {
        return folder("http");
    }

    @TestFactory
    Stream<DynamicTest> conf() {
        return folder("conf");
    }

    private static Stream<DynamicTest> folder(String name) {
        return BlockFile.readAll(Path.of(name)).stream()
                .map(block -> DynamicTest.dynamicTest(block.toString(), () -> run(block)));
    }

    private static void run(TestBlock block) throws Exception {
        assumeFalse(block.has("skip"), block.text("skip", ""));
        ServerLayout layout = ServerLayout.create().write(block);
        try {
            BlockRun run = new BlockRun(block, layout);
            try (ServerProcess server = ServerProcess.start(layout)) {
                assertThat(server.isAlive()).as("server runs; its log:\n" + layout.errors())
                        .isEqualTo(!block.has("must_die"));
                run.requests();
            }
            run.log(layout.errors());
            assertThat(run.complaints()).isEmpty();
        } finally {
            layout.delete();
        }
    }
}
