// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Standard output as C's stdio writes it: in blocks, unless somebody is watching. Confined to the
 * thread of its program.
 *
 * <p>Every write of a program would else be a call of the system. Where standard output is a
 * terminal, or the program talks through a prompt, nothing is kept back.
 */
final class StandardOutput extends OutputStream {
    private static final int BLOCK = 16 * 1024;

    private final FileOutputStream target = new FileOutputStream(FileDescriptor.out);
    private final byte[] kept;
    private int length;

    private StandardOutput(int room) {
        kept = new byte[room];
    }

    static StandardOutput of(boolean isInteractive) {
        return new StandardOutput(isInteractive || isTerminal() ? 0 : BLOCK);
    }

    /** Linux says what the descriptor is; elsewhere a console counts. */
    private static boolean isTerminal() {
        Path descriptor = Path.of("/proc/self/fd/1");
        try {
            String name = Files.readSymbolicLink(descriptor).toString();
            return name.startsWith("/dev/") && !name.equals("/dev/null");
        } catch (IOException | UnsupportedOperationException unknown) {
            return System.console() != null;
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (count > kept.length - length) {
            flush();
            if (count > kept.length) {
                target.write(bytes, offset, count);
                return;
            }
        }
        System.arraycopy(bytes, offset, kept, length, count);
        length += count;
    }

    @Override
    public void flush() throws IOException {
        if (length > 0) {
            int count = length;
            length = 0;
            target.write(kept, 0, count);
        }
    }

    /** Writes what is left; nobody is told when nobody reads it. */
    void end() {
        try {
            flush();
        } catch (IOException closed) {
            // There is no place left to say so
            return;
        }
    }
}
