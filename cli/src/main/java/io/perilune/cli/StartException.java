// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

/** The server cannot start; the message is for the log, level emerg. */
final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message, null, false, false);
    }
}
