// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import io.perilune.build.ArchitectureTest;
import io.perilune.lua.compiler.syntax.Lexer;

class ModuleArchitectureTest extends ArchitectureTest {

    ModuleArchitectureTest() {
        super(Lexer.class);
    }
}
