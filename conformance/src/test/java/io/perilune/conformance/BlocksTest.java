// SPDX-License-Identifier: Apache-2.0
package io.perilune.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.perilune.conformance.direct.DirectServer;
import io.perilune.testkit.BlockFile;
import io.perilune.testkit.BlockRun;
import io.perilune.testkit.LiveServer;
import io.perilune.testkit.ServerLayout;
import io.perilune.testkit.ServerProcess;
import io.perilune.testkit.TestBlock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Each block: in this process without sockets, and against a server that is reloaded for each.
 * Those that must not start, or bring a whole configuration of their own, get a process of their
 * own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BlocksTest {

    private LiveServer live;

    @BeforeAll
    void open() throws IOException {
        live = new LiveServer();
    }

    @AfterAll
    void close() throws IOException {
        live.close();
    }

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

    private Stream<DynamicTest> folder(String name) {
        List<TestBlock> blocks = BlockFile.readAll(Path.of(name));
        return Stream.concat(
                blocks.stream()
                        .filter(block -> !isAlone(block))
                        .map(block -> dynamicTest(block + " (direct)", () -> runDirect(block))),
                blocks.stream().map(block -> dynamicTest(block.toString(), () -> runLive(block))));
    }

    private static boolean isAlone(TestBlock block) {
        return block.has("must_die") || block.has("conf");
    }

    private void runLive(TestBlock block) throws Exception {
        assumeFalse(block.has("skip"), block.text("skip", ""));
        if (isAlone(block)) {
            runAlone(block);
        } else {
            assertThat(live.run(block)).isEmpty();
        }
    }

    private static void runAlone(TestBlock block) throws Exception {
        ServerLayout layout = ServerLayout.create().write(block);
        try {
            BlockRun run = new BlockRun(block, layout);
            try (ServerProcess server = ServerProcess.start(layout)) {
                assertThat(server.isAlive())
                        .as("server runs; its log:\n" + layout.errors())
                        .isEqualTo(!block.has("must_die"));
                run.requests();
            }
            run.log(layout.errors());
            assertThat(run.complaints()).isEmpty();
        } finally {
            layout.delete();
        }
    }

    private static void runDirect(TestBlock block) throws Exception {
        assumeFalse(block.has("skip"), block.text("skip", ""));
        assumeTrue(System.getProperty("perilune.launcher") == null, "another server is tested");
        ServerLayout layout = ServerLayout.create().write(block);
        try {
            BlockRun run = new BlockRun(block, layout);
            try (DirectServer server = DirectServer.start(layout)) {
                run.requests(server::exchange);
                run.log(layout.errors() + server.errors());
            }
            assertThat(run.complaints()).isEmpty();
        } finally {
            layout.delete();
        }
    }
}
