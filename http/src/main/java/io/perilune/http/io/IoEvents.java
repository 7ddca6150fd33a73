// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.io;

/** What a connection tells the request that owns it. Confined to its worker. */
public interface IoEvents {

    /**
     * The client has closed its side or the connection broke.
     *
     * @param reasonOrNull null: orderly end; else the failure, its message as the system's text
     */
    void clientClosed(Throwable reasonOrNull);

    /** Queued output made no progress for {@code send_timeout}. */
    void sendTimedOut();
}
