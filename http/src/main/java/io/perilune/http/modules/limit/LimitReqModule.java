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
import io.perilune.http.io.LogLevel;
import io.perilune.http.io.Timer;
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

/**
 * {@code limit_req}: requests a second for each key, as a leaky bucket. Each key has an excess in
 * thousandths of a request, which falls with time at the zone's rate and rises by 1000 with each
 * request; above the burst a request is refused, above the delay it waits until its turn.
 * Immutable.
 */
public final class LimitReqModule implements HttpModule {

    private static final class Bucket {
        long excess;
        long last;
    }

    /**
     * @param rate thousandths of a request a second
     */
    private record Zone(LimitZone<Bucket> store, long rate) {}

    /** One "limit_req"; burst and delay in thousandths of a request. */
    private record Limit(Zone zone, long burst, long delay) {}

    /** A "limit_req" as written: its zone may be defined further down. */
    private record Wish(String zone, long burst, long delay) {}

    /** The zones by name. Filled while the configuration is read. */
    private record Zones(Map<String, Zone> byName) {
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
                                                    wish.burst,
                                                    wish.delay))
                            .toList();
            return inner;
        }
    }

    private static final int LONGEST_KEY = 65_535;
    private static final long NO_DELAY = Long.MAX_VALUE;

    private static final ModuleKey<Zones> ZONES = ModuleKey.of("limit_req.zones");
    private static final ModuleKey<Config> KEY = ModuleKey.of("limit_req");
    private static final ContextKey<String> STATUS = ContextKey.lasting("limit_req.status");

    @Override
    public String name() {
        return "limit_req";
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        List<DirectiveSpec<ConfScope>> rows =
                new ArrayList<>(
                        List.of(
                                DirectiveSpec.of(
                                        "limit_req_zone",
                                        EnumSet.of(HTTP),
                                        Arity.TAKE3,
                                        LimitReqModule::zone),
                                DirectiveSpec.of(
                                        "limit_req",
                                        LimitOptions.LEVELS,
                                        Arity.TAKE123,
                                        LimitReqModule::limit)));
        rows.addAll(LimitOptions.directives("limit_req", cf -> cf.location(KEY).settings));
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
        registry.variables().define("limit_req_status", 0, x -> x.context(STATUS));
    }

    @Override
    public void install(HttpRegistry registry) {
        registry.handler(Phase.PREACCESS, LimitReqModule::check);
    }

    private static Verdict check(Exchange x) {
        Config config = x.conf(KEY);
        if (config.limits.isEmpty() || x.context(STATUS) != null) {
            return Verdict.NEXT;
        }
        long now = x.worker().nowMillis();
        long wait = 0;
        for (Limit limit : config.limits) {
            long excess = count(x, limit, now);
            if (excess > limit.burst) {
                return refuse(x, config.options, limit, excess);
            }
            if (excess > limit.delay) {
                wait = Math.max(wait, (excess - limit.delay) * 1000 / limit.zone.rate);
                logDelay(x, config.options, limit, excess);
            }
        }
        if (wait == 0 || config.options.dryRun()) {
            x.setContext(STATUS, wait == 0 ? "PASSED" : "DELAYED_DRY_RUN");
            return Verdict.NEXT;
        }
        x.setContext(STATUS, "DELAYED");
        Timer timer = x.worker().schedule(wait, () -> x.resume(Verdict.NEXT));
        x.onCleanup(timer::cancel);
        return Verdict.SUSPENDED;
    }

    /** The key's excess with this request; a refused request does not count. */
    private static long count(Exchange x, Limit limit, long now) {
        String key = limit.zone.store.key.evaluate(x);
        if (key.isEmpty()) {
            return 0;
        }
        if (key.length() > LONGEST_KEY) {
            x.log(
                    LogLevel.ERROR,
                    "the value of the \""
                            + limit.zone.store.key
                            + "\" key is more than 65535 bytes: \""
                            + key
                            + '"');
            return 0;
        }
        synchronized (limit.zone.store.entries) {
            Bucket bucket = limit.zone.store.entries.get(key);
            if (bucket == null) {
                bucket = new Bucket();
                bucket.last = now;
                limit.zone.store.entries.put(key, bucket);
                return 0;
            }
            long passed = Math.max(0, now - bucket.last);
            long excess = Math.max(0, bucket.excess - limit.zone.rate * passed / 1000 + 1000);
            if (excess <= limit.burst) {
                bucket.excess = excess;
                bucket.last = Math.max(bucket.last, now);
            }
            return excess;
        }
    }

    private static Verdict refuse(Exchange x, LimitOptions options, Limit limit, long excess) {
        x.log(
                options.level(),
                "limiting requests"
                        + options.mode()
                        + ", excess: "
                        + thousandths(excess)
                        + " by zone \""
                        + limit.zone.store.name
                        + '"');
        x.setContext(STATUS, options.dryRun() ? "REJECTED_DRY_RUN" : "REJECTED");
        return options.dryRun() ? Verdict.NEXT : Verdict.respond(options.status());
    }

    private static void logDelay(Exchange x, LimitOptions options, Limit limit, long excess) {
        LogLevel[] levels = LogLevel.values();
        LogLevel level = levels[Math.min(options.level().ordinal() + 1, levels.length - 1)];
        x.log(
                level,
                "delaying request"
                        + options.mode()
                        + ", excess: "
                        + thousandths(excess)
                        + ", by zone \""
                        + limit.zone.store.name
                        + '"');
    }

    private static String thousandths(long excess) {
        return "%d.%03d".formatted(excess / 1000, excess % 1000);
    }

    // ---- directives

    private static void zone(ConfScope cf, Directive d) {
        LimitZone<Bucket> store = null;
        long rate = 1000;
        for (String parameter : d.arguments().subList(1, d.count())) {
            if (parameter.startsWith("zone=")) {
                store =
                        LimitZone.parse(
                                "limit_req", cf.interpolation(d.argument(0), d), parameter, cf, d);
            } else if (parameter.startsWith("rate=")) {
                rate = rate(parameter, d);
            } else {
                throw d.fail("invalid parameter \"" + parameter + '"');
            }
        }
        if (store == null) {
            throw d.fail("\"limit_req_zone\" must have \"zone\" parameter");
        }
        if (cf.main(ZONES).byName.putIfAbsent(store.name, new Zone(store, rate)) != null) {
            throw d.fail(
                    "limit_req_zone \""
                            + store.name
                            + "\" is already bound to key \""
                            + store.key
                            + '"');
        }
    }

    private static long rate(String parameter, Directive d) {
        boolean aMinute = parameter.endsWith("r/m");
        boolean unit = aMinute || parameter.endsWith("r/s");
        long number = Size.parseNumber(parameter.substring(5, parameter.length() - (unit ? 3 : 0)));
        if (number <= 0) {
            throw d.fail("invalid rate \"" + parameter + '"');
        }
        return number * 1000 / (aMinute ? 60 : 1);
    }

    private static void limit(ConfScope cf, Directive d) {
        String zone = null;
        long burst = 0;
        long delay = 0;
        for (String parameter : d.arguments()) {
            if (parameter.startsWith("zone=")) {
                zone = parameter.substring(5);
            } else if (parameter.startsWith("burst=")) {
                burst = number(parameter, "burst", d);
            } else if (parameter.startsWith("delay=")) {
                delay = number(parameter, "delay", d);
            } else if (parameter.equals("nodelay")) {
                delay = NO_DELAY / 1000;
            } else {
                throw d.fail("invalid parameter \"" + parameter + '"');
            }
        }
        if (zone == null) {
            throw d.fail("\"limit_req\" must have \"zone\" parameter");
        }
        add(cf.location(KEY), new Wish(zone, burst * 1000, delay * 1000), d);
    }

    private static long number(String parameter, String name, Directive d) {
        long number = Size.parseNumber(parameter.substring(name.length() + 1));
        if (number <= 0 || number > Integer.MAX_VALUE) {
            throw d.fail("invalid " + name + " value \"" + parameter + '"');
        }
        return number;
    }

    private static void add(Config config, Wish limit, Directive d) {
        for (Wish other : config.wishes) {
            if (other.zone.equals(limit.zone)) {
                throw d.duplicate();
            }
        }
        config.wishes.add(limit);
    }
}
