// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.rewrite;

/**
 * One step of a level's rewrite script: what a "set", "if", "rewrite" or another module's directive
 * does. One object serves all requests of all workers: it keeps nothing about a request.
 */
@FunctionalInterface
public interface RewriteOperation {

    /**
     * @return true: go on with the next operation; false: the script ends, with what {@link
     *     RewriteRun#end} was told
     */
    boolean run(RewriteRun run);
}
