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
import io.perilune.http.module.ConfScope;
import java.util.List;
import java.util.Map;

/** {@code limit_conn}: requests at a time for each key. Immutable. */
public final class LimitConnModule extends LimitModule<LimitConnModule.Zone, Integer> {

    /** Counts requests by key. */
    record Zone(LimitZone<Integer> store) implements LimitModule.Named {}

    private static final int LARGEST = 65_535;

    private static final ModuleKey<Zones<Zone>> ZONES = ModuleKey.of("limit_conn.zones");
    private static final ModuleKey<Config<Zone, Integer>> KEY = ModuleKey.of("limit_conn");
    private static final ContextKey<String> STATUS = ContextKey.lasting("limit_conn.status");

    public LimitConnModule() {
        super("limit_conn", ZONES, KEY, STATUS);
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        return rows(Arity.TAKE2, Arity.TAKE2);
    }

    @Override
    Verdict check(Exchange x, LimitOptions options, List<Limit<Zone, Integer>> limits) {
        for (Limit<Zone, Integer> limit : limits) {
            LimitZone<Integer> zone = limit.zone().store();
            String key = zone.key.evaluate(x);
            if (!key.isEmpty() && key.length() <= LARGEST && !enter(x, zone, limit.demand(), key)) {
                return refuse(
                        x,
                        options,
                        "limiting connections" + options.mode() + " by zone \"" + zone.name + '"');
            }
        }
        note(x, "PASSED");
        return Verdict.NEXT;
    }

    private static boolean enter(Exchange x, LimitZone<Integer> zone, int most, String key) {
        Map<String, Integer> counts = zone.entries;
        synchronized (counts) {
            int count = counts.getOrDefault(key, 0);
            if (count >= most) {
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

    @Override
    Zone zone(ConfScope cf, Directive d) {
        String parameter = d.argument(1);
        if (!parameter.startsWith("zone=")) {
            throw d.fail("invalid parameter \"" + parameter + '"');
        }
        return new Zone(
                LimitZone.parse(
                        "limit_conn", cf.interpolation(d.argument(0), d), parameter, cf, d));
    }

    @Override
    void limit(ConfScope cf, Directive d) {
        checkOnce(cf, d, d.argument(0));
        long most = Size.parseNumber(d.argument(1));
        if (most <= 0) {
            throw d.fail("invalid number of connections \"" + d.argument(1) + '"');
        }
        if (most > LARGEST) {
            throw d.fail("connection limit must be less 65536");
        }
        add(cf, d.argument(0), (int) most);
    }
}
