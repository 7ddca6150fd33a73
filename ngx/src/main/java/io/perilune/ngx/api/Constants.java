// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.api;

import io.perilune.lua.runtime.LightUserdata;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.Tag;
import io.perilune.ngx.engine.LuaWorker;

/** The constants of the table `ngx`. Stateless. */
public final class Constants {
    private record Constant(String name, int value) {}

    private static final Constant[] ALL = {
        // Results of nginx's functions.
        new Constant("OK", 0),
        new Constant("AGAIN", -2),
        new Constant("DONE", -4),
        new Constant("DECLINED", -5),
        new Constant("ERROR", -1),
        // Log levels.
        new Constant("STDERR", 0),
        new Constant("EMERG", 1),
        new Constant("ALERT", 2),
        new Constant("CRIT", 3),
        new Constant("ERR", 4),
        new Constant("WARN", 5),
        new Constant("NOTICE", 6),
        new Constant("INFO", 7),
        new Constant("DEBUG", 8),
        // Methods, as bits.
        new Constant("HTTP_GET", 2),
        new Constant("HTTP_HEAD", 4),
        new Constant("HTTP_POST", 8),
        new Constant("HTTP_PUT", 16),
        new Constant("HTTP_DELETE", 32),
        new Constant("HTTP_MKCOL", 64),
        new Constant("HTTP_COPY", 128),
        new Constant("HTTP_MOVE", 256),
        new Constant("HTTP_OPTIONS", 512),
        new Constant("HTTP_PROPFIND", 1024),
        new Constant("HTTP_PROPPATCH", 2048),
        new Constant("HTTP_LOCK", 4096),
        new Constant("HTTP_UNLOCK", 8192),
        new Constant("HTTP_PATCH", 16384),
        new Constant("HTTP_TRACE", 32768),
        // Statuses.
        new Constant("HTTP_CONTINUE", 100),
        new Constant("HTTP_SWITCHING_PROTOCOLS", 101),
        new Constant("HTTP_OK", 200),
        new Constant("HTTP_CREATED", 201),
        new Constant("HTTP_ACCEPTED", 202),
        new Constant("HTTP_NO_CONTENT", 204),
        new Constant("HTTP_PARTIAL_CONTENT", 206),
        new Constant("HTTP_SPECIAL_RESPONSE", 300),
        new Constant("HTTP_MOVED_PERMANENTLY", 301),
        new Constant("HTTP_MOVED_TEMPORARILY", 302),
        new Constant("HTTP_SEE_OTHER", 303),
        new Constant("HTTP_NOT_MODIFIED", 304),
        new Constant("HTTP_TEMPORARY_REDIRECT", 307),
        new Constant("HTTP_PERMANENT_REDIRECT", 308),
        new Constant("HTTP_BAD_REQUEST", 400),
        new Constant("HTTP_UNAUTHORIZED", 401),
        new Constant("HTTP_PAYMENT_REQUIRED", 402),
        new Constant("HTTP_FORBIDDEN", 403),
        new Constant("HTTP_NOT_FOUND", 404),
        new Constant("HTTP_NOT_ALLOWED", 405),
        new Constant("HTTP_NOT_ACCEPTABLE", 406),
        new Constant("HTTP_REQUEST_TIMEOUT", 408),
        new Constant("HTTP_CONFLICT", 409),
        new Constant("HTTP_GONE", 410),
        new Constant("HTTP_UPGRADE_REQUIRED", 426),
        new Constant("HTTP_TOO_MANY_REQUESTS", 429),
        new Constant("HTTP_CLOSE", 444),
        new Constant("HTTP_ILLEGAL", 451),
        new Constant("HTTP_INTERNAL_SERVER_ERROR", 500),
        new Constant("HTTP_NOT_IMPLEMENTED", 501),
        new Constant("HTTP_METHOD_NOT_IMPLEMENTED", 501),
        new Constant("HTTP_BAD_GATEWAY", 502),
        new Constant("HTTP_SERVICE_UNAVAILABLE", 503),
        new Constant("HTTP_GATEWAY_TIMEOUT", 504),
        new Constant("HTTP_VERSION_NOT_SUPPORTED", 505),
        new Constant("HTTP_INSUFFICIENT_STORAGE", 507)
    };

    private Constants() {}

    public static void install(LuaWorker worker, LuaTable ngx) {
        for (Constant constant : ALL) {
            ngx.setField(LuaString.constant(constant.name()), Tag.NUM, constant.value());
        }
        ngx.setField(LuaString.constant("null"), LightUserdata.NULL, 0);
    }
}
