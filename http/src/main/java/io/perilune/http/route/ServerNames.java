// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.route;

import java.util.HashMap;
import java.util.Map;

/**
 * Servers by name, as nginx looks for them: the exact name, the longest wildcard at the start
 * ({@code *.example.com}), the longest wildcard at the end ({@code mail.*}). Filled while the
 * configuration is read, then immutable.
 *
 * @param <S> a server
 */
public final class ServerNames<S> {

    private final Map<String, S> exact = new HashMap<>();

    /** By what follows {@code *}: {@code .example.com}. */
    private final Map<String, S> heads = new HashMap<>();

    /** By what comes before {@code *}: {@code mail.}. */
    private final Map<String, S> tails = new HashMap<>();

    /**
     * Adds a name in lower case: exact, {@code *.x}, {@code .x} or {@code x.*}.
     *
     * @return false if the same name belongs to a server already: the first one keeps it
     */
    public boolean add(String name, S server) {
        if (name.startsWith("*.")) {
            return heads.putIfAbsent(name.substring(1), server) == null;
        }
        if (name.startsWith(".")) {
            boolean fresh = exact.putIfAbsent(name.substring(1), server) == null;
            return (heads.putIfAbsent(name, server) == null) & fresh;
        }
        if (name.endsWith(".*")) {
            return tails.putIfAbsent(name.substring(0, name.length() - 1), server) == null;
        }
        return exact.putIfAbsent(name, server) == null;
    }

    /** The server for a host in lower case without port, or null. */
    public S find(String host) {
        S server = exact.get(host);
        if (server == null && !heads.isEmpty()) {
            server = byHead(host);
        }
        if (server == null && !tails.isEmpty()) {
            server = byTail(host);
        }
        return server;
    }

    private S byHead(String host) {
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            S server = dot == 0 ? null : heads.get(host.substring(dot));
            if (server != null) {
                return server;
            }
        }
        return null;
    }

    private S byTail(String host) {
        for (int dot = host.lastIndexOf('.'); dot > 0; dot = host.lastIndexOf('.', dot - 1)) {
            S server = tails.get(host.substring(0, dot + 1));
            if (server != null) {
                return server;
            }
        }
        return null;
    }

    /** Whether any name was added. */
    public boolean isEmpty() {
        return exact.isEmpty() && heads.isEmpty() && tails.isEmpty();
    }
}
