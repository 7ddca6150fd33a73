// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perilune.lua.compiler.syntax.Dialect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random programs print the same as under Debian's luajit, whole and split. */
class DifferentialTest {
    private static final int PROGRAMS = Integer.getInteger("perilune.fuzz.programs", 100);
    private static final long FIRST_SEED = Long.getLong("perilune.fuzz.seed", 1);

    @TempDir Path folder;

    @BeforeEach
    void needsLuaJit() {
        boolean isThere = Files.isExecutable(Path.of("/usr/bin/luajit"));
        assumeTrue(isThere, "luajit is not installed: random programs are not compared");
    }

    @Test
    void randomProgramsPrintTheSame() throws IOException, InterruptedException {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
            String program = new RandomProgram(seed).write();
            String wanted = withoutNames(reference(program));
            // Each part prints: else the program was not even read.
            assertThat(wanted.lines())
                    .as("seed %d", seed)
                    .hasSizeGreaterThanOrEqualTo(RandomProgram.PARTS);
            int way = 0;
            for (LuaCompiler compiler : ScriptRun.compilers(Dialect.LUAJIT)) {
                assertThat(withoutNames(ScriptRun.output(program, compiler)))
                        .as("seed %d, compiler %d", seed, way++)
                        .isEqualTo(wanted);
            }
        }
    }

    /**
     * LuaJIT finds names of operands in its registers, where we do not look: "local 'x' (a nil
     * value)".
     */
    private static String withoutNames(String output) {
        return output.replaceAll(
                "(local|upvalue|global|field|method) '[^']*' \\((a \\w+) value\\)", "$2 value");
    }

    private String reference(String program) throws IOException, InterruptedException {
        Path file = folder.resolve("program.lua");
        Files.writeString(file, program, StandardCharsets.ISO_8859_1);
        String run =
                "local f, e = loadstring(io.open(arg[1]):read('*a'), '=script') "
                        + "if not f then print('error: ' .. e) else local ok, e = pcall(f) "
                        + "if not ok then print('error: ' .. tostring(e)) end end";
        Path driver = folder.resolve("driver.lua");
        Files.writeString(driver, run);
        Process process =
                new ProcessBuilder("/usr/bin/luajit", driver.toString(), file.toString())
                        .redirectErrorStream(true)
                        .start();
        String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        process.waitFor();
        return output;
    }
}
