// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.exchange;

/**
 * One step of a phase, or the handler of a location's content. One object serves all requests of
 * all workers: it keeps nothing about a request.
 */
@FunctionalInterface
public interface PhaseHandler {

    Verdict handle(Exchange x);
}
