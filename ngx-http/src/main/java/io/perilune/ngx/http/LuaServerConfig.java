// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.perilune.http.exchange.ModuleKey;

/**
 * What directives say for a server. Filled while the configuration is read, then only looked at.
 */
final class LuaServerConfig {

    static final ModuleKey<LuaServerConfig> KEY = ModuleKey.of("lua server");

    HandlerCode serverRewrite;

    static LuaServerConfig merge(LuaServerConfig outer, LuaServerConfig inner) {
        if (inner.serverRewrite == null) {
            inner.serverRewrite = outer.serverRewrite;
        }
        return inner;
    }
}
