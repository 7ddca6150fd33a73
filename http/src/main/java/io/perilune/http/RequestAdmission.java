// SPDX-License-Identifier: Apache-2.0
package io.perilune.http;

import io.perilune.http.core.Listen;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.io.ExchangeIo;
import io.perilune.http.message.RequestHead;

/**
 * Where requests come in: judges a head, chooses the server, starts the phases. One object serves
 * all workers; a call runs on the connection's worker.
 */
public final class RequestAdmission {

    /**
     * Takes a request whose head was read. When this returns the request may be over already
     * ({@link ExchangeIo#finish} was called) or be suspended.
     */
    public Exchange admit(ExchangeIo io, RequestHead head, Listen listen) {
        throw new UnsupportedOperationException("to follow");
    }

    /**
     * Answers a request whose head is not acceptable: it is logged and goes through the log phase
     * as any other, then the connection is closed.
     *
     * @param head what was understood so far; the method may be "" and the target ""
     * @param status 400, 408, 414, 494, 501, 505; 400 and above. 408 and 499 close without answer
     * @param problem the message for the error log at level info, as {@code client sent invalid
     *     method}; null: none
     */
    public Exchange refuse(ExchangeIo io, RequestHead head, Listen listen, int status,
            String problem) {
        throw new UnsupportedOperationException("to follow");
    }
}
