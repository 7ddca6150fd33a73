// SPDX-License-Identifier: Apache-2.0
/** The front door of Lua for Java programs. */
module io.perilune.lua {
    requires transitive io.perilune.lua.runtime;
    requires transitive io.perilune.lua.compiler;
    requires transitive io.perilune.lua.stdlib;

    exports io.perilune.lua;
}
