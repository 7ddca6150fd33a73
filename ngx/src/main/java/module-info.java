// SPDX-License-Identifier: Apache-2.0
/** OpenResty's API and engine, on ports. */
module io.perilune.ngx {
    requires transitive io.perilune.lua;
    requires io.perilune.regex;

    exports io.perilune.ngx;
    exports io.perilune.ngx.engine;
    exports io.perilune.ngx.phase;
    exports io.perilune.ngx.port;
    exports io.perilune.ngx.shm;
}
