// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;
import io.perilune.ngx.port.LogPort;

/** The error log without a request: of a worker or of the master. Thread-safe as its sink. */
final class WorkerLogPort implements LogPort {

    private static final LogLevel[] LEVELS = LogLevel.values();

    private final LogSink sink;

    WorkerLogPort(LogSink sink) {
        this.sink = sink;
    }

    @Override
    public int level() {
        return level(sink);
    }

    @Override
    public void log(int level, String text) {
        sink.log(LEVELS[level], text);
    }

    /** The least severe level that a sink writes. */
    static int level(LogSink sink) {
        int level = LEVELS.length - 1;
        while (level > 0 && !sink.enabled(LEVELS[level])) {
            level--;
        }
        return level;
    }
}
