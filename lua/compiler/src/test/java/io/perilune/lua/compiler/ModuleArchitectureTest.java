// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import io.perilune.build.ArchitectureTest;

class ModuleArchitectureTest extends ArchitectureTest {

    ModuleArchitectureTest() {
        super(LuaCompiler.class);
    }
}
