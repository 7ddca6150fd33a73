// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf;

import io.perilune.build.ArchitectureTest;
import io.perilune.conf.tree.Directive;

class ModuleArchitectureTest extends ArchitectureTest {

    ModuleArchitectureTest() {
        super(Directive.class);
    }
}
