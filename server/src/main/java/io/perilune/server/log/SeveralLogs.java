// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.log;

import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;
import java.util.List;

/** Several error logs in one: each line goes to all that take its level. Thread-safe. */
final class SeveralLogs implements LogSink {

    private final List<LogSink> logs;

    SeveralLogs(List<LogSink> logs) {
        this.logs = List.copyOf(logs);
    }

    @Override
    public boolean enabled(LogLevel level) {
        for (LogSink log : logs) {
            if (log.enabled(level)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void log(LogLevel level, long connection, String message) {
        for (LogSink log : logs) {
            log.log(level, connection, message);
        }
    }
}
