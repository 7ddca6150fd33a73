// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;

/**
 * How a connection is treated, as the location of its current request, or of the last one, says:
 * the part of {@link io.perilune.http.io.ExchangeIo} that sets the terms. Confined to its worker.
 */
abstract class ConnectionTerms extends ConnectionFacts {

    Channel channel;
    ConnectionOutput output;
    long sendTimeout;
    long keepaliveTimeout;
    long lingeringTimeout;
    long lingeringInAll;
    long keepaliveAtLeast;

    /** Whether the socket has TCP_NODELAY: it is accepted with it. */
    private boolean noDelay = true;

    ConnectionTerms(long id, ConnectionHost host) {
        super(id, host);
    }

    @Override
    public void timeouts(long send, long keepalive, long lingering, long inAll, long atLeast) {
        sendTimeout = send;
        keepaliveTimeout = keepalive;
        lingeringTimeout = lingering;
        lingeringInAll = inAll;
        keepaliveAtLeast = atLeast;
    }

    @Override
    public void pace(long bytesPerSecond, long free, long sinceMillis) {
        output.pace(worker(), bytesPerSecond, free, sinceMillis);
    }

    @Override
    public void noDelay(boolean on) {
        if (on != noDelay) {
            noDelay = on;
            tcpOption(ChannelOption.TCP_NODELAY, on);
        }
    }

    @Override
    public void fullPackets(boolean on) {
        tcpOption(EpollChannelOption.TCP_CORK, on);
    }

    private void tcpOption(ChannelOption<Boolean> option, boolean on) {
        if (!peer.isUnix() && channel.isOpen()) {
            channel.config().setOption(option, on);
        }
    }

    /** The next close sends a reset. */
    void resetOnClose() {
        if (!peer.isUnix() && channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
    }
}
