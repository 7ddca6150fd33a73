// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.io;

import io.netty.buffer.ByteBuf;

/** Takes what the client sends after a request's head. Confined to its worker. */
public interface BodySink {

    /**
     * Bytes have arrived. Takes what belongs to the body by moving the reader index; what is left
     * belongs to the next request. The buffer stays the caller's.
     *
     * @return whether more is wanted; false ends the delivery
     */
    boolean onBytes(ByteBuf in);

    /** The client closed, or reading failed, before the body was complete. */
    void onEnd(Throwable reasonOrNull);
}
