// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.limit;

import static io.perilune.conf.schema.Context.HTTP;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.tree.Directive;
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

/**
 * What limits have in common: zones by name, the limits of each level, what becomes of a request
 * that is over one. Immutable.
 *
 * @param <Z> a zone with what belongs to it
 * @param <L> what one limit demands of its zone
 */
abstract class LimitModule<Z extends LimitModule.Named, L> implements HttpModule {

    /** Something with a zone. */
    interface Named {
        LimitZone<?> store();
    }

    /** One limit that applies. */
    record Limit<Z, L>(Z zone, L demand) {}

    /** A limit as written: its zone may be defined further down. */
    private record Wish<L>(String zone, L demand) {}

    /** The zones by name. Filled while the configuration is read. */
    record Zones<Z>(Map<String, Z> byName) {}

    /** What a level says. Filled while the configuration is read, then frozen by merging. */
    static final class Config<Z, L> {
        private final Settings settings = new Settings();
        private List<Wish<L>> wishes = new ArrayList<>(0);
        private List<Limit<Z, L>> limits = List.of();
        private LimitOptions options;
    }

    private final String name;
    private final ModuleKey<Zones<Z>> zones;
    private final ModuleKey<Config<Z, L>> key;
    private final ContextKey<String> status;

    LimitModule(
            String name,
            ModuleKey<Zones<Z>> zones,
            ModuleKey<Config<Z, L>> key,
            ContextKey<String> status) {
        this.name = name;
        this.zones = zones;
        this.key = key;
        this.status = status;
    }

    /** The zone that a directive defines. */
    abstract Z zone(ConfScope cf, Directive d);

    /** Reads a limit and {@link #add adds} it. */
    abstract void limit(ConfScope cf, Directive d);

    /** Holds a request against the limits that apply. */
    abstract Verdict check(Exchange x, LimitOptions options, List<Limit<Z, L>> limits);

    @Override
    public final String name() {
        return name;
    }

    final List<DirectiveSpec<ConfScope>> rows(Arity zoneArity, Arity limitArity) {
        List<DirectiveSpec<ConfScope>> rows = new ArrayList<>();
        rows.add(DirectiveSpec.of(name + "_zone", EnumSet.of(HTTP), zoneArity, this::define));
        rows.add(DirectiveSpec.of(name, LimitOptions.LEVELS, limitArity, this::limit));
        rows.addAll(LimitOptions.directives(name, cf -> cf.location(key).settings));
        return rows;
    }

    @Override
    public final List<ModuleConfig<?>> configs() {
        return List.of(
                ModuleConfig.main(zones, () -> new Zones<>(new HashMap<>())),
                ModuleConfig.location(key, Config::new, this::merge));
    }

    private Config<Z, L> merge(ConfScope scope, Config<Z, L> outer, Config<Z, L> inner) {
        inner.settings.inherit(outer.settings);
        inner.options = LimitOptions.of(inner.settings);
        if (inner.wishes.isEmpty()) {
            inner.wishes = outer.wishes;
        }
        List<Limit<Z, L>> limits = new ArrayList<>(inner.wishes.size());
        for (Wish<L> wish : inner.wishes) {
            Z zone = LimitZone.named(scope.main(zones).byName, wish.zone);
            limits.add(new Limit<>(zone, wish.demand));
        }
        inner.limits = List.copyOf(limits);
        return inner;
    }

    @Override
    public final void prepare(HttpRegistry registry) {
        registry.variables().define(name + "_status", 0, x -> x.context(status));
    }

    @Override
    public final void install(HttpRegistry registry) {
        registry.handler(Phase.PREACCESS, this::check);
    }

    private Verdict check(Exchange x) {
        Config<Z, L> config = x.conf(key);
        if (config.limits.isEmpty() || x.context(status) != null) {
            return Verdict.NEXT;
        }
        return check(x, config.options, config.limits);
    }

    /** Notes how it went, for the variable. */
    final void note(Exchange x, String result) {
        x.setContext(status, result);
    }

    /** Says in the log that a request is over a limit, and refuses it, unless this is a dry run. */
    final Verdict refuse(Exchange x, LimitOptions options, String message) {
        x.log(options.level(), message);
        note(x, options.dryRun() ? "REJECTED_DRY_RUN" : "REJECTED");
        return options.dryRun() ? Verdict.NEXT : Verdict.respond(options.status());
    }

    private void define(ConfScope cf, Directive d) {
        Z zone = zone(cf, d);
        LimitZone<?> store = zone.store();
        if (cf.main(zones).byName.putIfAbsent(store.name, zone) != null) {
            throw d.fail(
                    name
                            + "_zone \""
                            + store.name
                            + "\" is already bound to key \""
                            + store.key
                            + '"');
        }
    }

    /** To be called before {@link #add}: a level names a zone once. */
    final void checkOnce(ConfScope cf, Directive d, String zone) {
        for (Wish<L> other : cf.location(key).wishes) {
            if (other.zone.equals(zone)) {
                throw d.duplicate();
            }
        }
    }

    /** Adds a limit to the level that is being read. */
    final void add(ConfScope cf, String zone, L demand) {
        cf.location(key).wishes.add(new Wish<>(zone, demand));
    }
}
