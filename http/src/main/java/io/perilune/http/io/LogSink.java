// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.io;

/** Where error-log lines go. Thread-safe. */
public interface LogSink {

    /** Whether a line of this level would be written: ask before composing an expensive one. */
    boolean enabled(LogLevel level);

    /**
     * Writes one line, if its level is enabled. Time, level and process id are put before it.
     *
     * @param connection serial number of the connection, shown as {@code *7}; 0 for none
     */
    void log(LogLevel level, long connection, String message);

    default void log(LogLevel level, String message) {
        log(level, 0, message);
    }
}
