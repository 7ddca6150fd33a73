// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Lines of standard input as they come, for pipes and simple terminals. Reads no byte more than it
 * gives: the rest is the program's, which may read it too.
 */
final class PlainLines implements LuaLines {

    private final InputStream input = new FileInputStream(FileDescriptor.in);

    @Override
    public String read(String prompt) {
        Terminal.out(prompt);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int letter = input.read();
            if (letter < 0) {
                return null;
            }
            for (; letter >= 0 && letter != '\n'; letter = input.read()) {
                line.write(letter);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        // Standard input stays open: it is the process's
        return;
    }
}
