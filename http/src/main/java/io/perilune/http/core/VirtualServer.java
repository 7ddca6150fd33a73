// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

/** One {@code server} block: the records that apply to it. Immutable. */
public record VirtualServer(Object[] serverLevel, Object[] locationLevel) {

    public CoreServerConfig config() {
        return CoreModule.SERVER.in(serverLevel);
    }

    /** The records for requests that no location has been found for yet. */
    public CoreLocationConfig location() {
        return CoreModule.LOCATION.in(locationLevel);
    }
}
