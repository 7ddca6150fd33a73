// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import io.perilune.lua.compiler.emit.ChunkDefiner;
import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.scope.Local;
import io.perilune.lua.compiler.scope.Resolver;
import io.perilune.lua.compiler.scope.Upvalue;
import io.perilune.lua.compiler.syntax.Dialect;
import io.perilune.lua.compiler.syntax.Parser;
import io.perilune.lua.compiler.syntax.Source;
import io.perilune.lua.compiler.tree.Statement;
import java.lang.classfile.ClassFile;

/**
 * What the compiler makes of a text, for people: of every function its statements, its variables
 * with what was proven about them, and its class. Single use.
 */
public final class Listing {
    private final StringBuilder out = new StringBuilder();
    private final String displayName;

    private Listing(String displayName) {
        this.displayName = displayName;
    }

    /**
     * @throws io.perilune.lua.compiler.syntax.SyntaxError when the text is no Lua
     */
    public static String of(Source source, Dialect dialect) {
        Listing listing = new Listing(source.displayName());
        listing.function(Resolver.resolve(Parser.parse(source, dialect), source.displayName()));
        return listing.out.toString();
    }

    private void function(FunctionScope scope) {
        String classText = classText(scope);
        String name = scope.parent() == null ? "main chunk" : String.valueOf(scope.body().name());
        line("function " + name + " <" + displayName + ":" + scope.body().begin().line() + ">");
        for (Local local : scope.locals()) {
            line(
                    "  local "
                            + local.name()
                            + ": "
                            + local.kind()
                            + (local.isCell() ? ", in a cell" : ""));
        }
        for (Upvalue upvalue : scope.upvalues()) {
            line(
                    "  upvalue "
                            + upvalue.name()
                            + ": "
                            + (upvalue.isSelf()
                                    ? "the function itself"
                                    : upvalue.local().isCell() ? "a cell" : "copied"));
        }
        for (Statement statement : scope.body().block().statements()) {
            line("  " + statement);
        }
        line(classText);
        scope.functions().forEach(this::function);
    }

    private String classText(FunctionScope scope) {
        try {
            return ClassFile.of().parse(ChunkDefiner.classFile(scope, displayName)).toDebugString();
        } catch (IllegalArgumentException tooLarge) {
            return "  (spread over several methods: " + tooLarge.getMessage() + ")";
        }
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
