// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.exchange;

/** How far a request has come. */
public enum ExchangeState {
    /** Phases run. */
    RUNNING,
    /** A handler waits for something. */
    SUSPENDED,
    /** The answer is complete; its bytes are on their way, a rest of the body is dropped. */
    FINISHING,
    /** The log phase runs. */
    LOGGING,
    /** Over: nothing may happen to it any more. */
    DONE
}
