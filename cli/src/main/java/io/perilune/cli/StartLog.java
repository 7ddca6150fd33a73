// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;

/**
 * The log while the server starts: the error log, and for what is at least a warning also the terminal, where nginx
 * writes {@code nginx: [emerg] message}. Thread-safe.
 */
final class StartLog implements LogSink {

    private volatile LogSink file;
    private volatile boolean terminal = true;

    /** @param file the error log, or null when there is only the terminal */
    StartLog(LogSink file) {
        this.file = file;
    }

    /** Goes on in another file. */
    void file(LogSink next) {
        file = next;
    }

    LogSink file() {
        return file;
    }

    /** The start is over: nothing goes to the terminal any more. */
    void leaveTerminal() {
        terminal = false;
    }

    @Override
    public boolean enabled(LogLevel level) {
        LogSink target = file;
        return (target != null && target.enabled(level)) || (terminal && isForTerminal(level));
    }

    private static boolean isForTerminal(LogLevel level) {
        return level.compareTo(LogLevel.WARN) <= 0;
    }

    @Override
    public void log(LogLevel level, long connection, String message) {
        LogSink target = file;
        if (target != null) {
            target.log(level, connection, message);
        }
        if (terminal && isForTerminal(level)) {
            Terminal.error("[" + level.text() + "] " + message);
        }
    }
}
