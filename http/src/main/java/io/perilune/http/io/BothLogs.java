// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.io;

/** Two {@code error_log} directives of one level. Thread-safe. */
public record BothLogs(LogSink one, LogSink other) implements LogSink {

    @Override
    public boolean enabled(LogLevel level) {
        return one.enabled(level) || other.enabled(level);
    }

    @Override
    public void log(LogLevel level, long connection, String message) {
        one.log(level, connection, message);
        other.log(level, connection, message);
    }
}
