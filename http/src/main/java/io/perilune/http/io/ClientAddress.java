// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.io;

/** Who a request comes from: the connection's other end, or whom a trusted proxy names. */
public interface ClientAddress {

    /** The client's address as text, {@code "unix:"} for a unix socket. */
    String remoteAddress();

    /** The client's port; 0 if there is none. */
    int remotePort();

    /** Four or sixteen address bytes, one char each, or {@code "unix:"}. */
    String binaryRemoteAddress();
}
