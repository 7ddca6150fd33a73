// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.io;

/** What becomes of the connection after a request. */
public enum Ending {
    /** Wait for the next request, or take it from what has arrived already. */
    KEEP_ALIVE,
    /** Send what is queued, then close. */
    CLOSE,
    /** Send what is queued, close for writing, read and drop for a while, then close. */
    LINGER,
    /** Close at once; what is queued is lost. */
    ABORT,
    /** The same, and the client is told by a reset. */
    RESET
}
