// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.io;

import java.io.IOException;

/** Opens log files; the same path gives the same file. Thread-safe. */
public interface LogFiles {

    /**
     * Opens a file for appending, making it if needed.
     *
     * @param path absolute path, or {@code "stderr"}
     * @throws IOException its message is the system's reason, as in {@code 13: Permission denied}
     */
    LogFile open(String path) throws IOException;

    /** The sink behind an {@code error_log} directive; lines above {@code level} are dropped. */
    LogSink errorLog(String path, LogLevel level) throws IOException;
}
