// SPDX-License-Identifier: Apache-2.0
package io.perilune.ngx;

import io.perilune.build.ArchitectureTest;

class ModuleArchitectureTest extends ArchitectureTest {

    ModuleArchitectureTest() {
        super(Ngx.class);
    }
}
