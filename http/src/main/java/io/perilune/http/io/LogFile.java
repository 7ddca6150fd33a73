// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.io;

/** An append-only file that is opened once a path and reopened on USR1. Thread-safe. */
public interface LogFile {

    /** The path it was opened by. */
    String path();

    /** Appends one line (the line end included), one char per byte, with one write. */
    void write(String line);
}
