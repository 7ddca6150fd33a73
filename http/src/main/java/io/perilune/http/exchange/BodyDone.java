// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.exchange;

/** Told when reading a request's body has ended. */
@FunctionalInterface
public interface BodyDone {

    /**
     * @param status 0: the body is complete; else what went wrong (400, 408, 413, 499, 500), to be
     *     passed to {@link Exchange#finalizeRequest}; it has been logged
     */
    void bodyDone(int status);
}
