// SPDX-License-Identifier: Apache-2.0
/** Lua text to JVM classes. */
module io.perilune.lua.compiler {
    requires transitive io.perilune.lua.runtime;

    exports io.perilune.lua.compiler;
    exports io.perilune.lua.compiler.syntax;
    exports io.perilune.lua.compiler.tree;
}
