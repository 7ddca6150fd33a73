// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.scope.Upvalue;
import io.perilune.lua.compiler.tree.Declaration;
import io.perilune.lua.compiler.tree.FunctionBody;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.Prototype;

/**
 * What a function's text says of it, without its code. Immutable; nobody writes to the arrays.
 *
 * @param begin offset of its text: of its parameters' parenthesis, or of the whole of a main chunk
 * @param end offset behind its text
 * @param line where it begins; 0 for a main chunk
 * @param upvalues their names, by number
 */
public record FunctionHead(
        int begin,
        int end,
        int line,
        int lastLine,
        boolean isVararg,
        String[] parameters,
        String[] upvalues) {

    static FunctionHead of(FunctionScope scope) {
        FunctionBody body = scope.body();
        return new FunctionHead(
                body.begin().offset(),
                body.end().offset(),
                body.begin().line(),
                body.end().line(),
                body.isVararg(),
                body.parameters().stream().map(Declaration::name).toArray(String[]::new),
                scope.upvalues().stream().map(Upvalue::name).toArray(String[]::new));
    }

    Prototype prototype(LuaString chunkName, String displayName) {
        Prototype prototype =
                new Prototype(
                        chunkName,
                        displayName,
                        line,
                        lastLine,
                        parameters.length,
                        isVararg,
                        upvalues);
        prototype.parameterNames(parameters);
        return prototype;
    }
}
