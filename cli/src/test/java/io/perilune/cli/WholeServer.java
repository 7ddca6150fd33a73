// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import io.netty.util.ResourceLeakDetector;
import io.perilune.http.HttpConfig;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;
import io.perilune.server.NettySettings;
import io.perilune.server.Server;
import io.perilune.server.log.LogFileTable;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The whole server in this process, Lua and all, with Netty's search for lost buffers at its most
 * eager. Used by one test.
 */
final class WholeServer implements AutoCloseable {

    final int port;

    /** What Netty says: a line for each buffer that was lost. */
    final List<String> netty = new CopyOnWriteArrayList<>();

    private final Server server;
    private final Path prefix;

    /**
     * @param http the text of {@code http}'s block, in which {@code PORT} is the one to listen on
     */
    WholeServer(Path prefix, String http) throws IOException {
        this.prefix = prefix;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.createDirectories(prefix.resolve("logs"));
        NettySettings.apply(new NettyLog());
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        String text =
                "error_log logs/error.log info; events { } http { access_log off; "
                        + http.replace("PORT", "127.0.0.1:" + port)
                        + " }";
        Files.writeString(prefix.resolve("nginx.conf"), text);
        LogFileTable files = new LogFileTable(1);
        Layout layout = new Layout(prefix + "/", prefix + "/nginx.conf", "stderr");
        Assembly assembly = new Assembly(layout, "", files);
        CycleLog log = new CycleLog(null, false);
        HttpConfig config = assembly.configure(assembly.parse(), log);
        config.startMaster();
        server = new Server(1);
        server.start(config, log);
    }

    private final class NettyLog implements LogSink {

        @Override
        public boolean enabled(LogLevel level) {
            return true;
        }

        @Override
        public void log(LogLevel level, long connection, String message) {
            netty.add(message);
        }
    }

    String errorLog() throws IOException {
        return Files.readString(
                prefix.resolve("logs/error.log"), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /**
     * Ends gracefully, which waits for the last connection and the last timer; answers whether that
     * took less than ten seconds.
     */
    boolean quit() throws InterruptedException {
        CountDownLatch gone = new CountDownLatch(1);
        server.quit(gone::countDown);
        return gone.await(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        server.stop();
        server.close();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }
}
