// SPDX-License-Identifier: Apache-2.0
package io.perilune.http.modules.gzip;

import io.perilune.http.message.HttpVersion;
import io.perilune.http.module.Setting;
import io.perilune.http.module.Settings;
import io.perilune.http.modules.MimeTypes;
import io.perilune.regex.Regex;
import java.util.List;
import java.util.Set;

/**
 * What a level says about compressing. Filled while the configuration is read, then frozen by
 * {@link #inherit}.
 */
final class GzipConfig {

    static final Setting<Boolean> GZIP = Setting.of("gzip", false);
    static final Setting<Long> LEVEL = Setting.of("gzip_comp_level", 1L);
    static final Setting<Long> MIN_LENGTH = Setting.of("gzip_min_length", 20L);
    static final Setting<MimeTypes> TYPES =
            Setting.of("gzip_types", MimeTypes.of(List.of("text/html")));
    static final Setting<Boolean> VARY = Setting.of("gzip_vary", false);
    static final Setting<HttpVersion> HTTP_VERSION =
            Setting.of("gzip_http_version", HttpVersion.HTTP_1_1);
    static final Setting<Set<Proxied>> PROXIED = Setting.of("gzip_proxied", Set.of(Proxied.OFF));
    static final Setting<List<Regex>> DISABLED = Setting.of("gzip_disable", List.of());

    /** Which answers to requests that come through a proxy are compressed. */
    enum Proxied {
        OFF,
        EXPIRED,
        NO_CACHE,
        NO_STORE,
        PRIVATE,
        NO_LAST_MODIFIED,
        NO_ETAG,
        AUTH,
        ANY
    }

    final Settings settings = new Settings();
    boolean enabled;
    int level;
    long minLength;
    MimeTypes types;
    boolean vary;
    HttpVersion httpVersion;
    Set<Proxied> proxied;
    List<Regex> disabled;

    GzipConfig inherit(GzipConfig outer) {
        settings.inherit(outer.settings);
        enabled = settings.get(GZIP);
        level = (int) (long) settings.get(LEVEL);
        minLength = settings.get(MIN_LENGTH);
        types = settings.get(TYPES);
        vary = settings.get(VARY);
        httpVersion = settings.get(HTTP_VERSION);
        proxied = settings.get(PROXIED);
        disabled = settings.get(DISABLED);
        return this;
    }
}
