// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules;

import static io.perilune.conf.schema.Context.HTTP;
import static io.perilune.conf.schema.Context.LOCATION;
import static io.perilune.conf.schema.Context.LOCATION_IF;
import static io.perilune.conf.schema.Context.SERVER;

import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.tree.Directive;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.ModuleKey;
import io.perilune.http.filter.HeaderChain;
import io.perilune.http.message.ResponseHead;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.HttpRegistry;
import io.perilune.http.module.ModuleConfig;
import io.perilune.http.module.Setting;
import io.perilune.http.module.Settings;
import io.perilune.http.variable.Interpolation;
import java.util.EnumSet;
import java.util.List;

/**
 * {@code charset}: names the charset of texts. Converting between charsets is not supported.
 * Immutable.
 */
public final class CharsetModule implements HttpModule {

    private static final Setting<Interpolation> CHARSET =
            Setting.of("charset", Interpolation.constant("off"));
    private static final Setting<MimeTypes> TYPES =
            Setting.of(
                    "charset_types",
                    MimeTypes.of(
                            List.of(
                                    "text/html",
                                    "text/xml",
                                    "text/plain",
                                    "text/vnd.wap.wml",
                                    "application/javascript",
                                    "application/rss+xml")));

    /**
     * What a level says. Filled while the configuration is read, then frozen by {@link #inherit}.
     */
    private static final class Config {
        final Settings settings = new Settings();
        Interpolation charset;
        MimeTypes types;

        Config inherit(Config outer) {
            settings.inherit(outer.settings);
            charset = settings.get(CHARSET);
            types = settings.get(TYPES);
            return this;
        }
    }

    private static final ModuleKey<Config> KEY = ModuleKey.of("charset");

    private static final List<DirectiveSpec<ConfScope>> DIRECTIVES =
            List.of(
                    DirectiveSpec.of(
                            "charset",
                            EnumSet.of(HTTP, SERVER, LOCATION, LOCATION_IF),
                            Arity.TAKE1,
                            (cf, d) ->
                                    cf.location(KEY)
                                            .settings
                                            .set(CHARSET, cf.interpolation(d.argument(0), d), d)),
                    DirectiveSpec.of(
                            "charset_types",
                            EnumSet.of(HTTP, SERVER, LOCATION),
                            Arity.ONE_OR_MORE,
                            CharsetModule::types));

    @Override
    public String name() {
        return "charset";
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
        registry.headerFilter(CharsetModule::onHeader);
    }

    private static int onHeader(Exchange x, HeaderChain next) {
        Config config = x.conf(KEY);
        ResponseHead head = x.response();
        boolean encoded = head.contentEncoding != null && !head.contentEncoding.isEmpty();
        if (head.charset == null
                && !encoded
                && config.types.contains(head.contentType)
                && head.contentType.toLowerCase(java.util.Locale.ROOT).indexOf("charset=") < 0) {
            String charset = config.charset.evaluate(x);
            if (!charset.equals("off") && !charset.isEmpty()) {
                head.charset = charset;
            }
        }
        return next.send(x);
    }

    private static void types(ConfScope cf, Directive d) {
        Settings settings = cf.location(KEY).settings;
        MimeTypes before = settings.isSet(TYPES) ? settings.get(TYPES) : null;
        settings.put(TYPES, MimeTypes.add(before, "text/html", cf, d));
    }
}
