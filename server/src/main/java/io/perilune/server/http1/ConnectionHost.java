// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

import io.perilune.http.io.WorkerScope;

/**
 * What connections need of where they live: a worker of one configuration. After a reload a
 * connection that is between two requests moves on to {@link #successor}. Confined to its worker.
 */
public interface ConnectionHost {

    WorkerScope worker();

    /** Milliseconds of the monotonic clock, cached like {@link WorkerScope#nowMillis}. */
    long tick();

    /** Renews the cached clocks: at the start of each step that comes from outside. */
    void renewClocks();

    /** A parser to read one head with; to be given back. */
    HeadParser borrowParser();

    void giveBack(HeadParser parser);

    /**
     * The host that serves new requests of this event loop now: this one, or that of a later
     * configuration.
     */
    ConnectionHost successor();

    /**
     * What is served on a listening socket, or null if this configuration does not listen there.
     *
     * @param socket the address the socket is bound to, as {@code listen} has it
     * @param local our address of the connection, which may be more exact than the socket's
     */
    Site site(String socket, String local);

    /** A connection has begun to be served by this host. */
    void joined(Http1Connection connection);

    /** A connection has closed or moved on. */
    void left(Http1Connection connection);

    /** Whether no further request is wanted: connections close after the one that runs. */
    boolean closing();
}
