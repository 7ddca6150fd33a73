// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import io.perilune.build.ArchitectureTest;

class ModuleArchitectureTest extends ArchitectureTest {

    ModuleArchitectureTest() {
        super(LuaVm.class);
    }
}
