// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.parse;

import io.perilune.conf.tree.Block;
import java.util.List;

/**
 * A configuration that was read with everything it includes. Immutable.
 *
 * @param main may end with a syntax error, see {@link Block#brokenOff}
 * @param files each file once, in the order in which they were first read
 */
public record ParsedConf(Block main, List<ConfFile> files) {
    public ParsedConf {
        files = List.copyOf(files);
    }
}
