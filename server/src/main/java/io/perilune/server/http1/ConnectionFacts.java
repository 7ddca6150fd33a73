// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

import io.netty.channel.ChannelInboundHandlerAdapter;
import io.perilune.http.io.ExchangeIo;
import io.perilune.http.io.WorkerScope;

/**
 * Whose connection it is and where it lives: the part of {@link ExchangeIo} that only tells.
 * Confined to its worker.
 */
abstract class ConnectionFacts extends ChannelInboundHandlerAdapter implements ExchangeIo {

    final long id;

    /** Where the connection lives now. */
    ConnectionHost host;

    Peer peer;

    /** Requests that have begun, the current one among them. */
    int requests;

    private final long connectedAt = System.currentTimeMillis();

    ConnectionFacts(long id, ConnectionHost host) {
        this.id = id;
        this.host = host;
    }

    ConnectionHost host() {
        return host;
    }

    @Override
    public WorkerScope worker() {
        return host.worker();
    }

    @Override
    public long connectionId() {
        return id;
    }

    @Override
    public int requestNumber() {
        return requests;
    }

    @Override
    public long connectedAtMillis() {
        return connectedAt;
    }

    @Override
    public String remoteAddress() {
        return peer.remote();
    }

    @Override
    public int remotePort() {
        return peer.remotePort();
    }

    @Override
    public String binaryRemoteAddress() {
        return peer.binary();
    }

    @Override
    public String localAddress() {
        return peer.local();
    }

    @Override
    public int localPort() {
        return peer.localPort();
    }

    @Override
    public boolean secure() {
        return false;
    }
}
