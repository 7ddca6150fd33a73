// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.limit;

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
import java.util.List;

/**
 * {@code limit_req}: requests a second for each key, as a leaky bucket. Each key has an excess in
 * thousandths of a request, which falls with time at the zone's rate and rises by 1000 with each
 * request; above the burst a request is refused, above the delay it waits until its turn.
 * Immutable.
 */
public final class LimitReqModule extends LimitModule<LimitReqModule.Zone, LimitReqModule.Demand> {

    static final class Bucket {
        long excess;
        long last;
    }

    /**
     * @param rate thousandths of a request a second
     */
    record Zone(LimitZone<Bucket> store, long rate) implements LimitModule.Named {}

    /** Burst and delay in thousandths of a request. */
    record Demand(long burst, long delay) {}

    private static final int LONGEST_KEY = 65_535;
    private static final long NO_DELAY = Long.MAX_VALUE;

    private static final ModuleKey<Zones<Zone>> ZONES = ModuleKey.of("limit_req.zones");
    private static final ModuleKey<Config<Zone, Demand>> KEY = ModuleKey.of("limit_req");
    private static final ContextKey<String> STATUS = ContextKey.lasting("limit_req.status");

    public LimitReqModule() {
        super("limit_req", ZONES, KEY, STATUS);
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        return rows(Arity.TAKE3, Arity.TAKE123);
    }

    @Override
    Verdict check(Exchange x, LimitOptions options, List<Limit<Zone, Demand>> limits) {
        long now = x.worker().nowMillis();
        long wait = 0;
        for (Limit<Zone, Demand> limit : limits) {
            long excess = count(x, limit.zone(), limit.demand().burst, now);
            if (excess > limit.demand().burst) {
                return refuse(
                        x,
                        options,
                        "limiting requests"
                                + options.mode()
                                + ", excess: "
                                + thousandths(excess)
                                + " by zone \""
                                + limit.zone().store.name
                                + '"');
            }
            if (excess > limit.demand().delay) {
                wait = Math.max(wait, (excess - limit.demand().delay) * 1000 / limit.zone().rate);
                logDelay(x, options, limit.zone(), excess);
            }
        }
        if (wait == 0 || options.dryRun()) {
            note(x, wait == 0 ? "PASSED" : "DELAYED_DRY_RUN");
            return Verdict.NEXT;
        }
        note(x, "DELAYED");
        Timer timer = x.worker().schedule(wait, () -> x.resume(Verdict.NEXT));
        x.onCleanup(timer::cancel);
        return Verdict.SUSPENDED;
    }

    /** The key's excess with this request; a refused request does not count. */
    private static long count(Exchange x, Zone zone, long burst, long now) {
        String key = zone.store.key.evaluate(x);
        if (key.isEmpty()) {
            return 0;
        }
        if (key.length() > LONGEST_KEY) {
            x.log(
                    LogLevel.ERROR,
                    "the value of the \""
                            + zone.store.key
                            + "\" key is more than 65535 bytes: \""
                            + key
                            + '"');
            return 0;
        }
        synchronized (zone.store.entries) {
            Bucket bucket = zone.store.entries.get(key);
            if (bucket == null) {
                bucket = new Bucket();
                bucket.last = now;
                zone.store.entries.put(key, bucket);
                return 0;
            }
            long passed = Math.max(0, now - bucket.last);
            long excess = Math.max(0, bucket.excess - zone.rate * passed / 1000 + 1000);
            if (excess <= burst) {
                bucket.excess = excess;
                bucket.last = Math.max(bucket.last, now);
            }
            return excess;
        }
    }

    private static void logDelay(Exchange x, LimitOptions options, Zone zone, long excess) {
        LogLevel[] levels = LogLevel.values();
        LogLevel level = levels[Math.min(options.level().ordinal() + 1, levels.length - 1)];
        x.log(
                level,
                "delaying request"
                        + options.mode()
                        + ", excess: "
                        + thousandths(excess)
                        + ", by zone \""
                        + zone.store.name
                        + '"');
    }

    private static String thousandths(long excess) {
        return "%d.%03d".formatted(excess / 1000, excess % 1000);
    }

    // ---- directives

    @Override
    Zone zone(ConfScope cf, Directive d) {
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
        return new Zone(store, rate);
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

    @Override
    void limit(ConfScope cf, Directive d) {
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
        checkOnce(cf, d, zone);
        add(cf, zone, new Demand(burst * 1000, delay * 1000));
    }

    private static long number(String parameter, String name, Directive d) {
        long number = Size.parseNumber(parameter.substring(name.length() + 1));
        if (number <= 0 || number > Integer.MAX_VALUE) {
            throw d.fail("invalid " + name + " value \"" + parameter + '"');
        }
        return number;
    }
}
