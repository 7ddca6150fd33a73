// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.port;

/**
 * A request that a request makes of its own server. Single use: set up, started, asked for its
 * answer.
 */
public interface SubrequestPort extends HeaderList {
    /** Whose variables it sees. */
    enum Variables {
        OWN,
        COPIED,
        SHARED
    }

    /**
     * What is asked for.
     *
     * @param uri the decoded path
     * @param args the query string, never null
     * @param method one of nginx's names
     * @param body the request's body; null: none of its own
     * @param forwardBody whether the parent's body goes along when there is none of its own
     * @param headers names and values in turn, in place of the parent's header lines of these names
     * @param ctx what the host keeps as its ngx.ctx; null: a new one
     */
    record Query(
            String uri,
            String args,
            String method,
            byte[] body,
            boolean forwardBody,
            String[] headers,
            Variables variables,
            Object ctx) {}

    /** The request, to assign variables before the start. */
    RequestPort request();

    /**
     * Lets it run. @param whenDone runs in a later turn, once, when it is over; never after {@link
     * #cancel}
     */
    void start(Runnable whenDone);

    /** Ends it; harmless when it is over, or has not been started. */
    void cancel();

    // --- the answer, inside of whenDone only -----------------------------------------------------

    int status();

    byte[] body();

    /** Whether the body's end has not come. */
    boolean isTruncated();

    /** The length the answer declares, or -1. */
    long contentLength();
}
