// SPDX-License-Identifier: Apache-2.0
/** Where OpenResty's Lua API and nginx's HTTP behaviour meet. */
module io.perilune.ngx.http {
    requires transitive io.perilune.ngx;
    requires transitive io.perilune.http;
    requires io.perilune.lua.compiler;

    exports io.perilune.ngx.http;
}
