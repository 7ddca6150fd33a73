// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives at most a line at a time, and takes no more from what it reads. Confined to one thread. */
final class LineStream extends FilterInputStream {

    LineStream(InputStream input) {
        super(input);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int letter = read();
            if (letter < 0) {
                return count == 0 ? -1 : count;
            }
            buffer[offset + count++] = (byte) letter;
            if (letter == '\n') {
                break;
            }
        }
        return count;
    }
}
