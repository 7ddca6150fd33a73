// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.perilune.http.exchange.Exchange;
import io.perilune.http.route.ServerNames;
import io.perilune.http.variable.NamedCaptures;

/**
 * The virtual servers of one address. Immutable.
 *
 * @param fallback the default server: whose limits apply until the host is known
 * @param names all servers by name; null when there is only one server without regular expressions
 */
public record AddressServers(VirtualServer fallback, ServerNames<Named> names) {

    /** A server, and the regular expression that stands for it in the names; else null. */
    record Named(VirtualServer server, NamedCaptures regex) {}

    /** The server for a host in lower case; sets what the name's regular expression captures. */
    public VirtualServer find(Exchange x, String host) {
        if (names == null || host == null || host.isEmpty()) {
            return fallback;
        }
        ServerNames.Found<Named> found = names.find(host);
        if (found == null) {
            return fallback;
        }
        if (found.match() != null) {
            found.server().regex.assign(x, found.match());
        }
        return found.server().server();
    }
}
