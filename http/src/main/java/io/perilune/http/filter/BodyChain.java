// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.filter;

import io.netty.buffer.ByteBuf;
import io.perilune.http.exchange.Exchange;

/** A body filter and those behind it. Immutable. */
public final class BodyChain {

    private final BodyFilter filter;
    private final BodyChain next;

    BodyChain(BodyFilter filter, BodyChain next) {
        this.filter = filter;
        this.next = next;
    }

    public int send(Exchange x, ByteBuf data, int flags) {
        return filter.onBody(x, data, flags, next);
    }
}
