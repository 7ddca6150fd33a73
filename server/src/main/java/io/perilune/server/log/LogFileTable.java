// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.log;

import io.perilune.http.io.LogFile;
import io.perilune.http.io.LogFiles;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
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
                throw new IOException(reason(failed), failed);
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
                log.log(LogLevel.EMERG, "open() \"" + file.path() + "\" failed (" + reason(failed) + ")");
            }
        }
    }

    /** The failure as the system's error number and text, which is how nginx words it. */
    public static String reason(IOException failed) {
        if (failed instanceof NoSuchFileException) {
            return "2: No such file or directory";
        }
        if (failed instanceof java.nio.file.AccessDeniedException) {
            return "13: Permission denied";
        }
        String reason = failed instanceof FileSystemException fs && fs.getReason() != null
                ? fs.getReason() : String.valueOf(failed.getMessage());
        for (String[] known : KNOWN) {
            if (reason.contains(known[0])) {
                return known[1] + ": " + known[0];
            }
        }
        return reason;
    }

    private static final String[][] KNOWN = {
        {"Is a directory", "21"}, {"Not a directory", "20"}, {"Too many open files", "24"},
        {"No space left on device", "28"}, {"Read-only file system", "30"}, {"File name too long", "36"},
        {"Permission denied", "13"}, {"No such file or directory", "2"},
    };
}
