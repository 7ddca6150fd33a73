// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.io;

/** Severity of an error-log line, most severe first, with the names of {@code error_log}. */
public enum LogLevel {
    STDERR,
    EMERG,
    ALERT,
    CRIT,
    ERROR,
    WARN,
    NOTICE,
    INFO,
    DEBUG;

    private final String text = ordinal() == 0 ? "" : name().toLowerCase(java.util.Locale.ROOT);

    /** The name as configuration and log write it; {@code STDERR} has none, as in nginx. */
    public String text() {
        return text;
    }

    /** The level of a name used in {@code error_log}, or null. */
    public static LogLevel named(String name) {
        for (LogLevel level : values()) {
            if (level != STDERR && level.text.equals(name)) {
                return level;
            }
        }
        return null;
    }
}
