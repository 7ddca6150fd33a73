// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.core;

import static io.perilune.conf.schema.Context.HTTP;
import static io.perilune.conf.schema.Context.LOCATION;
import static io.perilune.conf.schema.Context.MAIN;
import static io.perilune.conf.schema.Context.SERVER;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.Address;
import io.perilune.http.io.LogLevel;
import io.perilune.http.module.ConfScope;
import io.perilune.http.route.LocationTree;
import io.perilune.http.variable.NamedCaptures;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The blocks {@code http}, {@code server} and {@code location}, and who a server is. Stateless. */
final class ServerDirectives {

    static final List<DirectiveSpec<ConfScope>> TABLE =
            List.of(
                    DirectiveSpec.of(
                            "http", Set.of(MAIN), Arity.NOARGS.block(), ServerDirectives::http),
                    DirectiveSpec.of(
                            "server", Set.of(HTTP), Arity.NOARGS.block(), ServerDirectives::server),
                    DirectiveSpec.of(
                            "location",
                            Set.of(SERVER, LOCATION),
                            Arity.TAKE12.block(),
                            ServerDirectives::location),
                    DirectiveSpec.of(
                            "listen", Set.of(SERVER), Arity.ONE_OR_MORE, ServerDirectives::listen),
                    DirectiveSpec.of(
                            "server_name",
                            Set.of(SERVER),
                            Arity.ONE_OR_MORE,
                            ServerDirectives::serverName));

    private ServerDirectives() {}

    private static void http(ConfScope cf, Directive d) {
        CoreMainConfig main = cf.main(CoreModule.MAIN);
        if (main.httpScope != null) {
            throw d.duplicate();
        }
        ProcessDirectives.process(cf).httpSeen = true;
        main.httpScope = cf.in(Context.HTTP);
        main.httpScope.apply(d.block());
    }

    private static void server(ConfScope cf, Directive d) {
        ConfScope inner = cf.openServer();
        cf.main(CoreModule.MAIN).servers.add(inner);
        inner.apply(d.block());
        if (!inner.server(CoreModule.SERVER).listenSeen) {
            // only root may listen on 80
            int port = "root".equals(System.getProperty("user.name")) ? 80 : 8000;
            Address fallback = new Address("*:" + port, "0.0.0.0", port, null, true);
            Directive implied =
                    new Directive(
                            "listen",
                            List.of("*:" + port),
                            null,
                            null,
                            d.line(),
                            d.openingLine(),
                            d.position());
            ListenTable.add(inner, fallback, implied);
        }
    }

    private static void listen(ConfScope cf, Directive d) {
        cf.server(CoreModule.SERVER).listenSeen = true;
        List<Address> addresses;
        try {
            addresses = Address.parseListen(d.argument(0), 80);
        } catch (Address.Malformed e) {
            throw d.fail(
                    e.getMessage() + " in \"" + d.argument(0) + "\" of the \"listen\" directive");
        }
        for (Address address : addresses) {
            ListenTable.add(cf, address, d);
        }
    }

    private static void serverName(ConfScope cf, Directive d) {
        List<ServerName> names = cf.server(CoreModule.SERVER).names;
        for (String argument : d.arguments()) {
            names.add(serverName(cf, d, argument));
        }
    }

    private static ServerName serverName(ConfScope cf, Directive d, String argument) {
        if (argument.contains("/")) {
            cf.warn(LogLevel.WARN, d, "server name \"" + argument + "\" has suspicious symbols");
        }
        if (argument.startsWith("~")) {
            if (argument.length() == 1) {
                throw d.fail("empty regex in server name \"" + argument + '"');
            }
            String pattern = argument.substring(1);
            return new ServerName(
                    argument, NamedCaptures.compile(pattern, true, cf.variables(), d));
        }
        String name =
                argument.equals("$hostname") ? HostName.get() : argument.toLowerCase(Locale.ROOT);
        if (name.startsWith("*") && (name.length() < 3 || name.charAt(1) != '.')
                || name.equals(".")) {
            throw d.fail("server name \"" + argument + "\" is invalid");
        }
        return new ServerName(name, null);
    }

    private static void location(ConfScope cf, Directive d) {
        CoreLocationConfig outer = cf.location(CoreModule.LOCATION);
        ConfScope inner = cf.openLocation(LOCATION);
        CoreLocationConfig location = inner.location(CoreModule.LOCATION);
        location.level = inner.locationLevel();
        if (d.count() == 2) {
            withModifier(cf, d, location);
        } else {
            withoutModifier(cf, d, location);
        }
        checkNesting(d, outer, location);
        if (location.kind == LocationKind.NAMED) {
            cf.server(CoreModule.SERVER).namedLocations.putIfAbsent(location.name, location);
        }
        location.at = d;
        outer.nested.add(location);
        inner.apply(d.block());
    }

    private static void withModifier(ConfScope cf, Directive d, CoreLocationConfig location) {
        String name = d.argument(1);
        switch (d.argument(0)) {
            case "=" -> setPath(location, LocationKind.EXACT, name);
            case "^~" -> setPath(location, LocationKind.PREFIX_FIRST, name);
            case "~" -> setRegex(cf, d, location, name, false);
            case "~*" -> setRegex(cf, d, location, name, true);
            default -> throw d.fail("invalid location modifier \"" + d.argument(0) + '"');
        }
    }

    /** The modifier may be written together with the name: {@code location ~*\.gif$}. */
    private static void withoutModifier(ConfScope cf, Directive d, CoreLocationConfig location) {
        String name = d.argument(0);
        if (name.startsWith("=")) {
            setPath(location, LocationKind.EXACT, name.substring(1));
        } else if (name.startsWith("^~")) {
            setPath(location, LocationKind.PREFIX_FIRST, name.substring(2));
        } else if (name.startsWith("~*")) {
            setRegex(cf, d, location, name.substring(2), true);
        } else if (name.startsWith("~")) {
            setRegex(cf, d, location, name.substring(1), false);
        } else if (name.startsWith("@")) {
            setPath(location, LocationKind.NAMED, name);
        } else {
            setPath(location, LocationKind.PREFIX, name);
        }
    }

    private static void setPath(CoreLocationConfig location, LocationKind kind, String name) {
        location.kind = kind;
        location.name = name;
    }

    private static void setRegex(
            ConfScope cf,
            Directive d,
            CoreLocationConfig location,
            String pattern,
            boolean caseless) {
        location.kind = LocationKind.REGEX;
        location.name = pattern;
        location.regex = NamedCaptures.compile(pattern, caseless, cf.variables(), d);
    }

    private static void checkNesting(
            Directive d, CoreLocationConfig outer, CoreLocationConfig inner) {
        if (outer.kind == LocationKind.EXACT) {
            throw d.fail(
                    "location \""
                            + inner.name
                            + "\" cannot be inside the exact location \""
                            + outer.name
                            + '"');
        }
        if (outer.kind == LocationKind.NAMED) {
            throw d.fail(
                    "location \""
                            + inner.name
                            + "\" cannot be inside the named location \""
                            + outer.name
                            + '"');
        }
        if (inner.kind == LocationKind.NAMED && outer.kind != LocationKind.SERVER) {
            throw d.fail("named location \"" + inner.name + "\" can be on the server level only");
        }
        boolean prefixes =
                (outer.kind == LocationKind.PREFIX || outer.kind == LocationKind.PREFIX_FIRST)
                        && inner.kind != LocationKind.REGEX;
        if (prefixes && !inner.name.startsWith(outer.name)) {
            throw d.fail(
                    "location \"" + inner.name + "\" is outside location \"" + outer.name + '"');
        }
    }

    /** Builds the search trees of a server's locations, after all levels are merged. */
    static void buildTree(CoreLocationConfig location) {
        if (location.nested.isEmpty()) {
            return;
        }
        var tree = new LocationTree.Builder<CoreLocationConfig>();
        for (CoreLocationConfig inner : location.nested) {
            boolean fresh =
                    switch (inner.kind) {
                        case EXACT -> tree.exact(inner.name, inner);
                        case PREFIX, PREFIX_FIRST -> tree.prefix(inner.name, inner);
                        case REGEX -> {
                            tree.regex(inner);
                            yield true;
                        }
                        case NAMED, SERVER -> true;
                    };
            if (!fresh) {
                throw inner.at.fail("duplicate location \"" + inner.name + '"');
            }
            location.slashRedirects |= inner.autoRedirect;
            buildTree(inner);
        }
        location.tree = tree.build();
    }
}
