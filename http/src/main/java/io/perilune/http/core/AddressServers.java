// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.FailedMatch;
import io.perilune.http.route.ServerNames;
import io.perilune.http.variable.NamedCaptures;
import java.util.List;

/**
 * The virtual servers of one address. Immutable.
 *
 * @param fallback the default server: whose limits apply until the host is known
 * @param names all servers by name; null when there is only one server without regular expressions
 * @param patterns servers by regular expression, for hosts that no name is for
 */
public record AddressServers(
        VirtualServer fallback, ServerNames<VirtualServer> names, List<ByPattern> patterns) {

    /** A server and the regular expression that stands for it. */
    record ByPattern(NamedCaptures regex, VirtualServer server) {}

    /**
     * The server for a host in lower case; sets what the name's regular expression captures.
     *
     * @throws FailedMatch if a pattern's match was given up
     */
    public VirtualServer find(Exchange x, String host) {
        if (names == null || host == null || host.isEmpty()) {
            return fallback;
        }
        VirtualServer found = names.find(host);
        if (found != null) {
            return found;
        }
        for (ByPattern candidate : patterns) {
            if (candidate.regex.match(x, host)) {
                return candidate.server;
            }
        }
        return fallback;
    }
}
