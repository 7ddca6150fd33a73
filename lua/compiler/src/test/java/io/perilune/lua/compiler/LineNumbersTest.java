// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.perilune.lua.compiler.emit.ChunkDefiner;
import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.scope.Resolver;
import io.perilune.lua.compiler.syntax.Dialect;
import io.perilune.lua.compiler.syntax.Parser;
import io.perilune.lua.compiler.syntax.Source;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.LineNumber;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A Java debugger stops at the first instruction of a line, in the first method that has it. */
class LineNumbersTest {
    @Test
    void aStatementsCodeBeginsWithItsLine() {
        FunctionScope chunk =
                Resolver.resolve(
                        Parser.parse(
                                Source.of(
                                        "local function add(a, b)\n local c = a + b\n return c\nend"
                                                + "\nreturn add(1, 2)",
                                        "=c"),
                                Dialect.OPENRESTY),
                        "c");
        ChunkDefiner.classFile(chunk, "c");
        List<MethodModel> methods =
                ClassFile.of()
                        .parse(ChunkDefiner.classFile(chunk.functions().getFirst(), "c"))
                        .methods();
        List<Integer> lines = new ArrayList<>();
        for (MethodModel method : methods) {
            if (!method.methodName().stringValue().startsWith("call")) {
                // What is hardly ever reached has methods of its own, behind this one.
                continue;
            }
            for (CodeElement element : method.code().orElseThrow()) {
                if (element instanceof LineNumber line) {
                    lines.add(line.line());
                }
            }
        }
        // Line 1 has no code of its own: no shortcut of line 2 is taken for it.
        // Nothing comes to line 4, behind the return.
        assertThat(lines).containsExactly(2, 3);
    }
}
