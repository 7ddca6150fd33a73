// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

/**
 * One {@code server} block: its records. Immutable.
 *
 * @param name its first name, as {@code $server_name} and the error log show it
 */
public record VirtualServer(String name, Object[] serverLevel, Object[] locationLevel) {
}
