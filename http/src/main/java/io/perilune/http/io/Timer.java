// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.io;

/** A scheduled action. Confined to its worker. */
public interface Timer {

    /** Prevents the action if it has not run yet; harmless otherwise. */
    void cancel();
}
