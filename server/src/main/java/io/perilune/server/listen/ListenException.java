// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.listen;

/** An address cannot be listened on; the message is nginx's. */
public final class ListenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean inUse;

    ListenException(String message, boolean inUse) {
        super(message);
        this.inUse = inUse;
    }

    /** Whether another process has the address, which may end soon. */
    public boolean isInUse() {
        return inUse;
    }
}
