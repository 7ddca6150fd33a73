// SPDX-License-Identifier: Apache-2.0
/** Lua's standard libraries, one class each. */
module io.perilune.lua.stdlib {
    requires transitive io.perilune.lua.runtime;
    requires jdk.management;

    exports io.perilune.lua.stdlib;
}
