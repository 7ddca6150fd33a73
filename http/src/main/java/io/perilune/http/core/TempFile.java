// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.netty.buffer.ByteBuf;
import io.perilune.conf.value.FileName;
import io.perilune.http.core.CoreLocationConfig.TempPath;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/** A temporary file being written, with a name as nginx gives it: ten digits. Single use. */
final class TempFile implements AutoCloseable {

    private static final AtomicLong NUMBER = new AtomicLong();

    private final Path path;
    private final FileChannel channel;
    private long length;

    private TempFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Makes a fresh file in the folder, and the folders it needs. */
    static TempFile create(TempPath folder) throws IOException {
        while (true) {
            String number = String.format("%010d", NUMBER.incrementAndGet());
            Path path = FileName.path(folder.path() + '/' + levels(folder, number) + number);
            Files.createDirectories(path.getParent());
            try {
                return new TempFile(
                        path,
                        FileChannel.open(
                                path,
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.READ));
            } catch (FileAlreadyExistsException e) {
                // left over from an earlier run: the next number may be free
            }
        }
    }

    private static String levels(TempPath folder, String number) {
        StringBuilder text = new StringBuilder();
        int end = number.length();
        for (int level : folder.levels()) {
            text.append(number, end - level, end).append('/');
            end -= level;
        }
        return text.toString();
    }

    Path path() {
        return path;
    }

    long length() {
        return length;
    }

    /** Appends so many bytes from the buffer's reader index on. */
    void write(ByteBuf in, int bytes) throws IOException {
        int left = bytes;
        while (left > 0) {
            int written = in.readBytes(channel, length, left);
            length += written;
            left -= written;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
