// SPDX-License-Identifier: Apache-2.0
package io.perilune.server.listen;

import io.perilune.http.core.Listen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which sockets a configuration's {@code listen} directives need. As in nginx, an address shares the socket of the
 * wildcard address with its port, unless it has options of its own ({@code bind}); which of them a connection is for
 * is then told by the address it came in on. Immutable.
 */
public final class SocketPlan {

    private final Map<String, List<Listen>> sockets = new LinkedHashMap<>();

    public SocketPlan(List<Listen> listens) {
        for (Listen listen : listens) {
            Listen owner = owner(listen, listens);
            sockets.computeIfAbsent(owner.text, text -> new ArrayList<>(1));
            if (owner == listen) {
                sockets.get(owner.text).addFirst(listen);
            } else {
                sockets.get(owner.text).add(listen);
            }
        }
    }

    private static Listen owner(Listen listen, List<Listen> listens) {
        if (listen.isUnix() || listen.bind || isWildcard(listen)) {
            return listen;
        }
        for (Listen other : listens) {
            if (!other.isUnix() && isWildcard(other) && other.port == listen.port
                    && isIpv6(other) == isIpv6(listen)) {
                return other;
            }
        }
        return listen;
    }

    private static boolean isWildcard(Listen listen) {
        return listen.host.equals("0.0.0.0") || listen.host.equals("::");
    }

    private static boolean isIpv6(Listen listen) {
        return listen.host.indexOf(':') >= 0;
    }

    /** What each socket is bound to, by its text. */
    public List<Listen> owners() {
        return sockets.values().stream().map(List::getFirst).toList();
    }

    /** Whether there is a socket of this name. */
    public boolean has(String socket) {
        return sockets.containsKey(socket);
    }

    /** The listen directive a connection is for, or null if there is none such socket. */
    public Listen find(String socket, String localAddress) {
        List<Listen> sharing = sockets.get(socket);
        if (sharing == null) {
            return null;
        }
        for (int i = 1; i < sharing.size(); i++) {
            if (sharing.get(i).host.equals(localAddress)) {
                return sharing.get(i);
            }
        }
        return sharing.getFirst();
    }

    /** All listen directives. */
    public List<Listen> listens() {
        return sockets.values().stream().flatMap(List::stream).toList();
    }
}
