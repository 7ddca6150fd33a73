// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Standard output and error as bytes, one char each: texts here are Latin-1 views of bytes.
 * Thread-safe.
 */
final class Terminal {

    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);
    private static final FileOutputStream ERR = new FileOutputStream(FileDescriptor.err);

    private Terminal() {}

    static void out(String text) {
        write(OUT, text);
    }

    static void err(String text) {
        write(ERR, text);
    }

    /** A line as nginx writes it to standard error. */
    static void error(String message) {
        err("nginx: " + message + "\n");
    }

    /** Standard output ends here: who reads it sees its end. */
    static void closeOut() {
        try {
            OUT.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void write(FileOutputStream stream, String text) {
        try {
            stream.write(text.getBytes(ISO_8859_1));
        } catch (IOException closed) {
            // Nobody reads it; there is no place left to say so
            return;
        }
    }
}
