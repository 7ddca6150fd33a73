// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;

/**
 * The main error log of one configuration. While the configuration is read its lines go where the
 * one before logs; then to its own files. While the process starts, warnings and worse also go to
 * the terminal, where nginx writes {@code nginx: [emerg] message}. Thread-safe.
 */
final class CycleLog implements LogSink {

    private volatile LogSink file;
    private volatile boolean terminal;

    /**
     * @param file where lines go first; null: only to the terminal
     * @param terminal whether the process is starting
     */
    CycleLog(LogSink file, boolean terminal) {
        this.file = file;
        this.terminal = terminal;
    }

    /**
     * Goes on in the configuration's own files.
     *
     * @param onTerminal whether one of them is standard error, which then needs no lines from us
     */
    void file(LogSink next, boolean onTerminal) {
        file = next;
        terminal = terminal && !onTerminal;
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
