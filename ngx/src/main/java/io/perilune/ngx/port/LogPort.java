// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.port;

/** An error log with the context of a request, a worker or a process behind each line. */
public interface LogPort {
    /**
     * nginx's levels: 0 stderr, 1 emerg, 2 alert, 3 crit, 4 error, 5 warn, 6 notice, 7 info, 8
     * debug.
     */
    int STDERR = 0;

    int EMERG = 1;
    int ALERT = 2;
    int CRIT = 3;
    int ERROR = 4;
    int WARN = 5;
    int NOTICE = 6;
    int INFO = 7;
    int DEBUG = 8;

    /** The highest level that is written; cheap, asked before a text is made. */
    int level();

    /**
     * Writes a text of one char a byte; the host adds time, process and context. Drops it above
     * {@link #level()}.
     */
    void log(int level, String text);
}
