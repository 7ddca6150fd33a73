// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.tree;

/**
 * A line of a configuration file. Immutable.
 *
 * @param file the file's name as it was opened, or null for the text of the {@code -g} option
 * @param line counted from 1
 */
public record ConfPosition(String file, int line) {
    /** What nginx appends to a message: {@code " in FILE:LINE"} or {@code " in command line"}. */
    public String suffix() {
        return file == null ? " in command line" : " in " + file + ":" + line;
    }
}
