// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.headersmore;

import static io.perilune.conf.schema.Context.HTTP;
import static io.perilune.conf.schema.Context.LOCATION;
import static io.perilune.conf.schema.Context.LOCATION_IF;
import static io.perilune.conf.schema.Context.SERVER;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.ModuleKey;
import io.perilune.http.exchange.Verdict;
import io.perilune.http.filter.HeaderChain;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.HttpRegistry;
import io.perilune.http.module.ModuleConfig;
import io.perilune.http.phase.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The headers-more module: {@code more_set_headers} and its like. */
public final class HeadersMoreModule implements HttpModule {

    /**
     * What a level says; outer levels' edits come first. Filled while the configuration is read.
     */
    private static final class Config {

        private List<HeaderEdit> output = new ArrayList<>(0);
        private List<HeaderEdit> input = new ArrayList<>(0);

        Config inherit(Config outer) {
            output = joined(outer.output, output);
            input = joined(outer.input, input);
            return this;
        }

        private static List<HeaderEdit> joined(List<HeaderEdit> outer, List<HeaderEdit> inner) {
            List<HeaderEdit> all = new ArrayList<>(outer);
            all.addAll(inner);
            return List.copyOf(all);
        }
    }

    private static final ModuleKey<Config> KEY = ModuleKey.of("headers_more");
    private static final Set<Context> CONTEXTS = Set.of(HTTP, SERVER, LOCATION, LOCATION_IF);

    private static final List<DirectiveSpec<ConfScope>> DIRECTIVES =
            List.of(
                    output("more_set_headers", false),
                    output("more_clear_headers", true),
                    input("more_set_input_headers", false),
                    input("more_clear_input_headers", true));

    private static DirectiveSpec<ConfScope> output(String name, boolean clears) {
        return DirectiveSpec.of(
                name,
                CONTEXTS,
                Arity.ONE_OR_MORE,
                (scope, directive) ->
                        scope.location(KEY)
                                .output
                                .add(HeaderEdit.of(scope, directive, clears, false)));
    }

    private static DirectiveSpec<ConfScope> input(String name, boolean clears) {
        return DirectiveSpec.of(
                name,
                CONTEXTS,
                Arity.ONE_OR_MORE,
                (scope, directive) ->
                        scope.location(KEY)
                                .input
                                .add(HeaderEdit.of(scope, directive, clears, true)));
    }

    @Override
    public String name() {
        return "headers_more";
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
    public void install(HttpRegistry registry) {
        registry.headerFilter(HeadersMoreModule::onHeader);
        registry.lastHandler(Phase.REWRITE, HeadersMoreModule::onRewrite);
    }

    private static int onHeader(Exchange x, HeaderChain next) {
        for (HeaderEdit edit : x.conf(KEY).output) {
            edit.applyToResponse(x);
        }
        return next.send(x);
    }

    private static Verdict onRewrite(Exchange x) {
        for (HeaderEdit edit : x.conf(KEY).input) {
            edit.applyToRequest(x);
        }
        return Verdict.NEXT;
    }
}
