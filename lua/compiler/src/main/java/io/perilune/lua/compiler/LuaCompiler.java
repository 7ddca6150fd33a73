// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import io.perilune.lua.compiler.emit.ChunkDefiner;
import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.scope.Resolver;
import io.perilune.lua.compiler.syntax.Dialect;
import io.perilune.lua.compiler.syntax.Parser;
import io.perilune.lua.compiler.syntax.Source;
import io.perilune.lua.compiler.syntax.SyntaxError;
import io.perilune.lua.compiler.tree.FunctionBody;
import io.perilune.lua.runtime.ChunkLoader;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;

/**
 * Compiles chunks: parses and checks the whole text at once, writes each function's code when it is first needed. Immutable,
 * thread-safe.
 */
public final class LuaCompiler implements ChunkLoader {
    private final Dialect dialect;

    /** For OpenResty's dialect. */
    public LuaCompiler() {
        this(Dialect.OPENRESTY);
    }

    public LuaCompiler(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public LuaFunction load(LuaVm vm, byte[] source, LuaString chunkName, LuaTable environment) {
        Source text = new Source(source, chunkName.toLatin1());
        try {
            FunctionBody tree = Parser.parse(text, dialect);
            FunctionScope scope = Resolver.resolve(tree, text.displayName());
            return ChunkDefiner.define(scope, chunkName, text.displayName(), environment);
        } catch (SyntaxError e) {
            throw new LuaError(LuaString.ofLatin1(e.getMessage()));
        } catch (StackOverflowError e) {
            throw new LuaError("stack overflow");
        }
    }
}
