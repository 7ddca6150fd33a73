// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import static io.perilune.conf.schema.Context.HTTP;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.tree.ConfException;
import io.perilune.conf.tree.Directive;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.FailedMatch;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import io.perilune.http.variable.Interpolation;
import io.perilune.http.variable.NamedCaptures;
import io.perilune.http.variable.Variable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code map}: a variable whose value depends on a text. Immutable. */
public final class MapModule implements HttpModule {

    private static final Set<Context> CONTEXTS = EnumSet.of(HTTP);

    private static final List<DirectiveSpec<ConfScope>> DIRECTIVES =
            List.of(
                    DirectiveSpec.of("map", CONTEXTS, Arity.TAKE2.block(), MapModule::map),
                    DirectiveSpec.of("map_hash_max_size", CONTEXTS, Arity.TAKE1, MapModule::tuning),
                    DirectiveSpec.of(
                            "map_hash_bucket_size", CONTEXTS, Arity.TAKE1, MapModule::tuning));

    @Override
    public String name() {
        return "map";
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        return DIRECTIVES;
    }

    /** Sizes of nginx's hash tables; ours grow by themselves. */
    private static void tuning(ConfScope cf, Directive d) {
        if (io.perilune.conf.value.Size.numberOf(d) == 0) {
            throw d.complain("invalid value");
        }
    }

    private static void map(ConfScope cf, Directive d) {
        Interpolation source = cf.interpolation(d.argument(0), d);
        String name = d.argument(1);
        if (name.length() < 2 || name.charAt(0) != '$') {
            throw d.fail("invalid variable name \"" + name + '"');
        }
        Table table = new Table(cf);
        for (Directive entry : d.block().directives()) {
            table.add(entry);
        }
        d.block().checkComplete();
        int flags = Variable.CHANGEABLE | (table.isVolatile ? Variable.NOCACHEABLE : 0);
        try {
            cf.variables()
                    .define(name.substring(1), flags)
                    .getter(x -> table.value(x, source.evaluate(x)));
        } catch (ConfException e) {
            throw d.fail(e.problem());
        }
    }

    /**
     * One map's entries: exact texts, then host names with wildcards, then patterns. Filled once,
     * then read-only.
     */
    private static final class Table {
        private record Pattern(NamedCaptures regex, Interpolation value) {}

        private final ConfScope cf;
        private final Map<String, Interpolation> exact = new HashMap<>();
        private final WildcardNames<Interpolation> wildcards = new WildcardNames<>();
        private final List<Pattern> patterns = new ArrayList<>(0);
        private Interpolation fallback;
        private boolean hostnames;
        private boolean isVolatile;

        Table(ConfScope cf) {
            this.cf = cf;
        }

        void add(Directive entry) {
            String key = entry.name();
            if (entry.hasBraces()) {
                throw entry.fail("unexpected \"{\"");
            }
            if (entry.count() == 0 && key.equals("hostnames")) {
                hostnames = true;
            } else if (entry.count() == 0 && key.equals("volatile")) {
                isVolatile = true;
            } else if (entry.count() != 1) {
                throw entry.fail("invalid number of the map parameters");
            } else {
                add(key, cf.interpolation(entry.argument(0), entry), entry);
            }
        }

        private void add(String key, Interpolation value, Directive entry) {
            if (key.equals("default")) {
                if (fallback != null) {
                    throw entry.fail("duplicate default map parameter");
                }
                fallback = value;
            } else if (key.startsWith("~")) {
                boolean caseless = key.startsWith("~*");
                String pattern = key.substring(caseless ? 2 : 1);
                patterns.add(
                        new Pattern(
                                NamedCaptures.compile(pattern, caseless, cf.variables(), entry),
                                value));
            } else {
                addText(key.startsWith("\\") ? key.substring(1) : key, value, entry);
            }
        }

        private void addText(String key, Interpolation value, Directive entry) {
            String lower = key.toLowerCase(Locale.ROOT);
            boolean wildcard = hostnames && WildcardNames.isWildcard(lower);
            if (wildcard && !WildcardNames.isValid(lower)) {
                throw entry.fail("invalid hostname or wildcard \"" + key + '"');
            }
            Interpolation before =
                    wildcard ? wildcards.put(lower, value) : exact.putIfAbsent(lower, value);
            if (before != null) {
                throw entry.fail("conflicting parameter \"" + lower + '"');
            }
        }

        String value(Exchange x, String key) {
            Interpolation found = find(x, key);
            return found == null ? "" : found.evaluate(x);
        }

        private Interpolation find(Exchange x, String key) {
            String name = hostnames && key.endsWith(".") ? key.substring(0, key.length() - 1) : key;
            String lower = name.toLowerCase(Locale.ROOT);
            Interpolation value = exact.get(lower);
            if (value == null && !wildcards.isEmpty()) {
                value = wildcards.find(lower);
            }
            if (value != null) {
                return value;
            }
            return patterns.isEmpty() || name.isEmpty() ? fallback : findByPattern(x, name);
        }

        private Interpolation findByPattern(Exchange x, String name) {
            try {
                for (Pattern pattern : patterns) {
                    if (pattern.regex.match(x, name)) {
                        return pattern.value;
                    }
                }
            } catch (FailedMatch e) {
                // As in nginx the default stands for all that is not found, whatever the reason.
                return fallback;
            }
            return fallback;
        }
    }
}
