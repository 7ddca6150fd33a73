// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

/**
 * An address to listen on with its options, and the servers behind it. Frozen after start-up.
 */
public final class Listen {

    /** As nginx prints it: {@code 0.0.0.0:80}, {@code [::]:80}, {@code unix:/path}. */
    public final String text;
    /** Path of a unix socket; null for an Internet address. */
    public final String unixPath;
    /** Numeric address, without brackets; {@code 0.0.0.0} for any; null for a unix socket. */
    public final String host;
    public final int port;

    public int backlog = 511;
    public boolean reusePort;
    public boolean ipv6Only = true;
    /** -1: the system's. */
    public int receiveBuffer = -1;
    public int sendBuffer = -1;
    public boolean deferred;
    public boolean proxyProtocol;
    /** null: off; else "on" or {@code idle:interval:count}. */
    public String soKeepalive;
    public int fastOpen = -1;
    public boolean bind;

    /** Chooses a server by the request's host. */
    public AddressServers servers;

    public Listen(String text, String unixPath, String host, int port) {
        this.text = text;
        this.unixPath = unixPath;
        this.host = host;
        this.port = port;
    }

    public boolean isUnix() {
        return unixPath != null;
    }

    @Override
    public String toString() {
        return text;
    }
}
