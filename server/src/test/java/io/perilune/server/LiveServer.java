// SPDX-License-Identifier: Apache-2.0
package io.perilune.server;

import io.perilune.conf.parse.ConfParser;
import io.perilune.conf.parse.RawBodies;
import io.perilune.http.HttpConfig;
import io.perilune.http.HttpConfigurator;
import io.perilune.http.ModuleOrder;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;
import io.perilune.server.log.LogFileTable;
import io.perilune.testkit.RawClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A server in this process with nginx's modules, on a free port, its log in memory. Used by one
 * test.
 */
final class LiveServer implements AutoCloseable {

    final int port;
    final List<String> log = new CopyOnWriteArrayList<>();
    final Server server = new Server(1);
    private final Path prefix;
    private final LogSink sink =
            new LogSink() {
                @Override
                public boolean enabled(LogLevel level) {
                    return level != LogLevel.DEBUG;
                }

                @Override
                public void log(LogLevel level, long connection, String message) {
                    if (enabled(level)) {
                        log.add("[" + level.text() + "] " + message);
                    }
                }
            };

    LiveServer(Path prefix, String servers) throws IOException {
        this.prefix = prefix;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        server.start(configure(servers), sink);
    }

    /** The servers' text with {@code PORT} filled in, as a whole configuration. */
    HttpConfig configure(String servers) {
        String text =
                "events {} http { access_log off; client_body_temp_path "
                        + prefix
                        + "/body; "
                        + servers.replace("PORT", "127.0.0.1:" + port)
                        + " }";
        return new HttpConfigurator(
                        ModuleOrder.standard(),
                        prefix + "/",
                        prefix + "/conf/",
                        sink,
                        new LogFileTable(1))
                .configure(
                        ConfParser.parseText(prefix + "/conf/nginx.conf", text, RawBodies.NONE)
                                .main());
    }

    void reload(String servers) {
        server.reload(configure(servers), sink);
    }

    RawClient connect() throws IOException {
        return RawClient.connect(port);
    }

    /** Sends bytes on a new connection and gives all that comes back. */
    String exchange(String bytes) throws IOException {
        try (RawClient client = connect()) {
            return client.send(bytes).readToEnd();
        }
    }

    /** Ends gracefully; answers whether that took less than ten seconds. */
    boolean quit() throws InterruptedException {
        CountDownLatch gone = new CountDownLatch(1);
        server.quit(gone::countDown);
        return gone.await(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        server.stop();
        server.close();
    }
}
