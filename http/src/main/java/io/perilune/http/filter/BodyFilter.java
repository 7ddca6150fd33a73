// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.filter;

import io.netty.buffer.ByteBuf;
import io.perilune.http.exchange.Exchange;

/** Looks at and changes a response's body on its way out. One object serves all requests. */
@FunctionalInterface
public interface BodyFilter {

    /**
     * Takes over the buffer (which may be empty) and passes its own, or nothing, to {@code
     * next.send}. With {@link Exchange#LAST} among the flags it must pass that on, once.
     *
     * @param flags {@link Exchange#LAST}, {@link Exchange#FLUSH}, or 0
     * @return {@link Exchange#OK} or {@link Exchange#ERROR}
     */
    int onBody(Exchange x, ByteBuf data, int flags, BodyChain next);
}
