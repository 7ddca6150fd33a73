// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.exchange;

import io.netty.buffer.ByteBuf;

/**
 * What an exchange can have done to itself: the way down to phases, filters and error pages, which
 * are built on top of it. One object serves all requests. Confined to the exchange's worker.
 */
public interface Pipeline {

    /** Goes on where the exchange was suspended, as if its handler had answered this verdict. */
    void resume(Exchange x, Verdict verdict);

    /** Runs the header filters; see {@link Exchange#sendHeader}. */
    int sendHeader(Exchange x);

    /** Runs the body filters; see {@link Exchange#write}. */
    int write(Exchange x, ByteBuf data, int flags);

    void finalizeRequest(Exchange x, int status);

    /** Sends a special response from within a header filter. */
    int filterFinalize(Exchange x, int status);

    void internalRedirect(Exchange x, String uri, String args);

    void namedLocation(Exchange x, String name);

    /** The client is gone or cannot be reached. */
    void connectionFailed(Exchange x, String message, int status);

    /** Starts or goes on reading the body for {@link RequestBody}. */
    void readBody(Exchange x);

    /** Drops what is left of the request body. */
    void discardBody(Exchange x);
}
