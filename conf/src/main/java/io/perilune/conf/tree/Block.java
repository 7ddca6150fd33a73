// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.tree;

import java.util.List;

/**
 * What stands between braces, or in the main file. Immutable.
 *
 * <p>nginx acts on each directive while it still reads, so its first complaint is the first in
 * reading order, be it about meaning or about syntax. A text with a syntax error is therefore a
 * block too: it ends with {@link #brokenOff}, which whoever walks the block throws when he gets
 * there.
 *
 * @param end where the closing brace or the file's end is: nginx names this place when it merges a
 *     finished block
 * @param brokenOff the syntax error behind the last directive, or null
 */
public record Block(List<Directive> directives, ConfPosition end, ConfException brokenOff) {
    public Block {
        directives = List.copyOf(directives);
    }

    /** Throws the syntax error that ended this block, if there is one. */
    public void checkComplete() {
        if (brokenOff != null) {
            throw brokenOff;
        }
    }
}
