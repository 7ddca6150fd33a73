// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.exchange;

import io.netty.buffer.ByteBuf;
import io.perilune.http.io.LogSink;

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

    /**
     * For a header filter that wants another answer than the one under way: the filter returns what
     * this returns.
     */
    int filterFinalize(Exchange x, int status);

    /** The error log that applies now. */
    LogSink errorLog(Exchange x);

    /** What the error log shows as {@code server:}. */
    String serverName(Exchange x);

    void internalRedirect(Exchange x, String uri, String args);

    void namedLocation(Exchange x, String name);

    /** Starts a subrequest at the phase of SERVER_REWRITE. */
    void startSubrequest(Exchange x);

    /** Sends bytes past the body filters: what a subrequest has answered. Takes over the buffer. */
    int writeUnfiltered(Exchange x, ByteBuf data);

    /** The client is gone or cannot be reached. */
    void connectionFailed(Exchange x, String message, int status);

    /** Starts or goes on reading the body for {@link RequestBody}. */
    void readBody(Exchange x);

    /** Drops what is left of the request body; answers 0 or a status to end the request with. */
    int discardBody(Exchange x);
}
