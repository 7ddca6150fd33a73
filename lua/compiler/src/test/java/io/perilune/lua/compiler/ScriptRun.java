// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import io.perilune.lua.compiler.syntax.Dialect;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaVm;
import io.perilune.lua.stdlib.LibraryOptions;
import io.perilune.lua.stdlib.StandardLibraries;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs scripts in fresh machines and collects what they print. Stateless. */
final class ScriptRun {
    /** Every function with more than a few statements is split. */
    private static final int PIECE = 200;

    /** Every block with more than a call is a method. */
    private static final int BLOCK = 100;

    private ScriptRun() {}

    /** The ways in which functions are put into methods. */
    static List<LuaCompiler> compilers(Dialect dialect) {
        LuaCompiler usual = new LuaCompiler(dialect);
        return List.of(usual, usual.withPieces(PIECE), usual.withBlocks(BLOCK));
    }

    static String output(String script, LuaCompiler compiler) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LuaVm vm = new LuaVm();
        vm.chunkLoader(compiler);
        StandardLibraries.install(vm, LibraryOptions.standard().withOutput(out));
        try {
            byte[] text = script.getBytes(StandardCharsets.ISO_8859_1);
            vm.call(vm.chunkLoader().load(vm, text, LuaString.of("=script"), vm.globals()));
        } catch (LuaError e) {
            out.writeBytes(("error: " + e.value() + "\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}
