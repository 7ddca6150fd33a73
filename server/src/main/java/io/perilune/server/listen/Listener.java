// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.UnixChannelOption;
import io.perilune.http.core.Listen;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;

/**
 * One bound socket. It outlives configurations that listen on the same address. Thread-safe;
 * accepted channels are handed over on the acceptor's event loop.
 */
public final class Listener {

    /** Takes what a listener accepts. */
    @FunctionalInterface
    public interface Acceptor {

        /** A channel that is registered with no event loop yet. */
        void accepted(Channel channel, Listen listen);
    }

    private static final IntegerUnixChannelOption IPV6_ONLY =
            new IntegerUnixChannelOption("IPV6_V6ONLY", 41, 26);

    private final Listen listen;
    private final ServerChannel channel;

    private Listener(Listen listen, ServerChannel channel) {
        this.listen = listen;
        this.channel = channel;
    }

    /**
     * Binds. Connections queue up until {@link #accept}.
     *
     * @throws ListenException if the address cannot be bound, in nginx's words
     */
    public static Listener open(
            Transport transport, Listen listen, EventLoop loop, Acceptor acceptor, LogSink log) {
        if (listen.proxyProtocol) {
            throw new ListenException(
                    "the \"proxy_protocol\" parameter of " + listen.text + " is not supported yet",
                    false);
        }
        ServerChannel channel = transport.serverChannel(listen);
        options(transport, channel, listen);
        channel.pipeline().addLast(new Accepting(listen, acceptor, log));
        loop.register(channel).syncUninterruptibly();
        Throwable failure = channel.bind(address(transport, listen)).awaitUninterruptibly().cause();
        if (failure != null) {
            channel.close().awaitUninterruptibly();
            throw new ListenException(
                    "bind() to " + listen.text + " failed (" + reason(failure) + ")",
                    isInUse(failure));
        }
        if (listen.isUnix()) {
            openToAll(listen.unixPath);
        }
        return new Listener(listen, channel);
    }

    private static void options(Transport transport, ServerChannel channel, Listen listen) {
        channel.config().setAutoRead(false);
        channel.config().setOption(ChannelOption.SO_BACKLOG, listen.backlog);
        if (listen.isUnix()) {
            return;
        }
        channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
        if (listen.receiveBuffer > 0) {
            channel.config().setOption(ChannelOption.SO_RCVBUF, listen.receiveBuffer);
        }
        if (transport == Transport.EPOLL) {
            if (listen.reusePort) {
                channel.config().setOption(UnixChannelOption.SO_REUSEPORT, true);
            }
            if (listen.deferred) {
                channel.config().setOption(EpollChannelOption.TCP_DEFER_ACCEPT, 1);
            }
            if (listen.fastOpen > 0) {
                channel.config().setOption(ChannelOption.TCP_FASTOPEN, listen.fastOpen);
            }
            if (listen.host.indexOf(':') >= 0) {
                channel.config().setOption(IPV6_ONLY, listen.ipv6Only ? 1 : 0);
            }
        }
    }

    private static SocketAddress address(Transport transport, Listen listen) {
        if (listen.isUnix()) {
            return transport == Transport.EPOLL
                    ? new DomainSocketAddress(listen.unixPath)
                    : UnixDomainSocketAddress.of(listen.unixPath);
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(listen.host), listen.port);
        } catch (UnknownHostException notNumeric) {
            throw new IllegalArgumentException("not a numeric address: " + listen.host, notNumeric);
        }
    }

    private static void openToAll(String path) {
        File file = new File(path);
        file.setReadable(true, false);
        file.setWritable(true, false);
    }

    private static boolean isInUse(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains("Address already in use");
    }

    private static String reason(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        String[][] known = {
            {"Address already in use", "98"},
            {"Permission denied", "13"},
            {"Cannot assign requested address", "99"},
            {"No such file or directory", "2"},
        };
        for (String[] reason : known) {
            if (text.contains(reason[0])) {
                return reason[1] + ": " + reason[0];
            }
        }
        return text;
    }

    public Listen listen() {
        return listen;
    }

    /** Starts to accept. */
    public void accept() {
        channel.config().setAutoRead(true);
    }

    /** Stops to accept and gives the address free. */
    public void close() {
        channel.close().awaitUninterruptibly();
        if (listen.isUnix()) {
            new File(listen.unixPath).delete();
        }
    }

    private static final class Accepting extends ChannelInboundHandlerAdapter {

        private final Listen listen;
        private final Acceptor acceptor;
        private final LogSink log;

        Accepting(Listen listen, Acceptor acceptor, LogSink log) {
            this.listen = listen;
            this.acceptor = acceptor;
            this.log = log;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            acceptor.accepted((Channel) message, listen);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            // Out of file descriptors, most likely: the backlog keeps what comes, a pause lets
            // others close
            log.log(LogLevel.CRIT, "accept4() failed (" + reason(cause) + ")");
            ctx.channel().config().setAutoRead(false);
            ctx.executor()
                    .schedule(
                            () -> ctx.channel().config().setAutoRead(true),
                            500,
                            TimeUnit.MILLISECONDS);
        }
    }
}
