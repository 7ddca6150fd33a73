// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.port;

/** How a phase's handler ended, and what the host does next. Immutable. */
public sealed interface Outcome {

    /** Those that say all by their name. */
    enum Plain implements Outcome {
        /** Not at its end: {@code RequestPort.resumed} will tell. */
        SUSPENDED,
        /**
         * Ended normally, or with ngx.exit(ngx.OK): the next phase; for content, the response is
         * complete.
         */
        OK,
        /** The connection is to be closed. */
        ERROR,
        /** ngx.req.set_uri(uri, true): the location is to be looked up again. */
        JUMP
    }

    /**
     * The request is to be finalised with a status, 200 and up; below 300 the response has been
     * sent.
     */
    record Finish(int status) implements Outcome {}

    /** ngx.exec(uri, args). */
    record InternalRedirect(String uri, String args) implements Outcome {}

    /** ngx.exec("@name"); the name with its @. */
    record NamedLocation(String name) implements Outcome {}

    /** The outcome for nginx's return codes: 0, -1, or a status. */
    static Outcome of(int code) {
        return code == 0 ? Plain.OK : code < 0 ? Plain.ERROR : new Finish(code);
    }
}
