// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx.engine;

import io.perilune.lua.runtime.LuaTable;

/** A noun of OpenResty's API: puts its functions and modules into a machine. */
@FunctionalInterface
public interface ApiGroup {
    /**
     * @param ngx the global table `ngx`
     */
    void install(LuaWorker worker, LuaTable ngx);
}
