// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler;

import io.perilune.lua.compiler.emit.ChunkDefiner;
import io.perilune.lua.compiler.emit.KeptClasses;
import io.perilune.lua.compiler.emit.MethodSizes;
import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.scope.Resolver;
import io.perilune.lua.compiler.syntax.Checkpoint;
import io.perilune.lua.compiler.syntax.Dialect;
import io.perilune.lua.compiler.syntax.Parser;
import io.perilune.lua.compiler.syntax.Source;
import io.perilune.lua.compiler.syntax.SyntaxError;
import io.perilune.lua.compiler.tree.FunctionBody;
import io.perilune.lua.runtime.ChunkLoader;
import io.perilune.lua.runtime.ChunkName;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.LuaVm;
import java.util.function.Supplier;

/**
 * Compiles chunks: parses and checks the whole text at once, writes each function's code when it is
 * first needed. Immutable, thread-safe.
 */
public final class LuaCompiler implements ChunkLoader {
    private final Dialect dialect;
    private final MethodSizes sizes;

    /** Null when nothing is kept. */
    private final CodeCache cache;

    /** For OpenResty's dialect. */
    public LuaCompiler() {
        this(Dialect.OPENRESTY);
    }

    public LuaCompiler(Dialect dialect) {
        this(dialect, MethodSizes.USUAL, null);
    }

    /** A compiler that looks for chunks in a cache first. */
    public LuaCompiler(Dialect dialect, CodeCache cache) {
        this(dialect, MethodSizes.USUAL, cache);
    }

    private LuaCompiler(Dialect dialect, MethodSizes sizes, CodeCache cache) {
        this.dialect = dialect;
        this.sizes = sizes;
        this.cache = cache;
    }

    /**
     * A compiler that splits all functions larger than this, in bytes of code, as the usual one
     * does with those that are too large for the JVM. Slow code: for tests.
     */
    public LuaCompiler withPieces(int size) {
        return new LuaCompiler(dialect, MethodSizes.ofPieces(size), null);
    }

    /**
     * A compiler that makes methods of blocks up to this size, in bytes of code, in all functions,
     * as the usual one does in large ones. For tests.
     */
    public LuaCompiler withBlocks(int size) {
        return new LuaCompiler(dialect, MethodSizes.ofBlocks(size), null);
    }

    @Override
    public LuaFunction load(LuaVm vm, byte[] source, LuaString chunkName, LuaTable environment) {
        return DumpedFunction.isBinary(source)
                ? undump(vm, source, chunkName, environment)
                : compile(vm, new Source(source, chunkName.toLatin1()), environment);
    }

    private LuaFunction compile(LuaVm vm, Source source, LuaTable environment) {
        try {
            ChunkCache.Key key = new ChunkCache.Key(source, dialect, sizes);
            return ChunkCache.SHARED
                    .get(key, () -> read(source, new Checkpoint(vm::heed)))
                    .instantiate(environment);
        } catch (SyntaxError e) {
            throw new LuaError(LuaString.ofLatin1(e.getMessage()));
        } catch (StackOverflowError e) {
            throw new LuaError("stack overflow");
        }
    }

    private Chunk read(Source source, Checkpoint checkpoint) {
        KeptClasses kept = cache == null ? KeptClasses.NONE : cache.of(source, dialect);
        // The second time is in the midst of a class's making, where nothing may stop it.
        Supplier<FunctionScope> again = () -> resolve(source, Checkpoint.none());
        return kept.main() == null
                ? Chunk.of(
                        resolve(source, checkpoint),
                        scope -> ChunkDefiner.define(scope, source, sizes, again, kept))
                : Chunk.of(ChunkDefiner.define(source, sizes, again, kept));
    }

    private FunctionScope resolve(Source source, Checkpoint checkpoint) {
        FunctionBody tree = Parser.parse(source, dialect, checkpoint);
        return Resolver.resolve(tree, source.displayName(), checkpoint);
    }

    // --- dumped functions ------------------------------------------------------------------------

    @Override
    public byte[] dump(LuaFunction function, boolean strip) {
        LuaFunction code = function instanceof DataChunk data ? data.compiled() : function;
        ChunkDefiner.FunctionText text = ChunkDefiner.textOf(code);
        return text == null ? null : DumpedFunction.encode(text, strip);
    }

    private LuaFunction undump(LuaVm vm, byte[] source, LuaString chunkName, LuaTable environment) {
        DumpedFunction dumped = DumpedFunction.decode(source);
        if (dumped == null) {
            throw incompatible(chunkName);
        }
        String name = dumped.nameOr(chunkName.toLatin1());
        LuaFunction chunk =
                compile(vm, new Source(dumped.chunk(), name, dumped.line()), environment);
        Object made = dumped.isMain() ? chunk : vm.call1(chunk);
        if (made instanceof LuaFunction function) {
            return function;
        }
        throw incompatible(chunkName);
    }

    private static LuaError incompatible(LuaString chunkName) {
        String name = chunkName.toLatin1();
        String shown = name.startsWith("\u001b") ? "(binary)" : ChunkName.display(name);
        return new LuaError(LuaString.ofLatin1(shown + ": cannot load incompatible bytecode"));
    }
}
