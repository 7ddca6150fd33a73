// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.port;

/**
 * One request as OpenResty's API sees it. An implementation is one object a request that knows its
 * exchange; the three parts may well be the same object.
 */
public interface RequestPort extends HeaderList {
    ResponsePort response();

    BodyPort body();

    /** The log with this request's context. */
    LogPort log();

    /** What the `lua_*` directives of the location say; asked anew in each phase. */
    LocationSettings settings();

    /**
     * A handler that had answered {@link Outcome.Plain#SUSPENDED} has ended. Called once for each
     * suspended handler, never from inside the call that started it.
     */
    void resumed(Outcome outcome);

    // --- request line ---------------------------------------------------------------------------

    String method();

    /** Replaces the method by one of nginx's names. */
    void method(String name);

    /** 9, 10, 11, 20, 30. */
    int httpVersion();

    /** The decoded path. */
    String uri();

    /** Replaces the path. */
    void uri(String uri);

    /** What is behind the question mark, never null. */
    String args();

    void args(String args);

    // --- headers --------------------------------------------------------------------------------

    /**
     * Replaces all headers of the name, in any case, by these in order; none removes. Knows what
     * Host, Content-Length, … mean.
     */
    void header(String name, String... values);

    /** Adds one more. */
    void addHeader(String name, String value);

    /**
     * The head as it came, with or without the request line, and with the empty line; null when it
     * is not text (HTTP/2).
     */
    String rawHeader(boolean withRequestLine);

    // --- state ----------------------------------------------------------------------------------

    boolean isSubrequest();

    /** True for subrequests and after an internal redirect. */
    boolean isInternal();

    /** Milliseconds since 1970. */
    long startMillis();

    /**
     * The n-th group of the last regex match of the location or rewrite, from 1; null when there is
     * none.
     */
    String capture(int group);

    /** Makes a request of the same server; null when requests are nested too deep. */
    SubrequestPort subrequest(SubrequestPort.Query query);

    /** The client's address, for the log lines of its timers; null when unknown. */
    String clientAddress();

    /** The address it came in at, `0.0.0.0:80`, likewise. */
    String serverAddress();

    /**
     * Begins (or ends) to watch for the client leaving: then {@code RequestState.clientAborted()}
     * is due.
     */
    void watchClient(boolean on);
}
