// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.log;

import io.perilune.conf.value.FileName;
import io.perilune.http.io.LogFile;
import io.perilune.http.io.LogFiles;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All open log files of the process, each path once. They stay open over reloads, so that lines of the old and the
 * new configuration go to the same file. Thread-safe.
 */
public final class LogFileTable implements LogFiles {

    private final Map<String, AppendFile> files = new LinkedHashMap<>();
    private final StderrFile stderr = new StderrFile();
    private final LogClock clock = new LogClock();
    private final long pid;

    /** @param pid the process id that error logs show */
    public LogFileTable(long pid) {
        this.pid = pid;
    }

    @Override
    public synchronized LogFile open(String path) throws IOException {
        if (path.equals("stderr")) {
            return stderr;
        }
        AppendFile file = files.get(path);
        if (file == null) {
            try {
                file = new AppendFile(path);
            } catch (IOException failed) {
                throw new IOException(FileName.error(failed), failed);
            }
            files.put(path, file);
        }
        return file;
    }

    @Override
    public LogSink errorLog(String path, LogLevel level) throws IOException {
        return new ErrorLog(open(path), level, clock, pid);
    }

    /** Opens every file anew, as after log rotation; what cannot be opened goes on into the old file. */
    public synchronized void reopen(LogSink log) {
        for (AppendFile file : files.values()) {
            try {
                file.reopen();
            } catch (IOException failed) {
                log.log(LogLevel.EMERG, FileName.problem(failed, file.path()));
            }
        }
    }
}
