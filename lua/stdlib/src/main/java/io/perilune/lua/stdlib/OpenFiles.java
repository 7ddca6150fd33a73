// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * The files that a machine's scripts have open: what is unwritten goes out when the process exits.
 * Confined to its machine.
 */
final class OpenFiles {
    private final Set<LuaFile> files = new HashSet<>();

    void add(LuaFile file) {
        files.add(file);
    }

    void remove(LuaFile file) {
        files.remove(file);
    }

    void flush() throws IOException {
        for (LuaFile file : files) {
            file.flush();
        }
    }
}
