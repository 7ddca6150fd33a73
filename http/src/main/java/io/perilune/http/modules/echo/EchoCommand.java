// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.echo;

import io.perilune.http.exchange.Verdict;

/** One command of a location. One object serves all requests. */
@FunctionalInterface
interface EchoCommand {

    /**
     * @return null: go on with the next command; else what the content handler answers
     */
    Verdict run(EchoRun run);
}
