// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import static io.perilune.conf.schema.Context.LOCATION;
import static io.perilune.conf.schema.Context.SERVER;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.tree.Directive;
import io.perilune.http.core.CoreModule;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.ModuleKey;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.HttpRegistry;
import io.perilune.http.module.ModuleConfig;
import io.perilune.http.variable.NamedCaptures;
import io.perilune.regex.Regex;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code valid_referers}: where links may come from; {@code $invalid_referer} tells. Immutable. */
public final class RefererModule implements HttpModule {

    /**
     * A level's list. Filled while the configuration is read; an inner level with one of its own
     * inherits none.
     */
    private static final class Config {
        boolean set;
        boolean none;
        boolean blocked;
        boolean serverNames;
        final Map<String, String> hosts = new HashMap<>();
        final WildcardNames<String> wildcards = new WildcardNames<>();
        final List<Regex> regexes = new ArrayList<>();
    }

    private static final ModuleKey<Config> KEY = ModuleKey.of("referer");

    private static final List<DirectiveSpec<ConfScope>> DIRECTIVES =
            List.of(
                    DirectiveSpec.of(
                            "valid_referers",
                            EnumSet.of(SERVER, LOCATION),
                            Arity.ONE_OR_MORE,
                            RefererModule::validReferers),
                    DirectiveSpec.hint(
                            "referer_hash_max_size",
                            EnumSet.of(SERVER, LOCATION),
                            Arity.TAKE1,
                            (cf, d) -> {}),
                    DirectiveSpec.hint(
                            "referer_hash_bucket_size",
                            EnumSet.of(SERVER, LOCATION),
                            Arity.TAKE1,
                            (cf, d) -> {}));

    @Override
    public String name() {
        return "referer";
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        return DIRECTIVES;
    }

    @Override
    public List<ModuleConfig<?>> configs() {
        return List.of(
                ModuleConfig.location(
                        KEY, Config::new, (scope, outer, inner) -> inner.set ? inner : outer));
    }

    @Override
    public void prepare(HttpRegistry registry) {
        registry.variables().define("invalid_referer", 0, x -> isValid(x, x.conf(KEY)) ? "" : "1");
    }

    private static boolean isValid(Exchange x, Config config) {
        if (!config.set) {
            return true;
        }
        String referer = x.request().header("Referer");
        if (referer == null) {
            return config.none;
        }
        int scheme = schemeLength(referer);
        if (scheme < 0 || referer.length() <= scheme) {
            return config.blocked;
        }
        String rest = referer.substring(scheme);
        int end = 0;
        while (end < rest.length() && rest.charAt(end) != '/' && rest.charAt(end) != ':') {
            end++;
        }
        if (end == 0) {
            return config.blocked;
        }
        String host = rest.substring(0, end).toLowerCase(Locale.ROOT);
        String path = config.hosts.get(host);
        if (path == null) {
            path = config.wildcards.find(host);
        }
        if (path != null) {
            int slash = rest.indexOf('/');
            return path.isEmpty() || slash >= 0 && rest.startsWith(path, slash);
        }
        return config.serverNames && host.equals(x.serverConf(CoreModule.SERVER).serverName)
                || config.regexes.stream().anyMatch(regex -> regex.matches(rest));
    }

    private static int schemeLength(String referer) {
        if (referer.regionMatches(true, 0, "http://", 0, 7)) {
            return 7;
        }
        return referer.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
    }

    private static void validReferers(ConfScope cf, Directive d) {
        Config config = cf.location(KEY);
        config.set = true;
        for (String value : d.arguments()) {
            switch (value) {
                case "none" -> config.none = true;
                case "blocked" -> config.blocked = true;
                case "server_names" -> config.serverNames = true;
                default -> addSource(config, value, d);
            }
        }
    }

    private static void addSource(Config config, String value, Directive d) {
        if (value.isEmpty()) {
            throw d.fail("invalid referer \"\"");
        }
        if (value.startsWith("~")) {
            config.regexes.add(NamedCaptures.regex(value.substring(1), true, d));
            return;
        }
        if (value.startsWith("http://")) {
            throw d.fail("invalid referer \"" + value + '"');
        }
        int slash = value.indexOf('/');
        String host = (slash < 0 ? value : value.substring(0, slash)).toLowerCase(Locale.ROOT);
        String path = slash < 0 ? "" : value.substring(slash);
        boolean wildcard = WildcardNames.isWildcard(host);
        if (wildcard && !WildcardNames.isValid(host)) {
            throw d.fail("invalid hostname or wildcard \"" + value + '"');
        }
        String before =
                wildcard ? config.wildcards.put(host, path) : config.hosts.putIfAbsent(host, path);
        if (before != null) {
            throw d.fail("conflicting parameter \"" + value + '"');
        }
    }
}
