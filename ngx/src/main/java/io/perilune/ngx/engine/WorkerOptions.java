// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.engine;

import io.perilune.ngx.shm.DictZones;
import java.util.Set;

/**
 * What a machine is built from: the `lua_*` directives of the http block, and what ngx.config
 * tells. Immutable.
 *
 * @param prefix the server's prefix with a slash at its end
 * @param packagePath `lua_package_path` with everything expanded, or null for Lua's own
 * @param packageCpath `lua_package_cpath`, likewise
 * @param zones the shared dictionaries
 * @param init `init_by_lua*`, which every new machine of a request runs when the code cache is off;
 *     or null
 * @param regexCacheEntries `lua_regex_cache_max_entries`
 * @param regexMatchLimit `lua_regex_match_limit`; 0 for the regex engine's own
 * @param maxPendingTimers `lua_max_pending_timers`
 * @param maxRunningTimers `lua_max_running_timers`
 * @param nginxVersion as a number: 1029007
 * @param luaModuleVersion ngx.config.ngx_lua_version: 10029
 * @param configureArguments ngx.config.nginx_configure()
 * @param environment what `env` directives say, each a name or {@code NAME=value}
 */
public record WorkerOptions(
        String prefix,
        String packagePath,
        String packageCpath,
        DictZones zones,
        LuaCode init,
        int regexCacheEntries,
        int regexMatchLimit,
        int maxPendingTimers,
        int maxRunningTimers,
        int nginxVersion,
        int luaModuleVersion,
        String configureArguments,
        Set<String> environment) {

    /** nginx's defaults. */
    public static WorkerOptions defaults(String prefix) {
        return new WorkerOptions(
                prefix,
                null,
                null,
                new DictZones(),
                null,
                1024,
                0,
                1024,
                256,
                1_029_007,
                10_029,
                "",
                Set.of());
    }

    public WorkerOptions withZones(DictZones dictionaries) {
        return new WorkerOptions(
                prefix,
                packagePath,
                packageCpath,
                dictionaries,
                init,
                regexCacheEntries,
                regexMatchLimit,
                maxPendingTimers,
                maxRunningTimers,
                nginxVersion,
                luaModuleVersion,
                configureArguments,
                environment);
    }

    public WorkerOptions withPath(String path, String cpath) {
        return new WorkerOptions(
                prefix,
                path,
                cpath,
                zones,
                init,
                regexCacheEntries,
                regexMatchLimit,
                maxPendingTimers,
                maxRunningTimers,
                nginxVersion,
                luaModuleVersion,
                configureArguments,
                environment);
    }

    public WorkerOptions withInit(LuaCode code) {
        return new WorkerOptions(
                prefix,
                packagePath,
                packageCpath,
                zones,
                code,
                regexCacheEntries,
                regexMatchLimit,
                maxPendingTimers,
                maxRunningTimers,
                nginxVersion,
                luaModuleVersion,
                configureArguments,
                environment);
    }

    /**
     * A variable of the environment as workers see it: what `env` sets, or keeps of the process's
     * own (and `TZ`, which nginx always keeps).
     *
     * @param whole whether the process's own variables are seen even when no directive keeps them
     */
    public String environmentValue(String name, boolean whole) {
        String setting = name + "=";
        for (String declared : environment) {
            if (declared.startsWith(setting)) {
                return declared.substring(setting.length());
            }
        }
        return whole || environment.contains(name) || name.equals("TZ")
                ? System.getenv(name)
                : null;
    }
}
