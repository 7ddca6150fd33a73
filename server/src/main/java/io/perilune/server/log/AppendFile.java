// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.perilune.conf.value.FileName;
import io.perilune.http.io.LogFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that lines are appended to, each with one write, so that lines of several threads and
 * processes do not mix and every line is in the file when the call returns.
 *
 * <p>A failed write is dropped, as nginx drops it: there is no better place to report it to.
 * Thread-safe.
 */
final class AppendFile implements LogFile {

    private static final Set<StandardOpenOption> APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

    private final String path;
    private volatile FileChannel channel;

    AppendFile(String path) throws IOException {
        this.path = path;
        channel = open(path);
    }

    private static FileChannel open(String path) throws IOException {
        return FileChannel.open(
                FileName.path(path),
                APPEND,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public void write(String line) {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(ISO_8859_1));
        FileChannel target = channel;
        try {
            target.write(bytes);
        } catch (IOException | RuntimeException failed) {
            retry(bytes, target);
        }
    }

    /** A reopen may have closed the channel between reading the field and writing. */
    private void retry(ByteBuffer bytes, FileChannel failed) {
        FileChannel target = channel;
        if (target == failed) {
            return;
        }
        try {
            target.write(bytes);
        } catch (IOException dropped) {
            return;
        }
    }

    /** Opens the path again, which may now be another file; keeps the old one if that fails. */
    void reopen() throws IOException {
        FileChannel old = channel;
        channel = open(path);
        old.close();
    }

    void close() throws IOException {
        channel.close();
    }
}
