// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.gzip;

import static io.perilune.conf.schema.Context.HTTP;
import static io.perilune.conf.schema.Context.LOCATION;
import static io.perilune.conf.schema.Context.LOCATION_IF;
import static io.perilune.conf.schema.Context.SERVER;

import io.netty.buffer.ByteBuf;
import io.perilune.conf.schema.Arity;
import io.perilune.conf.schema.Context;
import io.perilune.conf.schema.DirectiveSpec;
import io.perilune.conf.tree.Directive;
import io.perilune.conf.value.Choice;
import io.perilune.conf.value.Flag;
import io.perilune.conf.value.Size;
import io.perilune.http.exchange.Exchange;
import io.perilune.http.exchange.ModuleKey;
import io.perilune.http.filter.BodyChain;
import io.perilune.http.filter.HeaderChain;
import io.perilune.http.message.HttpVersion;
import io.perilune.http.message.ResponseHead;
import io.perilune.http.module.ConfScope;
import io.perilune.http.module.HttpModule;
import io.perilune.http.module.HttpRegistry;
import io.perilune.http.module.ModuleConfig;
import io.perilune.http.module.Settings;
import io.perilune.http.modules.MimeTypes;
import io.perilune.http.modules.gzip.GzipConfig.Proxied;
import io.perilune.http.variable.NamedCaptures;
import io.perilune.regex.Regex;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code gzip} and what belongs to it: compresses answers on their way out. Immutable. */
public final class GzipModule implements HttpModule {

    private static final ModuleKey<GzipConfig> KEY = ModuleKey.of("gzip");
    private static final Set<Context> LEVELS = EnumSet.of(HTTP, SERVER, LOCATION);
    private static final Set<Context> AND_IF = EnumSet.of(HTTP, SERVER, LOCATION, LOCATION_IF);

    private static final Choice<HttpVersion> VERSIONS =
            new Choice<>(Map.of("1.0", HttpVersion.HTTP_1_0, "1.1", HttpVersion.HTTP_1_1));
    private static final Choice<Proxied> PROXIED =
            new Choice<>(
                    Map.of(
                            "off",
                            Proxied.OFF,
                            "expired",
                            Proxied.EXPIRED,
                            "no-cache",
                            Proxied.NO_CACHE,
                            "no-store",
                            Proxied.NO_STORE,
                            "private",
                            Proxied.PRIVATE,
                            "no_last_modified",
                            Proxied.NO_LAST_MODIFIED,
                            "no_etag",
                            Proxied.NO_ETAG,
                            "auth",
                            Proxied.AUTH,
                            "any",
                            Proxied.ANY));

    private static final List<DirectiveSpec<ConfScope>> DIRECTIVES =
            List.of(
                    DirectiveSpec.of(
                            "gzip",
                            AND_IF,
                            Arity.FLAG,
                            (cf, d) -> settings(cf).set(GzipConfig.GZIP, Flag.of(d), d)),
                    DirectiveSpec.of("gzip_types", LEVELS, Arity.ONE_OR_MORE, GzipModule::types),
                    DirectiveSpec.of("gzip_comp_level", LEVELS, Arity.TAKE1, GzipModule::level),
                    DirectiveSpec.of(
                            "gzip_min_length",
                            LEVELS,
                            Arity.TAKE1,
                            (cf, d) -> settings(cf).set(GzipConfig.MIN_LENGTH, Size.of(d), d)),
                    DirectiveSpec.of(
                            "gzip_vary",
                            LEVELS,
                            Arity.FLAG,
                            (cf, d) -> settings(cf).set(GzipConfig.VARY, Flag.of(d), d)),
                    DirectiveSpec.of(
                            "gzip_http_version",
                            LEVELS,
                            Arity.TAKE1,
                            (cf, d) ->
                                    settings(cf).set(GzipConfig.HTTP_VERSION, VERSIONS.of(d), d)),
                    DirectiveSpec.of(
                            "gzip_proxied",
                            LEVELS,
                            Arity.ONE_OR_MORE,
                            (cf, d) -> settings(cf).set(GzipConfig.PROXIED, PROXIED.setOf(d), d)),
                    DirectiveSpec.of(
                            "gzip_disable", LEVELS, Arity.ONE_OR_MORE, GzipModule::disable),
                    // buffers of zlib and of nginx, which this program does not have
                    DirectiveSpec.hint("gzip_buffers", LEVELS, Arity.TAKE2, (cf, d) -> {}),
                    DirectiveSpec.hint("gzip_window", LEVELS, Arity.TAKE1, (cf, d) -> Size.of(d)),
                    DirectiveSpec.hint("gzip_hash", LEVELS, Arity.TAKE1, (cf, d) -> Size.of(d)),
                    DirectiveSpec.hint(
                            "postpone_gzipping", LEVELS, Arity.TAKE1, (cf, d) -> Size.of(d)),
                    DirectiveSpec.hint(
                            "gzip_no_buffer", LEVELS, Arity.FLAG, (cf, d) -> Flag.of(d)));

    @Override
    public String name() {
        return "gzip";
    }

    @Override
    public List<DirectiveSpec<ConfScope>> directives() {
        return DIRECTIVES;
    }

    @Override
    public List<ModuleConfig<?>> configs() {
        return List.of(
                ModuleConfig.location(
                        KEY, GzipConfig::new, (scope, outer, inner) -> inner.inherit(outer)));
    }

    @Override
    public void prepare(HttpRegistry registry) {
        registry.variables()
                .define(
                        "gzip_ratio",
                        0,
                        x -> {
                            GzipStream stream = x.context(GzipStream.KEY);
                            return stream == null || stream.ratio() == 0
                                    ? null
                                    : "%.2f".formatted(stream.ratio());
                        });
    }

    @Override
    public void install(HttpRegistry registry) {
        registry.headerFilter(GzipModule::onHeader);
        registry.bodyFilter(GzipModule::onBody);
    }

    private static int onHeader(Exchange x, HeaderChain next) {
        GzipConfig config = x.conf(KEY);
        if (!config.enabled || !isCompressible(x, config)) {
            return next.send(x);
        }
        ResponseHead head = x.response();
        head.variesByEncoding |= config.vary;
        if (GzipAcceptance.allows(x, config)) {
            // a line, not the field: nginx adds it behind those of add_header
            head.headers.add("Content-Encoding", "gzip");
            head.clearContentLength();
            head.acceptRanges = false;
            head.headers.remove("Accept-Ranges");
            weakenEtag(head);
            GzipStream stream = new GzipStream(config.level, x.worker().allocator());
            x.setContext(GzipStream.KEY, stream);
            x.onCleanup(stream::close);
        }
        return next.send(x);
    }

    private static boolean isCompressible(Exchange x, GzipConfig config) {
        ResponseHead head = x.response();
        return (head.status == 200 || head.status == 403 || head.status == 404)
                && (head.contentEncoding == null || head.contentEncoding.isEmpty())
                && (head.contentLength < 0 || head.contentLength >= config.minLength)
                && config.types.contains(head.contentType)
                && !x.headerOnly();
    }

    /** What is compressed is not the same bytes any more. */
    private static void weakenEtag(ResponseHead head) {
        if (head.etag != null && !head.etag.startsWith("W/")) {
            head.etag = head.etag.startsWith("\"") ? "W/" + head.etag : null;
        }
        int line = head.headers.indexOf("ETag", 0);
        if (line >= 0 && head.headers.value(line).startsWith("\"")) {
            head.headers.setValue(line, "W/" + head.headers.value(line));
        }
    }

    private static int onBody(Exchange x, ByteBuf data, int flags, BodyChain next) {
        GzipStream stream = x.context(GzipStream.KEY);
        if (stream == null) {
            return next.send(x, data, flags);
        }
        boolean last = (flags & Exchange.LAST) != 0;
        ByteBuf compressed = stream.compress(data, (flags & Exchange.FLUSH) != 0, last);
        return next.send(x, compressed, flags);
    }

    // ---- directives

    private static Settings settings(ConfScope cf) {
        return cf.location(KEY).settings;
    }

    private static void types(ConfScope cf, Directive d) {
        Settings settings = settings(cf);
        MimeTypes before = settings.isSet(GzipConfig.TYPES) ? settings.get(GzipConfig.TYPES) : null;
        settings.put(GzipConfig.TYPES, MimeTypes.add(before, "text/html", cf, d));
    }

    private static void level(ConfScope cf, Directive d) {
        long level = Size.numberOf(d);
        if (level < 1 || level > 9) {
            throw d.fail("value must be between 1 and 9");
        }
        settings(cf).set(GzipConfig.LEVEL, level, d);
    }

    private static void disable(ConfScope cf, Directive d) {
        List<Regex> regexes = new ArrayList<>();
        for (String pattern : d.arguments()) {
            if (pattern.equals("degradation")) {
                continue;
            }
            regexes.add(
                    NamedCaptures.regex(
                            pattern.equals("msie6") ? "MSIE [4-6]\\.(?!.*SV1)" : pattern, true, d));
        }
        settings(cf).set(GzipConfig.DISABLED, regexes, d);
    }
}
