// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import io.perilune.build.ArchitectureTest;

class ModuleArchitectureTest extends ArchitectureTest {

    ModuleArchitectureTest() {
        super(Main.class);
    }
}
