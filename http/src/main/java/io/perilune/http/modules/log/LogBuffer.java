// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.log;

import io.perilune.http.io.LogFile;
import io.perilune.http.io.Timer;
import io.perilune.http.io.WorkerScope;
import java.util.ArrayList;
import java.util.List;

/** The lines that a worker has not yet written to one buffered log. Confined to its worker. */
final class LogBuffer {

    /** A worker's buffers. */
    private static final Object SLOT = LogBuffer.class;

    private final WorkerScope worker;
    private final LogFile file;
    private final int size;
    private final long flushMillis;
    private final StringBuilder lines;
    private Timer timer;

    private LogBuffer(WorkerScope worker, LogTarget target) {
        this.worker = worker;
        this.file = target.file();
        this.size = target.bufferSize();
        this.flushMillis = target.flushMillis();
        this.lines = new StringBuilder(Math.min(size, 1 << 16));
    }

    /** One file has one buffer on a worker, whichever directive names it. */
    static LogBuffer of(WorkerScope worker, LogTarget target) {
        List<LogBuffer> buffers = all(worker);
        for (int i = 0; i < buffers.size(); i++) {
            if (buffers.get(i).file == target.file()) {
                return buffers.get(i);
            }
        }
        LogBuffer buffer = new LogBuffer(worker, target);
        buffers.add(buffer);
        return buffer;
    }

    @SuppressWarnings("unchecked")
    private static List<LogBuffer> all(WorkerScope worker) {
        return (List<LogBuffer>)
                worker.slots().computeIfAbsent(SLOT, slot -> new ArrayList<LogBuffer>());
    }

    static void flushAll(WorkerScope worker) {
        all(worker).forEach(LogBuffer::flush);
    }

    void add(String line) {
        if (lines.length() + line.length() > size) {
            flush();
            if (line.length() > size) {
                file.write(line);
                return;
            }
        }
        lines.append(line);
        if (flushMillis > 0 && timer == null) {
            timer = worker.schedule(flushMillis, this::flush);
        }
    }

    private void flush() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (!lines.isEmpty()) {
            file.write(lines.toString());
            lines.setLength(0);
        }
    }
}
