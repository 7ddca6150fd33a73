// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import io.perilune.conf.tree.ConfException;
import io.perilune.conf.tree.Directive;
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.LogSink;
import io.perilune.http.module.ConfScope;
import io.perilune.http.route.ServerNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From the {@code listen} directives of all servers to sockets: servers of the same address come
 * together, addresses that a wildcard covers share its socket. Stateless.
 */
public final class ListenTable {

    private ListenTable() {}

    /** One address and the servers that named it. */
    static final class Entry {

        final Listen listen;
        final List<ConfScope> servers = new ArrayList<>();
        ConfScope defaultServer;
        boolean optionsSet;

        Entry(Listen listen) {
            this.listen = listen;
        }
    }

    /** Adds a server to an address, with the parameters it gives. */
    static void add(ConfScope server, io.perilune.conf.value.Address address, Directive d) {
        Map<String, Entry> listens = server.main(CoreModule.MAIN).listens;
        String text = address.display();
        Entry entry =
                listens.computeIfAbsent(
                        text,
                        t ->
                                new Entry(
                                        new Listen(
                                                t,
                                                address.unixPath(),
                                                address.host(),
                                                address.port())));
        if (entry.servers.contains(server)) {
            throw d.fail("a duplicate listen " + text);
        }
        entry.servers.add(server);
        boolean hadOptions = entry.optionsSet;
        entry.optionsSet = false;
        for (String parameter : d.arguments().subList(1, d.count())) {
            if (parameter.equals("default_server") || parameter.equals("default")) {
                if (entry.defaultServer != null) {
                    throw d.fail("a duplicate default server for " + text);
                }
                entry.defaultServer = server;
            } else {
                ListenOptions.apply(d, parameter, entry);
            }
        }
        if (hadOptions && entry.optionsSet) {
            throw d.fail("duplicate listen options for " + text);
        }
        entry.optionsSet |= hadOptions;
    }

    /** The sockets to listen on, once all levels are merged. */
    public static List<Listen> build(CoreMainConfig main, LogSink log) {
        Collection<Entry> entries = main.listens.values();
        Map<ConfScope, VirtualServer> servers = new HashMap<>();
        for (ConfScope scope : main.servers) {
            servers.put(scope, new VirtualServer(scope.serverLevel(), scope.locationLevel()));
        }
        for (Entry entry : entries) {
            entry.listen.servers = servers(entry, servers, log);
        }
        List<Listen> sockets = new ArrayList<>();
        for (Entry entry : entries) {
            Entry wildcard = entry.listen.bind ? null : wildcardOver(entry, entries);
            if (wildcard == null) {
                sockets.add(entry.listen);
            } else {
                if (wildcard.listen.byLocalAddress == null) {
                    wildcard.listen.byLocalAddress = new HashMap<>();
                }
                wildcard.listen.byLocalAddress.put(entry.listen.host, entry.listen.servers);
            }
        }
        return List.copyOf(sockets);
    }

    private static Entry wildcardOver(Entry entry, Collection<Entry> entries) {
        Listen listen = entry.listen;
        if (listen.isUnix() || isWildcard(listen)) {
            return null;
        }
        for (Entry other : entries) {
            Listen candidate = other.listen;
            if (!candidate.isUnix()
                    && candidate.port == listen.port
                    && isWildcard(candidate)
                    && candidate.host.contains(":") == listen.host.contains(":")) {
                return other;
            }
        }
        return null;
    }

    private static boolean isWildcard(Listen listen) {
        return listen.host.equals("0.0.0.0") || listen.host.equals("::");
    }

    private static AddressServers servers(
            Entry entry, Map<ConfScope, VirtualServer> servers, LogSink log) {
        ConfScope first = entry.defaultServer != null ? entry.defaultServer : entry.servers.get(0);
        ServerNames<VirtualServer> names = new ServerNames<>();
        List<AddressServers.ByPattern> patterns = new ArrayList<>(0);
        boolean needed = entry.servers.size() > 1;
        for (ConfScope scope : entry.servers) {
            needed |= servers.get(scope).config().names.stream().anyMatch(n -> n.regex() != null);
        }
        for (ConfScope scope : entry.servers) {
            VirtualServer server = servers.get(scope);
            for (ServerName name : needed ? server.config().names : List.<ServerName>of()) {
                if (name.regex() != null) {
                    patterns.add(new AddressServers.ByPattern(name.regex(), server));
                } else {
                    addName(entry, names, server, name, log);
                }
            }
        }
        return new AddressServers(servers.get(first), needed ? names : null, List.copyOf(patterns));
    }

    /** A star only as a whole first or last part, no empty parts. */
    private static boolean isMatchable(String name) {
        int star = name.indexOf('*');
        return !name.contains("..")
                && (star < 0
                        || star == 0 && name.startsWith("*.") && name.indexOf('*', 1) < 0
                        || star == name.length() - 1 && name.endsWith(".*"));
    }

    private static void addName(
            Entry entry,
            ServerNames<VirtualServer> names,
            VirtualServer server,
            ServerName name,
            LogSink log) {
        if (!isMatchable(name.text())) {
            throw new ConfException(
                    "invalid server name or wildcard \""
                            + name.text()
                            + "\" on "
                            + entry.listen.text,
                    null);
        }
        if (!names.add(name.text(), server)) {
            log.log(
                    LogLevel.WARN,
                    "conflicting server name \""
                            + name.text()
                            + "\" on "
                            + entry.listen.text
                            + ", ignored");
        }
    }
}
