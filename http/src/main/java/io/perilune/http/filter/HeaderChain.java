// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.filter;

import io.perilune.http.exchange.Exchange;

/** A header filter and those behind it. Immutable. */
public final class HeaderChain {

    private final HeaderFilter filter;
    private final HeaderChain next;

    HeaderChain(HeaderFilter filter, HeaderChain next) {
        this.filter = filter;
        this.next = next;
    }

    public int send(Exchange x) {
        return filter.onHeader(x, next);
    }
}
