// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.exchange;

/**
 * A pattern's match was given up, which the log says already: the request ends with status 500
 * unless somebody knows better. Immutable; has no stack trace.
 */
public final class FailedMatch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FailedMatch(String message) {
        super(message, null, false, false);
    }
}
