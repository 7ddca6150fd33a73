// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.log;

import io.perilune.http.io.LogFile;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;

/**
 * An error log in nginx's format: {@code 2026/11/21 17:07:40 [error] 223#223: *1 message}.
 *
 * <p>A line is cut at the length that OpenResty cuts it at. It is one write; line feeds inside a
 * message stay, as tracebacks need them. Thread-safe.
 */
public final class ErrorLog implements LogSink {

    /** OpenResty's NGX_MAX_ERROR_STR: the longest line, its end included. */
    public static final int MAX_LINE = 4096;

    private static final String[] LEVELS = new String[LogLevel.values().length];

    static {
        for (LogLevel level : LogLevel.values()) {
            LEVELS[level.ordinal()] =
                    level == LogLevel.STDERR ? " [] " : " [" + level.text() + "] ";
        }
    }

    private final LogFile file;
    private final LogLevel level;
    private final LogClock clock;
    private final String process;

    /**
     * @param file where lines go
     * @param level the least severe level that is written
     * @param clock gives the time's text
     * @param pid the process id to show
     */
    public ErrorLog(LogFile file, LogLevel level, LogClock clock, long pid) {
        this.file = file;
        this.level = level;
        this.clock = clock;
        this.process = pid + "#" + pid + ": ";
    }

    @Override
    public boolean enabled(LogLevel wanted) {
        return wanted.ordinal() <= level.ordinal();
    }

    @Override
    public void log(LogLevel severity, long connection, String message) {
        if (severity.ordinal() > level.ordinal()) {
            return;
        }
        StringBuilder line = new StringBuilder(64 + message.length());
        line.append(clock.text()).append(LEVELS[severity.ordinal()]).append(process);
        if (connection != 0) {
            line.append('*').append(connection).append(' ');
        }
        line.append(message);
        if (line.length() > MAX_LINE - 1) {
            line.setLength(MAX_LINE - 1);
        }
        file.write(line.append('\n').toString());
    }
}
