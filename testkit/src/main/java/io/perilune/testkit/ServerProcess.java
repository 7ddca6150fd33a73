// SPDX-License-Identifier: Apache-2.0
package io.perilune.testkit;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The server as a process of its own, in the foreground. Single use.
 *
 * <p>The system property {@code perilune.launcher} names the program, with nginx's command line;
 * without it Java runs {@code io.perilune.cli.Main} on this test's class path.
 */
public final class ServerProcess implements AutoCloseable {

    private static final String MAIN = "io.perilune.cli.Main";
    private static final int PATIENCE_SECONDS = 60;

    private final ServerLayout layout;
    private final Process process;

    private ServerProcess(ServerLayout layout, Process process) {
        this.layout = layout;
        this.process = process;
    }

    /** Starts it and waits until its port accepts or it has ended; {@link #isAlive} tells which. */
    public static ServerProcess start(ServerLayout layout)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(launcher());
        command.addAll(
                List.of(
                        "-e",
                        layout.errorLog().toString(),
                        "-p",
                        layout.prefix() + "/",
                        "-c",
                        layout.conf().toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(layout.prefix().resolve("terminal").toFile())
                        .start();
        ServerProcess server = new ServerProcess(layout, process);
        server.awaitPort();
        return server;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Tells it to read its configuration again. */
    public void reload() throws IOException, InterruptedException {
        int status =
                new ProcessBuilder("sh", "-c", "kill -HUP " + process.pid())
                        .inheritIO()
                        .start()
                        .waitFor();
        if (status != 0) {
            throw new IOException("kill -HUP failed");
        }
    }

    /** Its status; the process must have ended. */
    public int exitStatus() {
        return process.exitValue();
    }

    /** Ends it as {@code TERM} does, by force when that does not help. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("the server did not end in " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitPort() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (process.isAlive() && System.nanoTime() < end) {
            try (RawClient client = RawClient.connect(layout.port())) {
                return;
            } catch (ConnectException e) {
                Thread.sleep(10);
            }
        }
    }

    private static List<String> launcher() {
        String program = System.getProperty("perilune.launcher");
        if (program != null) {
            return List.of(program.split(" "));
        }
        String java =
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        return List.of(
                java,
                "--add-exports",
                "java.base/jdk.internal.vm=ALL-UNNAMED",
                "--add-opens",
                "java.base/jdk.internal.vm=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dio.netty.leakDetection.level=paranoid",
                "-cp",
                classPath(),
                MAIN);
    }

    /** What the test runs on; some runners of tests keep it out of Java's own property. */
    private static String classPath() {
        for (String property : new String[] {"perilune.class.path", "surefire.test.class.path"}) {
            if (System.getProperty(property) != null) {
                return System.getProperty(property);
            }
        }
        return System.getProperty("java.class.path");
    }
}
