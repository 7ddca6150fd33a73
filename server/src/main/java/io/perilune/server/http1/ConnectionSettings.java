// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.http1;

/**
 * How a connection is treated while no request is known. Sizes in bytes, times in milliseconds.
 * Immutable.
 *
 * @param ignoreInvalidHeaders whether headers with unusual names are left out
 * @param underscoresInHeaders whether '_' is usual in a name
 */
public record ConnectionSettings(
        int headerBufferSize,
        int largeHeaderBuffers,
        int largeHeaderBufferSize,
        long clientHeaderTimeout,
        long keepaliveTimeout,
        long sendTimeout,
        long lingeringTime,
        long lingeringTimeout,
        boolean ignoreInvalidHeaders,
        boolean underscoresInHeaders) {

    /** nginx's defaults. */
    public static final ConnectionSettings DEFAULT =
            new ConnectionSettings(
                    1024, 4, 8192, 60_000, 75_000, 60_000, 30_000, 5_000, true, false);
}
