// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.Facts;
import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.syntax.Source;
import io.perilune.lua.compiler.tree.Declaration;
import io.perilune.lua.compiler.tree.FunctionBody;
import io.perilune.lua.runtime.CodeLoader;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.MemoryLimit;
import io.perilune.lua.runtime.Prototype;
import io.perilune.lua.runtime.StackReserve;
import io.perilune.lua.runtime.Threshold;
import io.perilune.lua.runtime.TracedCode;
import java.lang.constant.ClassDesc;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The classes of one chunk, each written and defined when the JVM first asks for it: when an inner
 * function is first instantiated. Thread-safe.
 *
 * <p>A loader for each chunk makes code garbage with its functions; ordinary classes (hidden ones
 * would not be shown in stack traces) let profilers and debuggers see Lua files and lines.
 */
public final class ChunkDefiner extends CodeLoader {
    private static final String TRACED = "$traced";
    private static final String CLOSURE = "$closure";

    /**
     * The closures of functions with a text as long as this, in bytes, have a class of their own.
     * The code is made when it runs for the first time: libraries have many functions that a
     * program never calls.
     */
    private static final int TEXT_APART = Threshold.of(100, 1);

    /** What the names of all generated classes begin with. */
    static final String PACKAGE = "lua.";

    private final Source source;
    private final MethodSizes sizes;
    private final LuaString chunkName;
    private final String displayName;

    /** What all class names begin with. */
    private final String base;

    private final Map<String, Slice> slices = new ConcurrentHashMap<>();

    /** Functions without a class yet, by the name that it will have. */
    private final Map<String, FunctionScope> waiting = new ConcurrentHashMap<>();

    /** Classes by the function's place in the chunk, and the places by the classes' names. */
    private final Map<String, ClassDesc> classes = new ConcurrentHashMap<>();

    private final Map<String, String> paths = new ConcurrentHashMap<>();
    private final Supplier<FunctionScope> again;
    private final boolean isTraced;
    private final Map<String, Object[]> constants = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final String mainName;

    private ChunkDefiner(
            FunctionScope chunk, Source source, MethodSizes sizes, Supplier<FunctionScope> again) {
        super(CodeLoader.class.getClassLoader());
        this.again = again;
        this.isTraced = TracedChunks.contains(source);
        this.source = source;
        this.sizes = sizes;
        this.chunkName = LuaString.ofLatin1(source.chunkName());
        this.displayName = source.displayName();
        this.base = PACKAGE + base(displayName);
        this.mainName = ConstantPool.internalName(classOf(chunk)).replace('/', '.');
    }

    /**
     * The class of a resolved chunk's main function.
     *
     * @param again resolves the same chunk once more, for traced forms
     */
    public static Class<?> define(
            FunctionScope chunk, Source source, MethodSizes sizes, Supplier<FunctionScope> again) {
        ChunkDefiner definer = new ChunkDefiner(chunk, source, sizes, again);
        try {
            return Class.forName(definer.mainName, true, definer);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    // --- names -----------------------------------------------------------------------------------

    /** The class of a function's closures, which may have its code in it. */
    private ClassDesc classOf(FunctionScope scope) {
        ClassDesc known = classes.get(scope.path());
        return known != null
                ? known
                : classes.computeIfAbsent(scope.path(), path -> newClass(scope, path));
    }

    private ClassDesc newClass(FunctionScope scope, String path) {
        String code = base + "$" + count.getAndIncrement() + suffix(scope);
        String name = isApart(scope) ? code + CLOSURE : code;
        paths.put(name, path);
        waiting.put(name, scope);
        return ClassDesc.of(name);
    }

    private static String base(String displayName) {
        String file = displayName.substring(displayName.lastIndexOf('/') + 1);
        String plain = identifier(file);
        return plain.isEmpty() ? "chunk" : plain;
    }

    private static String suffix(FunctionScope scope) {
        String name = scope.body().name();
        return name == null ? "" : "_" + identifier(name);
    }

    private static String identifier(String text) {
        char[] plain = text.substring(0, Math.min(40, text.length())).toCharArray();
        for (int i = 0; i < plain.length; i++) {
            char c = plain[i];
            boolean isPlain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            plain[i] = isPlain ? c : '_';
        }
        return new String(plain);
    }

    // --- texts -----------------------------------------------------------------------------------

    /**
     * A function as written.
     *
     * @param text from its parameters' parenthesis on; the whole text of a main chunk
     * @param line of the text's begin
     */
    public record FunctionText(
            LuaString chunkName, byte[] text, int line, boolean isMain, List<String> upvalues) {}

    /** Of a function that a definer has made; null for any other. */
    public static FunctionText textOf(LuaFunction function) {
        return function.getClass().getClassLoader() instanceof ChunkDefiner definer
                ? definer.textOf(definer.slices.get(function.getClass().getName()))
                : null;
    }

    private FunctionText textOf(Slice slice) {
        byte[] text = Arrays.copyOfRange(source.text(), slice.begin, slice.end);
        return new FunctionText(chunkName, text, slice.line, slice.isMain, slice.upvalues);
    }

    private record Slice(int begin, int end, int line, boolean isMain, List<String> upvalues) {
        static Slice of(FunctionScope scope, int firstLine) {
            FunctionBody body = scope.body();
            boolean isMain = scope.parent() == null;
            return new Slice(
                    body.begin().offset(),
                    body.end().offset(),
                    isMain ? firstLine : body.begin().line(),
                    isMain,
                    List.of(upvalueNames(scope)));
        }
    }

    /**
     * The class file of a function whose outer functions have been given here before: for listings.
     */
    public static byte[] classFile(FunctionScope scope, String displayName) {
        ClassContext context =
                new ClassContext(
                        scope,
                        ClassDesc.of(PACKAGE + "Listed"),
                        inner -> ClassDesc.of(PACKAGE + "Inner" + suffix(inner)));
        return new FunctionEmitter(context, displayName).emit().toBytes();
    }

    // --- classes ---------------------------------------------------------------------------------

    /** Its own classes first: there are many, and looking for one everywhere else takes long. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(base)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> made = findLoadedClass(name);
            return made != null ? made : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        FunctionScope scope = waiting.get(name);
        if (scope == null) {
            throw new ClassNotFoundException(name);
        }
        // What fails in the midst of this, or in the class's initialiser, could not be repeated.
        StackReserve.require();
        MemoryLimit outer = MemoryLimit.pause();
        try {
            return isTraced
                    ? defineStub(name, scope)
                    : name.endsWith(CLOSURE)
                            ? defineClosure(name, scope)
                            : definePlain(name, scope);
        } finally {
            MemoryLimit.leave(outer);
        }
    }

    private boolean isApart(FunctionScope scope) {
        return !isTraced && scope.parent() != null && textLength(scope) >= TEXT_APART;
    }

    private static int textLength(FunctionScope scope) {
        return scope.body().end().offset() - scope.body().begin().offset();
    }

    /** The closures' class alone. */
    private Class<?> defineClosure(String name, FunctionScope scope) {
        String code = codeName(name);
        byte[] bytes =
                ClosureClass.file(
                        scope, name.replace('.', '/'), code.replace('.', '/'), displayName);
        Prototype prototype = prototype(scope);
        prototype.linesAreUnknown();
        waiting.put(code, scope);
        return define(name, scope, prototype, bytes);
    }

    @Override
    protected void makeCode(Class<?> closure) {
        try {
            loadClass(codeName(closure.getName()));
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Class<?> definePlain(String name, FunctionScope scope) {
        ClassDesc self = classOf(scope);
        ClassDesc code = isApart(scope) ? ClassDesc.of(name) : self;
        Supplier<ClassContext> newContext =
                () -> new ClassContext(scope, self, code, false, this::classOf);
        ClassContext context = newContext.get();
        ClassWriter writer = isSurelyTooLarge(scope) ? null : emitWhole(context);
        if (isForBlocks(scope, writer)) {
            context = newContext.get();
            context.extract(sizes.block());
            writer = emitWhole(context);
        }
        if (writer == null) {
            context = newContext.get();
            writer = emitInPieces(context);
        }
        Prototype prototype = prototype(scope);
        prototype.callSites(writer.sites(), writer.soleMethod());
        prototype.lines(writer.lines());
        constants.put(name, context.constants().values().toArray());
        return define(name, scope, prototype, writer.toBytes());
    }

    private static String codeName(String closure) {
        return closure.substring(0, closure.length() - CLOSURE.length());
    }

    private Class<?> define(String name, FunctionScope scope, Prototype prototype, byte[] bytes) {
        slices.put(name, Slice.of(scope, source.firstLine()));
        waiting.remove(name);
        Class<?> made = defineClass(name, bytes, 0, bytes.length);
        boolean isCode = isApart(scope) && !name.endsWith(CLOSURE);
        Class<?> closure = isCode ? findLoadedClass(name + CLOSURE) : made;
        Prototype.register(made, prototype, closure);
        if (isCode) {
            Prototype.of(closure).linesOf(prototype);
        }
        return made;
    }

    // --- traced forms ----------------------------------------------------------------------------

    /** A chunk that looks at its own locals has only traced forms. */
    private Class<?> defineStub(String name, FunctionScope scope) {
        ClassContext context = new ClassContext(scope, classOf(scope), this::classOf);
        byte[] bytes = new FunctionEmitter(context, displayName).emitStub().toBytes();
        Prototype prototype = prototype(scope);
        defineTraced(name, scope, prototype);
        return define(name, scope, prototype, bytes);
    }

    @Override
    protected TracedCode traced(Class<?> plain) {
        String name = plain.getName() + TRACED;
        StackReserve.require();
        synchronized (getClassLoadingLock(name)) {
            Class<?> made = findLoadedClass(name);
            if (made == null) {
                made = defineTraced(plain.getName(), scopeAgain(plain), Prototype.of(plain));
            }
            try {
                return (TracedCode) made.getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The trees are not kept: the text is read again. */
    private FunctionScope scopeAgain(Class<?> plain) {
        FunctionScope scope = again.get();
        Facts.find(scope);
        String path = paths.get(plain.getName());
        for (String step : path.isEmpty() ? new String[0] : path.substring(1).split("\\.")) {
            scope = scope.functions().get(Integer.parseInt(step));
            Facts.find(scope);
        }
        return scope;
    }

    private Class<?> defineTraced(String plain, FunctionScope scope, Prototype prototype) {
        String name = plain + TRACED;
        ClassContext context =
                new ClassContext(
                        scope, ClassDesc.of(plain), ClassDesc.of(name), true, this::classOf);
        ClassWriter writer = emitInPieces(context);
        byte[] bytes = writer.toBytes();
        Prototype own = prototype(scope);
        own.callSites(writer.sites(), writer.soleMethod());
        prototype.lines(writer.lines());
        prototype.scopes(context.visible().table());
        constants.put(name, context.constants().values().toArray());
        Class<?> made = defineClass(name, bytes, 0, bytes.length);
        Prototype.register(made, own);
        return made;
    }

    /** An estimate from the text's length saves the better one, as a rule. */
    private boolean isSurelyTooLarge(FunctionScope scope) {
        int limit = sizes.whole();
        FunctionBody body = scope.body();
        return textLength(scope) > limit / Weights.OF_BYTE
                && new Weights().of(body.block()) > limit;
    }

    /** Whether the function's blocks become methods of their own. */
    private boolean isForBlocks(FunctionScope scope, ClassWriter whole) {
        return whole == null
                ? !isSurelyTooLarge(scope)
                : whole.largestMethod() > sizes.withBlocks();
    }

    /** Null when the function is too large for a method. */
    private ClassWriter emitWhole(ClassContext context) {
        try {
            return new FunctionEmitter(context, displayName).emit();
        } catch (IllegalArgumentException tooLarge) {
            return null;
        }
    }

    private ClassWriter emitInPieces(ClassContext context) {
        context.split(sizes.piece());
        try {
            return new FunctionEmitter(context, displayName).emit();
        } catch (IllegalArgumentException tooLarge) {
            int line = context.scope().body().end().line();
            throw new LuaError(
                    LuaString.ofLatin1(
                            displayName + ":" + line + ": function or expression too complex"));
        }
    }

    @Override
    protected Object[] constantsOf(Class<?> code) {
        return constants.remove(code.getName());
    }

    private Prototype prototype(FunctionScope scope) {
        Prototype prototype =
                new Prototype(
                        chunkName,
                        displayName,
                        scope.body().begin().line(),
                        scope.body().end().line(),
                        scope.body().parameters().size(),
                        scope.body().isVararg(),
                        upvalueNames(scope));
        prototype.parameterNames(parameterNames(scope.body()));
        return prototype;
    }

    private static String[] upvalueNames(FunctionScope scope) {
        String[] names = new String[scope.upvalues().size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = scope.upvalues().get(i).name();
        }
        return names;
    }

    private static String[] parameterNames(FunctionBody body) {
        List<Declaration> parameters = body.parameters();
        String[] names = new String[parameters.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = parameters.get(i).name();
        }
        return names;
    }
}
