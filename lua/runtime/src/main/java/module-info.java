// SPDX-License-Identifier: Apache-2.0
/** What a Lua value is and does. */
module io.perilune.lua.runtime {
    exports io.perilune.lua.runtime;
    exports io.perilune.lua.runtime.lib;
}
