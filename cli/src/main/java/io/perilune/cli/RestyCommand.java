// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

/**
 * {@code perilune resty FILE}: a Lua program with the {@code ngx} API and no server. Not there yet.
 */
final class RestyCommand {

    private RestyCommand() {}

    static int run(String... arguments) {
        Terminal.err(
                "perilune: \"resty\" is not supported yet; \"perilune lua FILE\" runs plain Lua programs\n");
        return 1;
    }
}
