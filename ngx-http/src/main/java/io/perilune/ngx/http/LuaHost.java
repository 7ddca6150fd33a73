// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.http;

import io.perilune.ngx.shm.DictZones;

/**
 * What outlives a configuration: a reload's new modules find here what the old ones leave them. The
 * composition root makes one for the process and gives it to each {@link LuaModule}. Used by the
 * thread that reads configurations.
 */
public final class LuaHost {

    private final int nginxVersion;
    private final int luaModuleVersion;
    private final String configureArguments;
    private DictZones zones;

    /**
     * @param nginxVersion {@code ngx.config.nginx_version}: 1029007 for 1.29.7
     * @param luaModuleVersion {@code ngx.config.ngx_lua_version}
     * @param configureArguments {@code ngx.config.nginx_configure()}
     */
    public LuaHost(int nginxVersion, int luaModuleVersion, String configureArguments) {
        this.nginxVersion = nginxVersion;
        this.luaModuleVersion = luaModuleVersion;
        this.configureArguments = configureArguments;
    }

    int nginxVersion() {
        return nginxVersion;
    }

    int luaModuleVersion() {
        return luaModuleVersion;
    }

    String configureArguments() {
        return configureArguments;
    }

    /** The shared dictionaries of the configuration that runs now; null before the first. */
    DictZones zones() {
        return zones;
    }

    void zones(DictZones current) {
        zones = current;
    }
}
