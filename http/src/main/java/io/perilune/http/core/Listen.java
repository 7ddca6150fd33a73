// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import java.util.Map;

/**
 * A socket to listen on with its options, and the servers behind it. Frozen once the configuration
 * is read.
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

    /** -1: the system's. */
    public int sendBuffer = -1;

    public boolean deferred;
    public boolean proxyProtocol;

    /** null: not set; else "on", "off" or {@code idle:interval:count}. */
    public String soKeepalive;

    public int fastOpen = -1;

    /** Whether the address has a socket of its own even if a wildcard covers it. */
    public boolean bind;

    /** The servers of this address. */
    public AddressServers servers;

    /** For a wildcard: servers of more exact addresses that share its socket; null: none. */
    Map<String, AddressServers> byLocalAddress;

    public Listen(String text, String unixPath, String host, int port) {
        this.text = text;
        this.unixPath = unixPath;
        this.host = host;
        this.port = port;
    }

    public boolean isUnix() {
        return unixPath != null;
    }

    /** The servers for a connection that came in on this address of ours. */
    public AddressServers servers(String localAddress) {
        if (byLocalAddress != null) {
            AddressServers exact = byLocalAddress.get(localAddress);
            if (exact != null) {
                return exact;
            }
        }
        return servers;
    }

    @Override
    public String toString() {
        return text;
    }
}
