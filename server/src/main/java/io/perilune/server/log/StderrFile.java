// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.perilune.http.io.LogFile;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/** The process's standard error as a log file: {@code error_log stderr}. Thread-safe. */
final class StderrFile implements LogFile {

    private final FileOutputStream out = new FileOutputStream(FileDescriptor.err);

    @Override
    public String path() {
        return "stderr";
    }

    @Override
    public void write(String line) {
        try {
            out.write(line.getBytes(ISO_8859_1));
        } catch (IOException closed) {
            // Nobody listens to standard error: there is no place left to say so.
            return;
        }
    }
}
