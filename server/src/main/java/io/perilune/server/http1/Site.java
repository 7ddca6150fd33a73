// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

import io.perilune.http.io.ExchangeIo;
import io.perilune.http.io.LogLevel;
import io.perilune.http.message.RequestHead;

/**
 * What one configuration serves at one listening address: how connections are treated before a
 * request is known, and what becomes of requests. Confined to its worker.
 */
public interface Site {

    /** Limits and timeouts of the address's default server. */
    ConnectionSettings settings();

    /** First name of the address's default server, as the error log shows it. */
    String serverName();

    /** A request's head is complete. */
    void start(ExchangeIo io, RequestHead head);

    /**
     * A head could not be read: answers with this status, as far as that is possible, and closes.
     *
     * @param head what has been read of it
     * @param message for the error log, level info
     */
    void refuse(ExchangeIo io, RequestHead head, int status, String message);

    /** Writes a line about a connection that has no request to the address's error log. */
    void log(LogLevel level, long connection, String message);
}
