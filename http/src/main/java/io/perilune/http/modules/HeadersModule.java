// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import static io.perilune.conf.schema.Context.HTTP;
import static io.perilune.conf.schema.Context.LOCATION;
import static io.perilune.conf.schema.Context.LOCATION_IF;
import static io.perilune.conf.schema.Context.SERVER;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.tree.Directive;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.ModuleKey;
import io.perilune.http.filter.HeaderChain;
import io.perilune.http.message.Headers;
import io.perilune.http.message.ResponseHead;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.HttpRegistry;
import io.perilune.http.module.ModuleConfig;
import io.perilune.http.variable.Interpolation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code add_header}, {@code add_trailer} and {@code expires}. Immutable. */
public final class HeadersModule implements HttpModule {

    /**
     * What a level adds. Filled while the configuration is read, then frozen by {@link #inherit}.
     */
    private static final class Config {
        Expires expires;
        List<Line> headers = List.of();
        List<Line> trailers = List.of();

        Config inherit(Config outer) {
            if (expires == null) {
                expires = outer.expires == null ? Expires.OFF : outer.expires;
            }
            if (headers.isEmpty()) {
                headers = outer.headers;
            }
            if (trailers.isEmpty()) {
                trailers = outer.trailers;
            }
            return this;
        }

        boolean isIdle() {
            return expires == Expires.OFF && headers.isEmpty() && trailers.isEmpty();
        }
    }

    /** One line to add; without {@code always} only to answers that are no error. */
    private record Line(String name, Interpolation value, boolean always) {}

    private static final ModuleKey<Config> KEY = ModuleKey.of("headers");
    private static final Set<Context> CONTEXTS = EnumSet.of(HTTP, SERVER, LOCATION, LOCATION_IF);

    private static final List<DirectiveSpec<ConfScope>> DIRECTIVES =
            List.of(
                    DirectiveSpec.of("expires", CONTEXTS, Arity.TAKE12, HeadersModule::expires),
                    DirectiveSpec.of(
                            "add_header", CONTEXTS, Arity.TAKE23, HeadersModule::addHeader),
                    DirectiveSpec.of(
                            "add_trailer", CONTEXTS, Arity.TAKE23, HeadersModule::addTrailer));

    @Override
    public String name() {
        return "headers";
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
        registry.headerFilter(HeadersModule::onHeader);
    }

    private static int onHeader(Exchange x, HeaderChain next) {
        Config config = x.conf(KEY);
        if (!config.isIdle() && !x.isSubrequest()) {
            boolean good = isGood(x.response().status);
            if (good) {
                config.expires.apply(x);
            }
            for (Line line : config.headers) {
                if (good || line.always) {
                    add(x.response(), line.name, line.value.evaluate(x));
                }
            }
            addTrailers(x, config.trailers, good);
        }
        return next.send(x);
    }

    private static boolean isGood(int status) {
        return switch (status) {
            case 200, 201, 204, 206, 301, 302, 303, 304, 307, 308 -> true;
            default -> false;
        };
    }

    private static void add(ResponseHead head, String name, String value) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "last-modified" -> {
                head.lastModified = -1;
                replace(head.headers, name, value);
            }
            case "etag" -> {
                if (head.etag == null) {
                    replace(head.headers, name, value);
                } else {
                    head.etag = value.isEmpty() ? null : value;
                }
            }
            default -> {
                if (!value.isEmpty()) {
                    head.headers.add(name, value);
                }
            }
        }
    }

    private static void replace(Headers headers, String name, String value) {
        if (value.isEmpty()) {
            headers.remove(name);
        } else {
            headers.set(name, value);
        }
    }

    private static void addTrailers(Exchange x, List<Line> trailers, boolean good) {
        for (Line line : trailers) {
            String value = good || line.always ? line.value.evaluate(x) : "";
            if (!value.isEmpty()) {
                ResponseHead head = x.response();
                if (head.trailers == null) {
                    head.trailers = new Headers(2);
                }
                head.trailers.add(line.name, value);
            }
        }
    }

    // ---- directives

    private static void expires(ConfScope cf, Directive d) {
        Config config = cf.location(KEY);
        if (config.expires != null) {
            throw d.duplicate();
        }
        boolean modified = d.count() == 2;
        if (modified && !d.argument(0).equals("modified")) {
            throw d.complain("invalid value");
        }
        config.expires = Expires.compile(d.argument(d.count() - 1), modified, cf, d);
    }

    private static void addHeader(ConfScope cf, Directive d) {
        Config config = cf.location(KEY);
        config.headers = appended(config.headers, cf, d);
    }

    private static void addTrailer(ConfScope cf, Directive d) {
        Config config = cf.location(KEY);
        config.trailers = appended(config.trailers, cf, d);
    }

    private static List<Line> appended(List<Line> lines, ConfScope cf, Directive d) {
        if (d.count() == 3 && !d.argument(2).equals("always")) {
            throw d.fail("invalid parameter \"" + d.argument(2) + '"');
        }
        List<Line> longer = new ArrayList<>(lines);
        longer.add(new Line(d.argument(0), cf.interpolation(d.argument(1), d), d.count() == 3));
        return longer;
    }
}
