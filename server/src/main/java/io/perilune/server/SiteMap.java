// SPDX-License-Identifier: Apache-2.0
package io.perilune.server;

import io.perilune.http.HttpConfig;
import io.perilune.http.RequestAdmission;
import io.perilune.http.core.AddressServers;
import io.perilune.http.core.CoreLocationConfig;
import io.perilune.http.core.CoreModule;
import io.perilune.http.core.CoreServerConfig;
import io.perilune.http.core.Listen;
import io.perilune.http.core.VirtualServer;
import io.perilune.http.io.ExchangeIo;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;
import io.perilune.http.message.RequestHead;
import io.perilune.server.http1.ConnectionSettings;
import io.perilune.server.http1.Site;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a configuration serves on which socket. Thread-safe, shared by its workers. */
final class SiteMap {

    private final HttpConfig config;
    private final Map<String, Listen> listens = new LinkedHashMap<>();

    /** Sites are made when first needed: a wildcard's socket may serve many addresses. */
    private final Map<AddressServers, Site> sites = new ConcurrentHashMap<>();

    SiteMap(HttpConfig config) {
        this.config = config;
        config.listens().forEach(listen -> listens.put(listen.text, listen));
    }

    /** The sockets, by what they are bound to. */
    Collection<Listen> listens() {
        return listens.values();
    }

    /** Whether there is a socket of this name. */
    boolean has(String socket) {
        return listens.containsKey(socket);
    }

    /**
     * The site, or null if the configuration does not listen on this socket.
     *
     * @param local our address of the connection
     */
    Site site(String socket, String local) {
        Listen listen = listens.get(socket);
        if (listen == null) {
            return null;
        }
        AddressServers servers = listen.servers(local);
        Site known = sites.get(servers);
        return known != null
                ? known
                : sites.computeIfAbsent(servers, s -> new Admitting(config, listen, s.fallback()));
    }

    private static ConnectionSettings settings(VirtualServer server) {
        CoreServerConfig core = CoreModule.SERVER.in(server.serverLevel());
        CoreLocationConfig location = CoreModule.LOCATION.in(server.locationLevel());
        return new ConnectionSettings(
                core.clientHeaderBufferSize,
                core.largeClientHeaderBuffers.number(),
                core.largeClientHeaderBuffers.size(),
                core.clientHeaderTimeout,
                location.keepaliveTimeout,
                location.sendTimeout,
                location.lingeringTime,
                location.lingeringTimeout,
                core.ignoreInvalidHeaders,
                core.underscoresInHeaders);
    }

    private static LogSink log(HttpConfig config, VirtualServer server) {
        LogSink own = CoreModule.LOCATION.in(server.locationLevel()).errorLog;
        return own == null ? config.cycle().log() : own;
    }

    /** Lets requests in by the configuration's admission. */
    private record Admitting(
            RequestAdmission admission,
            Listen listen,
            ConnectionSettings settings,
            String serverName,
            LogSink log)
            implements Site {

        Admitting(HttpConfig config, Listen listen, VirtualServer server) {
            this(
                    config.admission(),
                    listen,
                    SiteMap.settings(server),
                    CoreModule.SERVER.in(server.serverLevel()).serverName,
                    SiteMap.log(config, server));
        }

        @Override
        public void start(ExchangeIo io, RequestHead head) {
            admission.admit(io, head, listen);
        }

        @Override
        public void refuse(ExchangeIo io, RequestHead head, int status, String message) {
            admission.refuse(io, head, listen, status, message);
        }

        @Override
        public void log(LogLevel level, long connection, String message) {
            log.log(level, connection, message);
        }
    }
}
