// SPDX-License-Identifier: Apache-2.0
package io.perilune.conformance.direct;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DuplexChannel;
import io.perilune.conf.parse.ConfParser;
import io.perilune.http.HttpConfig;
import io.perilune.http.HttpConfigurator;
import io.perilune.http.ModuleOrder;
import io.perilune.http.core.Listen;
import io.perilune.http.io.ExchangeIo;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;
import io.perilune.http.message.RequestHead;
import io.perilune.ngx.http.LuaHost;
import io.perilune.ngx.http.LuaModule;
import io.perilune.server.http1.ConnectionSettings;
import io.perilune.server.http1.Http1Connection;
import io.perilune.server.http1.Site;
import io.perilune.server.log.LogFileTable;
import io.perilune.testkit.ServerLayout;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The server without sockets, threads and waiting: connections are objects, and the clock goes
 * forward to the next timer when nothing else is left to do. So a request that sleeps an hour is
 * answered at once, and in the same way each time.
 *
 * <p>Connection settings are nginx's defaults, whatever the configuration says. Confined to one
 * thread.
 */
public final class DirectServer implements AutoCloseable {

    private static final int NGINX_VERSION = 1_029_007;
    private static final int LUA_MODULE_VERSION = 10_029;

    private final StringBuilder errors = new StringBuilder();
    private final DirectWorker worker;
    private final HttpConfig config;
    private final Listen listen;
    private long connections;

    private DirectServer(ServerLayout layout) {
        LogSink log = new Lines();
        String prefix = layout.prefix() + "/";
        LuaHost lua = new LuaHost(NGINX_VERSION, LUA_MODULE_VERSION, "");
        config =
                new HttpConfigurator(
                                ModuleOrder.standard(List.of(new LuaModule(lua))),
                                prefix,
                                prefix + "conf/",
                                log,
                                new LogFileTable(ProcessHandle.current().pid()))
                        .configure(ConfParser.parse(layout.conf(), LuaModule.BLOCKS).main());
        listen = config.listens().getFirst();
        config.startMaster();
        worker = new DirectWorker(log, new Entrance());
        config.startWorker(worker);
    }

    /**
     * Reads the layout's configuration and starts its modules.
     *
     * @throws io.perilune.conf.tree.ConfException when it is refused
     */
    public static DirectServer start(ServerLayout layout) {
        return new DirectServer(layout);
    }

    /**
     * Sends bytes on a new connection; answers all that comes until the server closes it, or until
     * it would wait.
     */
    public String exchange(String bytes) {
        Connection channel =
                new Connection(new Http1Connection(++connections, listen.text, worker));
        StringBuilder answer = new StringBuilder();
        channel.open();
        channel.writeInbound(Unpooled.wrappedBuffer(bytes.getBytes(StandardCharsets.ISO_8859_1)));
        do {
            channel.runPendingTasks();
            worker.runReady();
            collect(channel, answer);
        } while (channel.isOpen() && (worker.hasReady() || worker.advance()));
        channel.finishAndReleaseAll();
        return answer.toString();
    }

    private static void collect(EmbeddedChannel channel, StringBuilder answer) {
        for (ByteBuf bytes = channel.readOutbound();
                bytes != null;
                bytes = channel.readOutbound()) {
            answer.append(bytes.toString(StandardCharsets.ISO_8859_1));
            bytes.release();
        }
    }

    /** The error log's lines so far, of those that go to the process's log. */
    public String errors() {
        return errors.toString();
    }

    @Override
    public void close() {
        config.retireWorker(worker);
        worker.runReady();
        config.stopWorker(worker);
    }

    /** A channel with addresses. */
    private static final class Connection extends EmbeddedChannel implements DuplexChannel {

        private boolean outputShutdown;

        Connection(ChannelHandler handler) {
            super((Channel) null, DefaultChannelId.newInstance(), false, true, handler);
        }

        void open() {
            try {
                register();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean isInputShutdown() {
            return false;
        }

        @Override
        public ChannelFuture shutdownInput() {
            return newSucceededFuture();
        }

        @Override
        public ChannelFuture shutdownInput(ChannelPromise promise) {
            return promise.setSuccess();
        }

        @Override
        public boolean isOutputShutdown() {
            return outputShutdown;
        }

        @Override
        public ChannelFuture shutdownOutput() {
            return shutdownOutput(newPromise());
        }

        @Override
        public ChannelFuture shutdownOutput(ChannelPromise promise) {
            outputShutdown = true;
            return promise.setSuccess();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public ChannelFuture shutdown() {
            return close();
        }

        @Override
        public ChannelFuture shutdown(ChannelPromise promise) {
            return close(promise);
        }

        @Override
        protected SocketAddress localAddress0() {
            return new InetSocketAddress("127.0.0.1", 80);
        }

        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress("127.0.0.1", 50_000);
        }
    }

    /** Collects the lines of the error log. */
    private final class Lines implements LogSink {

        @Override
        public boolean enabled(LogLevel level) {
            return true;
        }

        @Override
        public void log(LogLevel level, long connection, String message) {
            errors.append('[')
                    .append(level.name().toLowerCase(Locale.ROOT))
                    .append("] ")
                    .append(message)
                    .append('\n');
        }
    }

    /** Lets requests in. */
    private final class Entrance implements Site {

        @Override
        public ConnectionSettings settings() {
            return ConnectionSettings.DEFAULT;
        }

        @Override
        public String serverName() {
            return listen.text;
        }

        @Override
        public void start(ExchangeIo io, RequestHead head) {
            config.admission().admit(io, head, listen);
        }

        @Override
        public void refuse(ExchangeIo io, RequestHead head, int status, String message) {
            config.admission().refuse(io, head, listen, status, message);
        }

        @Override
        public void log(LogLevel level, long connection, String message) {
            config.cycle().log().log(level, connection, message);
        }
    }
}
