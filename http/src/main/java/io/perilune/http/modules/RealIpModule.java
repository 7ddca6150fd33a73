// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import static io.perilune.conf.schema.Context.HTTP;
import static io.perilune.conf.schema.Context.LOCATION;
import static io.perilune.conf.schema.Context.SERVER;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.Cidr;
import io.perilune.conf.value.Flag;
import io.perilune.conf.value.IpAddress;
import io.perilune.conf.value.Size;
import io.perilune.http.exchange.ContextKey;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.ModuleKey;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.io.ClientAddress;
import io.perilune.http.io.LogLevel;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.HttpRegistry;
import io.perilune.http.module.ModuleConfig;
import io.perilune.http.module.Setting;
import io.perilune.http.module.Settings;
import io.perilune.http.phase.Phase;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * {@code set_real_ip_from} and its like: believes what trusted proxies say about the client's
 * address. The address that a header names takes the place of the connection's, for rules,
 * variables and logs. Immutable.
 */
public final class RealIpModule implements HttpModule {

    private static final Setting<String> HEADER = Setting.of("real_ip_header", "X-Real-IP");
    private static final Setting<Boolean> RECURSIVE = Setting.of("real_ip_recursive", false);

    /**
     * What a level says. Filled while the configuration is read, then frozen by {@link #inherit}.
     */
    private static final class Config {
        final Settings settings = new Settings();
        List<Cidr> trusted = List.of();
        boolean trustsUnix;
        String header;
        boolean recursive;

        Config inherit(Config outer) {
            settings.inherit(outer.settings);
            header = settings.get(HEADER);
            recursive = settings.get(RECURSIVE);
            if (isEmpty()) {
                trusted = outer.trusted;
                trustsUnix = outer.trustsUnix;
            }
            return this;
        }

        boolean isEmpty() {
            return trusted.isEmpty() && !trustsUnix;
        }

        boolean trusts(String binary) {
            if (binary.equals(UNIX)) {
                return trustsUnix;
            }
            byte[] address = binary.getBytes(StandardCharsets.ISO_8859_1);
            for (Cidr range : trusted) {
                if (range.contains(address)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** An address that a header named. */
    private record Named(String remoteAddress, int remotePort, String binaryRemoteAddress)
            implements ClientAddress {
        /** Null when the text is no address with or without port. */
        static Named parse(String text) {
            byte[] whole = IpAddress.parse(text);
            if (whole != null) {
                return of(whole, 0);
            }
            int colon = text.lastIndexOf(':');
            String host = colon < 0 ? text : text.substring(0, colon);
            if (text.startsWith("[") && text.endsWith("]")) {
                host = text;
                colon = -1;
            }
            long port = colon < 0 ? 0 : Size.parseNumber(text.substring(colon + 1));
            byte[] address =
                    host.startsWith("[") && host.endsWith("]")
                            ? IpAddress.parseV6(host.substring(1, host.length() - 1))
                            : IpAddress.parseV4(host);
            return address == null || port < 0 || port > 65_535 ? null : of(address, (int) port);
        }

        private static Named of(byte[] address, int port) {
            return new Named(
                    IpAddress.format(address),
                    port,
                    new String(address, StandardCharsets.ISO_8859_1));
        }
    }

    private static final String UNIX = "unix:";
    private static final ModuleKey<Config> KEY = ModuleKey.of("realip");
    private static final ContextKey<ClientAddress> REPLACED = ContextKey.lasting("realip");
    private static final Set<Context> LEVELS = EnumSet.of(HTTP, SERVER, LOCATION);

    private static final List<DirectiveSpec<ConfScope>> DIRECTIVES =
            List.of(
                    DirectiveSpec.of("set_real_ip_from", LEVELS, Arity.TAKE1, RealIpModule::trust),
                    DirectiveSpec.of("real_ip_header", LEVELS, Arity.TAKE1, RealIpModule::header),
                    DirectiveSpec.of(
                            "real_ip_recursive",
                            LEVELS,
                            Arity.FLAG,
                            (cf, d) -> cf.location(KEY).settings.set(RECURSIVE, Flag.of(d), d)));

    @Override
    public String name() {
        return "realip";
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        return DIRECTIVES;
    }

    @Override
    public List<ModuleConfig<?>> configs() {
        return List.of(
                ModuleConfig.location(
                        KEY, Config::new, (scope, outer, inner) -> inner.inherit(outer)));
    }

    @Override
    public void prepare(HttpRegistry registry) {
        registry.variables().define("realip_remote_addr", 0, x -> original(x).remoteAddress());
        registry.variables()
                .define(
                        "realip_remote_port",
                        0,
                        x -> {
                            int port = original(x).remotePort();
                            return port > 0 ? Integer.toString(port) : "";
                        });
    }

    @Override
    public void install(HttpRegistry registry) {
        registry.handler(Phase.POST_READ, RealIpModule::replace);
        registry.handler(Phase.PREACCESS, RealIpModule::replace);
    }

    private static ClientAddress original(Exchange x) {
        ClientAddress original = x.context(REPLACED);
        return original == null ? x.client() : original;
    }

    private static Verdict replace(Exchange x) {
        Config config = x.conf(KEY);
        if (config.isEmpty() || x.context(REPLACED) != null) {
            return Verdict.NEXT;
        }
        Named named = named(config, x.client(), x.request().headers().all(config.header));
        if (named != null) {
            x.setContext(REPLACED, x.client());
            x.client(named);
        }
        return Verdict.NEXT;
    }

    /**
     * Walks a list of addresses from its end for as long as who named the next one is trusted;
     * null: nobody.
     */
    private static Named named(Config config, ClientAddress connection, List<String> lines) {
        ClientAddress current = connection;
        for (int i = lines.size() - 1; i >= 0; i--) {
            String line = lines.get(i);
            int end = line.length();
            while (end > 0) {
                if (!config.trusts(current.binaryRemoteAddress())) {
                    return current instanceof Named found ? found : null;
                }
                while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == ',')) {
                    end--;
                }
                int start = end;
                while (start > 0
                        && line.charAt(start - 1) != ' '
                        && line.charAt(start - 1) != ',') {
                    start--;
                }
                Named next = Named.parse(line.substring(start, end));
                if (next == null || !config.recursive) {
                    return next != null ? next : current instanceof Named found ? found : null;
                }
                current = next;
                end = start;
            }
        }
        return current instanceof Named found ? found : null;
    }

    // ---- directives

    private static void trust(ConfScope cf, Directive d) {
        Config config = cf.location(KEY);
        String text = d.argument(0);
        if (text.equals(UNIX)) {
            config.trustsUnix = true;
            return;
        }
        List<Cidr> trusted = new ArrayList<>(config.trusted);
        Cidr range = Cidr.parse(text);
        if (range != null) {
            if (range.lowBitsWereSet()) {
                cf.warn(LogLevel.WARN, d, "low address bits of " + text + " are meaningless");
            }
            trusted.add(range);
        } else if (text.indexOf('/') >= 0) {
            throw d.fail("invalid parameter \"" + text + '"');
        } else {
            addHost(text, trusted, d);
        }
        config.trusted = trusted;
    }

    private static void addHost(String name, List<Cidr> trusted, Directive d) {
        try {
            for (InetAddress address : InetAddress.getAllByName(name)) {
                trusted.add(Cidr.parse(IpAddress.format(address.getAddress())));
            }
        } catch (UnknownHostException e) {
            throw d.fail("host not found in set_real_ip_from \"" + name + '"');
        }
    }

    private static void header(ConfScope cf, Directive d) {
        String name = d.argument(0);
        if (name.equals("proxy_protocol")) {
            throw d.fail(
                    "\"proxy_protocol\" of the \"real_ip_header\" directive is known but not supported yet");
        }
        cf.location(KEY).settings.set(HEADER, name, d);
    }
}
