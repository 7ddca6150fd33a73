// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import io.perilune.conf.value.FileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that says which process takes the signals. Used by one thread. */
final class PidFile {

    private final Path path;

    private PidFile(Path path) {
        this.path = path;
    }

    /**
     * @throws StartException in nginx's words
     */
    static PidFile write(String path, long pid) {
        try {
            Files.writeString(FileName.path(path), pid + "\n");
        } catch (IOException failed) {
            throw new StartException(FileName.problem(failed, path));
        }
        return new PidFile(FileName.path(path));
    }

    void remove() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException left) {
            // A stale file does no harm: whoever reads it finds no such process
            return;
        }
    }

    boolean isAt(String other) {
        return path.equals(FileName.path(other));
    }
}
