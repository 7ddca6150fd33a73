// SPDX-License-Identifier: Apache-2.0
package io.perilune.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A prefix directory of its own with configuration, logs and files, and a free port. Single use.
 *
 * @param prefix the directory; {@link #delete} removes it
 * @param port free when this was made
 */
public record ServerLayout(Path prefix, int port) {

    /** Answers which block's configuration is served: {@code file:line}. */
    static final String TOKEN_PATH = "/which-block-is-served";

    /** A new directory with {@code conf}, {@code logs} and {@code html}. */
    public static ServerLayout create() throws IOException {
        Path prefix = Files.createTempDirectory("perilune-test-");
        // a worker with another user's rights must be able to read it
        Files.setPosixFilePermissions(prefix, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String folder : new String[] {"conf", "logs", "html"}) {
            Files.createDirectory(prefix.resolve(folder));
        }
        return new ServerLayout(prefix, freePort());
    }

    public Path conf() {
        return prefix.resolve("conf/nginx.conf");
    }

    public Path errorLog() {
        return prefix.resolve("logs/error.log");
    }

    /** Puts the configuration and the files of a block where the server looks for them. */
    public ServerLayout write(TestBlock block) throws IOException {
        String conf = block.text("conf").orElseGet(() -> assemble(block));
        writeText(conf(), expand(conf));
        for (Map.Entry<String, String> file : BlockFile.files(block.text("files", "")).entrySet()) {
            Path path = prefix.resolve("html").resolve(file.getKey());
            Files.createDirectories(path.getParent());
            writeText(path, expand(file.getValue()));
        }
        return this;
    }

    /** {@code $PORT} and {@code $PREFIX} are known only now. */
    public String expand(String text) {
        return text.replace("$PORT", Integer.toString(port)).replace("$PREFIX", prefix.toString());
    }

    /** What was logged so far; empty when there is no log. */
    public String errors() throws IOException {
        Path log = errorLog();
        return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
    }

    public void delete() throws IOException {
        try (Stream<Path> files = Files.walk(prefix)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String assemble(TestBlock block) {
        return """
                worker_processes 1;
                daemon off;
                error_log logs/error.log debug;
                pid logs/nginx.pid;
                %s
                events {
                    worker_connections 256;
                }
                http {
                    access_log logs/access.log;
                    default_type text/plain;
                %s
                    server {
                        listen 127.0.0.1:$PORT;
                        server_name localhost;
                %s
                        location = %s {
                            return 200 "%s:%d";
                        }
                        location / {
                            root html;
                        }
                    }
                }
                """
                .formatted(
                        block.text("main_config", ""),
                        block.text("http_config", ""),
                        block.text("config", ""),
                        TOKEN_PATH,
                        block.file(),
                        block.line());
    }

    private static void writeText(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static int freePort() throws IOException {
        byte[] loopback = {127, 0, 0, 1};
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(loopback))) {
            return socket.getLocalPort();
        }
    }
}
