// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.perilune.http.route.ServerNames;

/**
 * The virtual servers of one address.
 *
 * @param fallback the default server: whose limits apply until the host is known
 * @param names all servers by name
 */
public record AddressServers(VirtualServer fallback, ServerNames<VirtualServer> names) {
}
