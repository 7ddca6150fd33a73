// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.filter;

import io.perilune.http.exchange.Exchange;

/** Looks at and changes a response's head on its way out. One object serves all requests. */
@FunctionalInterface
public interface HeaderFilter {

    /**
     * Does its work and calls {@code next.send(x)}, answering what that answered.
     *
     * @return {@link Exchange#OK}, {@link Exchange#ERROR}, or a status from 300 on: do not send
     *     this head, answer with that status instead
     */
    int onHeader(Exchange x, HeaderChain next);
}
