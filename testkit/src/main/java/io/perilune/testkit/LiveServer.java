// SPDX-License-Identifier: Apache-2.0
package io.perilune.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One server process for many blocks: each next one is a reload, which costs a hundredth of a start
 * and is tested by the way. Confined to one thread.
 */
public final class LiveServer implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;
    private static final int QUIET_MILLIS = 50;

    private final ServerLayout layout;
    private ServerProcess process;
    private int logStart;

    public LiveServer() throws IOException {
        layout = ServerLayout.create();
    }

    /**
     * Runs a block and answers what did not come as expected.
     *
     * @throws IOException also when the server does not take the block's configuration in a minute
     */
    public List<String> run(TestBlock block) throws IOException, InterruptedException {
        logStart = layout.errors().length();
        clearFiles();
        layout.write(block);
        serve(block);
        BlockRun run = new BlockRun(block, layout).requests();
        awaitQuietLog();
        run.log(layout.errors().substring(logStart));
        return run.complaints();
    }

    private void serve(TestBlock block) throws IOException, InterruptedException {
        if (process == null) {
            process = ServerProcess.start(layout);
        } else {
            process.reload();
        }
        String token = block.file() + ":" + block.line();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!token.equals(served())) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException(
                        "the server does not take the configuration; its log:\n" + layout.errors());
            }
            Thread.sleep(5);
        }
    }

    private String served() throws IOException {
        try (RawClient client = RawClient.connect(layout.port())) {
            client.send("GET " + ServerLayout.TOKEN_PATH + " HTTP/1.0\r\nHost: localhost\r\n\r\n");
            return RawResponse.parse(client.readToEnd()).body();
        }
    }

    /**
     * The log phase of a request comes after its answer: waits until the log has not grown for a
     * while.
     */
    private void awaitQuietLog() throws IOException, InterruptedException {
        long size = -1;
        while (size != Files.size(layout.errorLog())) {
            size = Files.size(layout.errorLog());
            Thread.sleep(QUIET_MILLIS);
        }
    }

    private void clearFiles() throws IOException {
        try (Stream<Path> files = Files.walk(layout.prefix().resolve("html"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.endsWith("html")) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Ends the server; complains when it does not end or has logged a leak of buffers. */
    @Override
    public void close() throws IOException {
        if (process != null) {
            process.close();
        }
        String terminal =
                Files.readString(layout.prefix().resolve("terminal"), StandardCharsets.ISO_8859_1);
        String said = layout.errors() + terminal;
        layout.delete();
        if (said.contains("LEAK:")) {
            throw new IOException("buffers leak:\n" + said.substring(said.indexOf("LEAK:")));
        }
    }
}
