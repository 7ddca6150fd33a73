// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.listen;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.perilune.http.core.Listen;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.ThreadFactory;

/** Linux's epoll where Netty's native library loads, else the JDK's selectors. Thread-safe. */
public enum Transport {
    EPOLL("epoll") {
        @Override
        IoHandlerFactory handlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        ServerChannel serverChannel(Listen listen) {
            if (listen.isUnix()) {
                return new EpollServerDomainSocketChannel();
            }
            return new EpollServerSocketChannel(family(listen));
        }
    },

    NIO("select") {
        @Override
        IoHandlerFactory handlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        ServerChannel serverChannel(Listen listen) {
            return listen.isUnix()
                    ? new NioServerDomainSocketChannel()
                    : new NioServerSocketChannel(SelectorProvider.provider(), family(listen));
        }
    };

    private final String method;

    Transport(String method) {
        this.method = method;
    }

    /** The best that works here. */
    public static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    /** nginx's name for the way events are waited for. */
    public String method() {
        return method;
    }

    /** An event loop with one thread. */
    public EventLoopGroup newLoop(ThreadFactory threads) {
        return new MultiThreadIoEventLoopGroup(1, threads, handlers());
    }

    abstract IoHandlerFactory handlers();

    abstract ServerChannel serverChannel(Listen listen);

    private static SocketProtocolFamily family(Listen listen) {
        return listen.host.indexOf(':') >= 0
                ? SocketProtocolFamily.INET6
                : SocketProtocolFamily.INET;
    }
}
