// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.print;

import io.perilune.conf.parse.ConfFile;
import java.util.List;

/**
 * What {@code -T} prints: every file that was read, as it is, under a line with its name.
 * Stateless.
 */
public final class ConfPrinter {
    private ConfPrinter() {}

    /**
     * @return one char per byte
     */
    public static String print(List<ConfFile> files) {
        StringBuilder out = new StringBuilder();
        for (ConfFile file : files) {
            out.append("# configuration file ").append(file.name()).append(":\n");
            out.append(file.text()).append('\n');
        }
        return out.toString();
    }
}
