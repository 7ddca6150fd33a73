// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.exchange;

import io.netty.buffer.ByteBuf;

/**
 * How far an exchange has come; written by the engine, the filters and the lifecycle, read by
 * variables. Confined to its worker.
 */
public final class Progress {

    /** Internal redirects, rewrites and named locations that one request may use up. */
    public static final int MAX_URI_CHANGES = 10;

    public ExchangeState state = ExchangeState.RUNNING;

    /** Index into the phase table. */
    public int phaseIndex;

    /** Whether the engine's loop is on the stack. */
    public boolean engineRunning;

    /** Counts engine starts: a handler's verdict counts only if no redirect came meanwhile. */
    public int epoch;

    /** Handler of the location's content, in place of the content phase's list; or null. */
    public PhaseHandler contentHandler;

    /** Whether one allowing access handler is enough. */
    public boolean satisfyAny;

    /** Milliseconds that an answer 401 of the access phase waits. */
    public long authDelay;

    /** Status an access handler refused with, under {@code satisfy any}. */
    public int accessCode;

    /** Whether the path has been changed internally: {@code internal} locations match. */
    public boolean internal;

    public int uriChangesLeft = MAX_URI_CHANGES + 1;

    /** Whether the path was rewritten since the location was chosen: look for it again. */
    public boolean uriChanged;

    /** Whether a page of {@code error_page} is under way. */
    public boolean errorPage;

    /** Status that replaces the response's ({@code error_page ... =code}); 0: none. */
    public int errorStatus;

    public boolean headerSent;
    public boolean headerOnly;

    /** Whether the last bytes went through the body filters. */
    public boolean lastSent;

    /** Whether finalizeRequest has decided how the request ends. */
    public boolean finalized;

    /** Whether the connection may serve another request. */
    public boolean keepAlive;

    /** Whether the rest of the connection's input is dropped before closing. */
    public boolean linger;

    /** Whether the response body is sent chunked. */
    public boolean chunkedResponse;

    /** Whether {@code Expect: 100-continue} needs no answer any more. */
    public boolean expectTested;

    /** Output that waits for more, or for the end; owned by the writing filter; null: none. */
    public ByteBuf pendingOutput;

    /** What a suspended handler was resumed with while it was still on the stack. */
    public Verdict resumedWith;

    /** Whether {@link #resumedWith} stands for "call the handler again". */
    public boolean resumedAgain;

    /** Bytes queued for the client, head included. */
    public long bytesSent;

    /** Length of the response's head. */
    public long headBytes;

    /** Whether the connection failed or timed out. */
    public boolean broken;

    /** Runs when the client leaves early, in place of ending the request; or null. */
    public Runnable onAbort;

    /** Bytes of the body sent: {@code $body_bytes_sent}. */
    public long bodyBytesSent() {
        return Math.max(0, bytesSent - headBytes);
    }
}
