// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.perilune.http.exchange.ModuleKey;
import io.perilune.ngx.phase.LuaPhase;
import io.perilune.ngx.port.LocationSettings;
import java.util.HashMap;
import java.util.Map;

/**
 * What directives say for a location. Filled while the configuration is read, then only looked at.
 */
final class LuaLocationConfig {

    static final ModuleKey<LuaLocationConfig> KEY = ModuleKey.of("lua location");

    HandlerCode rewrite;
    HandlerCode access;
    HandlerCode precontent;
    HandlerCode content;
    HandlerCode headerFilter;
    HandlerCode bodyFilter;
    HandlerCode log;
    boolean needRequestBody;
    boolean codeCache = true;
    LocationSettings settings = LocationSettings.DEFAULTS;
    private final Map<String, Boolean> flags = new HashMap<>();

    HandlerCode handler(LuaPhase phase) {
        return switch (phase) {
            case REWRITE -> rewrite;
            case ACCESS -> access;
            case PRECONTENT -> precontent;
            case CONTENT -> content;
            case HEADER_FILTER -> headerFilter;
            case BODY_FILTER -> bodyFilter;
            case LOG -> log;
            default -> throw new IllegalArgumentException(phase.phaseName());
        };
    }

    void handler(LuaPhase phase, HandlerCode code) {
        switch (phase) {
            case REWRITE -> rewrite = code;
            case ACCESS -> access = code;
            case PRECONTENT -> precontent = code;
            case CONTENT -> content = code;
            case HEADER_FILTER -> headerFilter = code;
            case BODY_FILTER -> bodyFilter = code;
            case LOG -> log = code;
            default -> throw new IllegalArgumentException(phase.phaseName());
        }
    }

    /** Sets a switch; false when it is set already. */
    boolean flag(String directive, boolean value) {
        return flags.putIfAbsent(directive, value) == null;
    }

    /** Takes from the outer level what is not set here; content handlers are not inherited. */
    static LuaLocationConfig merge(LuaLocationConfig outer, LuaLocationConfig inner) {
        for (LuaPhase phase : LuaDirectives.LOCATION_PHASES) {
            if (inner.handler(phase) == null) {
                inner.handler(phase, outer.handler(phase));
            }
        }
        outer.flags.forEach(inner.flags::putIfAbsent);
        inner.freeze();
        return inner;
    }

    private void freeze() {
        needRequestBody = flags.getOrDefault("lua_need_request_body", false);
        codeCache = flags.getOrDefault("lua_code_cache", true);
        LocationSettings standard = LocationSettings.DEFAULTS;
        settings =
                new LocationSettings(
                        flags.getOrDefault("lua_transform_underscores_in_response_headers", true),
                        flags.getOrDefault("lua_http10_buffering", true),
                        flags.getOrDefault("lua_use_default_type", true),
                        flags.getOrDefault("lua_check_client_abort", false),
                        standard.logSocketErrors(),
                        standard.connectTimeout(),
                        standard.sendTimeout(),
                        standard.readTimeout());
    }
}
