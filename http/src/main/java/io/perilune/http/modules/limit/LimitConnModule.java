// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.limit;

import static io.perilune.conf.schema.Context.HTTP;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.Size;
import io.perilune.http.exchange.ContextKey;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.ModuleKey;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.HttpRegistry;
import io.perilune.http.module.ModuleConfig;
import io.perilune.http.module.Settings;
import io.perilune.http.phase.Phase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code limit_conn}: requests at a time for each key. Immutable. */
public final class LimitConnModule implements HttpModule {

    private record Limit(LimitZone<Integer> zone, int most) {}

    /** A "limit_conn" as written: its zone may be defined further down. */
    private record Wish(String zone, int most) {}

    /** The zones by name. Filled while the configuration is read. */
    private record Zones(Map<String, LimitZone<Integer>> byName) {
        Zones() {
            this(new HashMap<>());
        }
    }

    /** What a level says. Filled while the configuration is read, then frozen by {@link #merge}. */
    private static final class Config {
        final Settings settings = new Settings();
        List<Wish> wishes = new ArrayList<>(0);
        List<Limit> limits = List.of();
        LimitOptions options;

        static Config merge(ConfScope scope, Config outer, Config inner) {
            inner.settings.inherit(outer.settings);
            inner.options = LimitOptions.of(inner.settings);
            if (inner.wishes.isEmpty()) {
                inner.wishes = outer.wishes;
            }
            inner.limits =
                    inner.wishes.stream()
                            .map(
                                    wish ->
                                            new Limit(
                                                    LimitZone.named(
                                                            scope.main(ZONES).byName, wish.zone),
                                                    wish.most))
                            .toList();
            return inner;
        }
    }

    private static final int LARGEST = 65_535;

    private static final ModuleKey<Zones> ZONES = ModuleKey.of("limit_conn.zones");
    private static final ModuleKey<Config> KEY = ModuleKey.of("limit_conn");
    private static final ContextKey<String> STATUS = ContextKey.lasting("limit_conn.status");

    @Override
    public String name() {
        return "limit_conn";
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        List<DirectiveSpec<ConfScope>> rows =
                new ArrayList<>(
                        List.of(
                                DirectiveSpec.of(
                                        "limit_conn_zone",
                                        EnumSet.of(HTTP),
                                        Arity.TAKE2,
                                        LimitConnModule::zone),
                                DirectiveSpec.of(
                                        "limit_conn",
                                        LimitOptions.LEVELS,
                                        Arity.TAKE2,
                                        LimitConnModule::limit)));
        rows.addAll(LimitOptions.directives("limit_conn", cf -> cf.location(KEY).settings));
        return rows;
    }

    @Override
    public List<ModuleConfig<?>> configs() {
        return List.of(
                ModuleConfig.main(ZONES, Zones::new),
                ModuleConfig.location(KEY, Config::new, Config::merge));
    }

    @Override
    public void prepare(HttpRegistry registry) {
        registry.variables().define("limit_conn_status", 0, x -> x.context(STATUS));
    }

    @Override
    public void install(HttpRegistry registry) {
        registry.handler(Phase.PREACCESS, LimitConnModule::check);
    }

    private static Verdict check(Exchange x) {
        Config config = x.conf(KEY);
        if (config.limits.isEmpty() || x.context(STATUS) != null) {
            return Verdict.NEXT;
        }
        for (Limit limit : config.limits) {
            String key = limit.zone.key.evaluate(x);
            if (!key.isEmpty() && key.length() <= LARGEST && !enter(x, limit, key)) {
                return refuse(x, config.options, limit);
            }
        }
        x.setContext(STATUS, "PASSED");
        return Verdict.NEXT;
    }

    private static boolean enter(Exchange x, Limit limit, String key) {
        Map<String, Integer> counts = limit.zone.entries;
        synchronized (counts) {
            int count = counts.getOrDefault(key, 0);
            if (count >= limit.most) {
                return false;
            }
            counts.put(key, count + 1);
        }
        x.onCleanup(
                () -> {
                    synchronized (counts) {
                        counts.computeIfPresent(key, (k, count) -> count == 1 ? null : count - 1);
                    }
                });
        return true;
    }

    private static Verdict refuse(Exchange x, LimitOptions options, Limit limit) {
        x.log(
                options.level(),
                "limiting connections" + options.mode() + " by zone \"" + limit.zone.name + '"');
        x.setContext(STATUS, options.dryRun() ? "REJECTED_DRY_RUN" : "REJECTED");
        return options.dryRun() ? Verdict.NEXT : Verdict.respond(options.status());
    }

    // ---- directives

    private static void zone(ConfScope cf, Directive d) {
        String parameter = d.argument(1);
        if (!parameter.startsWith("zone=")) {
            throw d.fail("invalid parameter \"" + parameter + '"');
        }
        LimitZone<Integer> zone =
                LimitZone.parse("limit_conn", cf.interpolation(d.argument(0), d), parameter, cf, d);
        if (cf.main(ZONES).byName.putIfAbsent(zone.name, zone) != null) {
            throw d.fail(
                    "limit_conn_zone \""
                            + zone.name
                            + "\" is already bound to key \""
                            + zone.key
                            + '"');
        }
    }

    private static void limit(ConfScope cf, Directive d) {
        String name = d.argument(0);
        Config config = cf.location(KEY);
        for (Wish other : config.wishes) {
            if (other.zone.equals(name)) {
                throw d.duplicate();
            }
        }
        long most = Size.parseNumber(d.argument(1));
        if (most <= 0) {
            throw d.fail("invalid number of connections \"" + d.argument(1) + '"');
        }
        if (most > LARGEST) {
            throw d.fail("connection limit must be less 65536");
        }
        config.wishes.add(new Wish(name, (int) most));
    }
}
