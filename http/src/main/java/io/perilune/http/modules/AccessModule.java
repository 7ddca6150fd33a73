// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import static io.perilune.conf.schema.Context.HTTP;
import static io.perilune.conf.schema.Context.LIMIT_EXCEPT;
import static io.perilune.conf.schema.Context.LOCATION;
import static io.perilune.conf.schema.Context.SERVER;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.Cidr;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.ModuleKey;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.io.LogLevel;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.HttpRegistry;
import io.perilune.http.module.ModuleConfig;
import io.perilune.http.phase.Phase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * {@code allow} and {@code deny}: the first rule that the client's address matches decides.
 * Immutable.
 */
public final class AccessModule implements HttpModule {

    /**
     * A level's rules in order. Filled while the configuration is read.
     *
     * @param rules an inner level with rules of its own inherits none
     */
    private record Rules(List<Rule> rules) {
        Rules() {
            this(new ArrayList<>(0));
        }
    }

    /**
     * @param range null: every address, or every unix socket if {@code unix}
     */
    private record Rule(Cidr range, boolean unix, boolean deny) {
        boolean matches(String client) {
            if (range == null) {
                return !unix || client.equals(UNIX);
            }
            return !client.equals(UNIX)
                    && range.contains(client.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static final String UNIX = "unix:";
    private static final ModuleKey<Rules> KEY = ModuleKey.of("access");
    private static final Set<Context> CONTEXTS = EnumSet.of(HTTP, SERVER, LOCATION, LIMIT_EXCEPT);

    private static final List<DirectiveSpec<ConfScope>> DIRECTIVES =
            List.of(
                    DirectiveSpec.of("allow", CONTEXTS, Arity.TAKE1, AccessModule::rule),
                    DirectiveSpec.of("deny", CONTEXTS, Arity.TAKE1, AccessModule::rule));

    @Override
    public String name() {
        return "access";
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        return DIRECTIVES;
    }

    @Override
    public List<ModuleConfig<?>> configs() {
        return List.of(
                ModuleConfig.location(
                        KEY,
                        Rules::new,
                        (scope, outer, inner) -> inner.rules.isEmpty() ? outer : inner));
    }

    @Override
    public void install(HttpRegistry registry) {
        registry.handler(Phase.ACCESS, AccessModule::check);
    }

    private static Verdict check(Exchange x) {
        List<Rule> rules = x.conf(KEY).rules;
        if (rules.isEmpty()) {
            return Verdict.NEXT;
        }
        String client = x.client().binaryRemoteAddress();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (rule.matches(client)) {
                return rule.deny ? forbidden(x) : Verdict.NEXT_PHASE;
            }
        }
        return Verdict.NEXT;
    }

    private static Verdict forbidden(Exchange x) {
        if (!x.progress().satisfyAny) {
            x.log(LogLevel.ERROR, "access forbidden by rule");
        }
        return Verdict.respond(403);
    }

    private static void rule(ConfScope cf, Directive d) {
        String text = d.argument(0);
        boolean deny = d.name().equals("deny");
        List<Rule> rules = cf.location(KEY).rules;
        if (text.equals("all") || text.equals(UNIX)) {
            rules.add(new Rule(null, text.equals(UNIX), deny));
            return;
        }
        Cidr range = Cidr.parse(text);
        if (range == null) {
            throw d.fail("invalid parameter \"" + text + '"');
        }
        if (range.lowBitsWereSet()) {
            cf.warn(LogLevel.WARN, d, "low address bits of " + text + " are meaningless");
        }
        rules.add(new Rule(range, false, deny));
    }
}
