// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** What is under a {@link LuaFile}: a file, a stream, a process. Confined to its machine. */
interface ByteDevice {
    /** At least one byte, or -1 at the end. */
    int read(byte[] target, int offset, int count) throws IOException;

    void write(byte[] source, int offset, int count) throws IOException;

    boolean isWritable();

    void flush() throws IOException;

    /**
     * Moves to a place.
     *
     * @param from 0 the beginning, 1 the current place, 2 the end
     * @return the new place
     */
    long seek(long offset, int from) throws IOException;

    /** The exit status of a process, 0 for all else. */
    int close() throws IOException;

    /** A regular file. */
    record Channel(FileChannel channel, boolean isWritable, boolean append) implements ByteDevice {
        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            return channel.read(ByteBuffer.wrap(target, offset, count));
        }

        @Override
        public void write(byte[] source, int offset, int count) throws IOException {
            if (append) {
                channel.position(channel.size());
            }
            ByteBuffer buffer = ByteBuffer.wrap(source, offset, count);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        @Override
        public void flush() {}

        @Override
        public long seek(long offset, int from) throws IOException {
            long base =
                    switch (from) {
                        case 0 -> 0;
                        case 1 -> channel.position();
                        default -> channel.size();
                    };
            long place = base + offset;
            if (place < 0) {
                throw new IOException(FileErrors.INVALID.text());
            }
            channel.position(place);
            return place;
        }

        @Override
        public int close() throws IOException {
            channel.close();
            return 0;
        }
    }

    /** A stream in one direction or both; the other one is null. */
    record Stream(InputStream input, OutputStream output) implements ByteDevice {
        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            if (input == null) {
                throw new IOException(FileErrors.BAD_DESCRIPTOR.text());
            }
            return input.read(target, offset, count);
        }

        @Override
        public void write(byte[] source, int offset, int count) throws IOException {
            output.write(source, offset, count);
        }

        @Override
        public boolean isWritable() {
            return output != null;
        }

        @Override
        public void flush() throws IOException {
            if (output != null) {
                output.flush();
            }
        }

        /** Standard input from a file can be moved, as C's can. */
        @Override
        public long seek(long offset, int from) throws IOException {
            if (input instanceof FileInputStream file) {
                return new Channel(file.getChannel(), false, false).seek(offset, from);
            }
            throw new IOException(FileErrors.ILLEGAL_SEEK.text());
        }

        @Override
        public int close() {
            return 0;
        }
    }

    /** One end of a command. */
    record Command(Process process, Stream stream) implements ByteDevice {
        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            return stream.read(target, offset, count);
        }

        @Override
        public void write(byte[] source, int offset, int count) throws IOException {
            stream.write(source, offset, count);
        }

        @Override
        public boolean isWritable() {
            return stream.isWritable();
        }

        @Override
        public void flush() throws IOException {
            stream.flush();
        }

        @Override
        public long seek(long offset, int from) throws IOException {
            return stream.seek(offset, from);
        }

        @Override
        public int close() throws IOException {
            process.getOutputStream().close();
            process.getInputStream().close();
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EOFException("Interrupted system call");
            }
        }
    }
}
