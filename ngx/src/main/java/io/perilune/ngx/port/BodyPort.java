// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.port;

import java.util.function.IntConsumer;

/** A request's body. */
public interface BodyPort {
    /** Not read yet; in memory or a file; thrown away. */
    enum State {
        UNREAD,
        READ,
        DISCARDED
    }

    /** What {@link #read} answers when the end is still to come. */
    int PENDING = -2;

    State state();

    /**
     * Reads it all.
     *
     * @param whenDone gets 0 or the status of the failure, in a later turn, when this answers
     *     {@link #PENDING}
     * @return 0 when it is read, {@link #PENDING}, or the status (400, 408, 413, 500, …) with which
     *     the request must end
     */
    int read(IntConsumer whenDone);

    /** Whether {@link #discard} went well. */
    boolean discard();

    /**
     * All bytes when they are in memory, else null; null too when there are none. The array may be
     * the body itself.
     */
    byte[] bytes();

    /** The file with the body when there is one, else null. */
    String file();

    /**
     * Makes these bytes the body and its length the Content-Length; the array is the host's then.
     */
    void replace(byte[] bytes, int length);

    /**
     * Makes a file the body; deletes it with the request when asked to. Throws {@link
     * java.io.UncheckedIOException}.
     */
    void replace(String file, boolean delete);
}
