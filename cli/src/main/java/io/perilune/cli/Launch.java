// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

/**
 * How {@code bin/perilune} started us, which is what it waits for: property {@code
 * perilune.launch}. Immutable.
 */
enum Launch {
    /**
     * In the background; it waits for a word on standard output: "ready" and it ends, "foreground"
     * and it stays.
     */
    BACKGROUND,
    /** In its own place: we are what the shell waits for. */
    FOREGROUND;

    static Launch current() {
        return "background".equals(System.getProperty("perilune.launch")) ? BACKGROUND : FOREGROUND;
    }

    /** The server is up: lets go of the launcher if the configuration says so. */
    void ready(boolean daemon) {
        if (this == BACKGROUND) {
            Terminal.out(daemon ? "ready" : "foreground");
            Terminal.closeOut();
        }
    }
}
