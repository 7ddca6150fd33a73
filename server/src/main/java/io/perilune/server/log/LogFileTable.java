// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.log;

import io.perilune.conf.value.FileName;
import io.perilune.http.core.CoreConfig;
import io.perilune.http.io.LogFile;
import io.perilune.http.io.LogFiles;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All open log files of the process, each path once. They stay open over reloads, so that lines of
 * the old and the new configuration go to the same file. Thread-safe.
 */
public final class LogFileTable implements LogFiles {

    private final Map<String, AppendFile> files = new LinkedHashMap<>();
    private final StderrFile stderr = new StderrFile();
    private final LogClock clock = new LogClock();
    private final long pid;

    /**
     * @param pid the process id that error logs show
     */
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

    /**
     * The sink for several {@code error_log} directives together.
     *
     * @throws IOException its message is nginx's: {@code open() "x" failed (13: Permission denied)}
     */
    public LogSink errorLogs(List<CoreConfig.ErrorLog> logs) throws IOException {
        List<LogSink> sinks = new ArrayList<>();
        for (CoreConfig.ErrorLog log : logs) {
            try {
                sinks.add(errorLog(log.path(), log.level()));
            } catch (IOException failed) {
                throw new IOException(
                        "open() \"" + log.path() + "\" failed (" + failed.getMessage() + ")",
                        failed);
            }
        }
        return sinks.size() == 1 ? sinks.getFirst() : new SeveralLogs(sinks);
    }

    /**
     * Opens every file anew, as after log rotation; what cannot be opened goes on into the old
     * file.
     */
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
