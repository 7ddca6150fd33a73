// SPDX-License-Identifier: Apache-2.0
package io.perilune.server;

import io.perilune.http.HttpConfig;
import io.perilune.http.core.Listen;
import io.perilune.http.io.ExchangeIo;
import io.perilune.http.io.LogLevel;
import io.perilune.http.message.RequestHead;
import io.perilune.server.http1.ConnectionSettings;
import io.perilune.server.http1.Site;
import io.perilune.server.listen.SocketPlan;
import java.util.IdentityHashMap;
import java.util.Map;

/** What a configuration serves on which socket. Immutable, shared by its workers. */
final class SiteMap {

    private final SocketPlan plan;
    private final Map<Listen, Site> sites = new IdentityHashMap<>();

    SiteMap(HttpConfig config) {
        plan = new SocketPlan(config.listens());
        for (Listen listen : plan.listens()) {
            sites.put(listen, new Admitting(config, listen, ConnectionSettings.DEFAULT));
        }
    }

    SocketPlan plan() {
        return plan;
    }

    /** The site, or null if the configuration does not listen on this socket. */
    Site site(String socket, String local) {
        Listen listen = plan.find(socket, local);
        return listen == null ? null : sites.get(listen);
    }

    /** Lets requests in by the configuration's admission. */
    private record Admitting(HttpConfig config, Listen listen, ConnectionSettings settings) implements Site {

        @Override
        public void start(ExchangeIo io, RequestHead head) {
            config.admission().admit(io, head, listen);
        }

        @Override
        public void refuse(ExchangeIo io, RequestHead head, int status, String message) {
            config.admission().refuse(io, head, listen, status, message);
        }

        @Override
        public void log(LogLevel level, long connection, String message) {
            config.cycle().log().log(level, connection, message);
        }
    }
}
