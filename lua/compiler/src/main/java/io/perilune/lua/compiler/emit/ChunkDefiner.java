// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.emit;

import io.perilune.lua.compiler.scope.FunctionScope;
import io.perilune.lua.compiler.syntax.Source;
import io.perilune.lua.runtime.CodeLoader;
import io.perilune.lua.runtime.LuaFunction;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.MemoryLimit;
import io.perilune.lua.runtime.Prototype;
import io.perilune.lua.runtime.StackReserve;
import io.perilune.lua.runtime.Threshold;
import io.perilune.lua.runtime.TracedCode;
import java.lang.constant.ClassDesc;
import java.lang.ref.SoftReference;
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
    private final FunctionWriter writer;
    private final LuaString chunkName;
    private final String displayName;

    /** What all class names begin with. */
    private final String base;

    private final Map<String, FunctionHead> heads = new ConcurrentHashMap<>();

    /** Functions without a class yet, by the name that it will have. */
    private final Map<String, FunctionScope> waiting = new ConcurrentHashMap<>();

    /** Classes by the function's place in the chunk, and the places by the classes' names. */
    private final Map<String, ClassDesc> classes = new ConcurrentHashMap<>();

    private final Map<String, String> paths = new ConcurrentHashMap<>();
    private final Supplier<FunctionScope> again;
    private final Map<String, Object[]> constants = new ConcurrentHashMap<>();
    private final KeptClasses kept;
    private final AtomicInteger count;

    /** Read again for functions that the kept classes are without. */
    private SoftReference<ChunkTree> tree = new SoftReference<>(null);

    /** Null as long as all classes are kept ones. */
    private volatile TracedFunctions traced;

    private ChunkDefiner(
            Source source, MethodSizes sizes, Supplier<FunctionScope> again, KeptClasses kept) {
        super(CodeLoader.class.getClassLoader());
        this.again = again;
        this.source = source;
        this.chunkName = LuaString.ofLatin1(source.chunkName());
        this.displayName = source.displayName();
        this.writer = new FunctionWriter(displayName, sizes, this::classOf);
        this.base = PACKAGE + base(displayName);
        this.kept = kept;
        this.count = new AtomicInteger(kept.count());
    }

    /**
     * The class of a resolved chunk's main function.
     *
     * @param again resolves the same chunk once more, for traced forms
     * @param kept asked for each class, and told of each that is written
     */
    public static Class<?> define(
            FunctionScope chunk,
            Source source,
            MethodSizes sizes,
            Supplier<FunctionScope> again,
            KeptClasses kept) {
        ChunkDefiner definer = new ChunkDefiner(source, sizes, again, kept);
        definer.traced = TracedFunctions.of(chunk, source);
        return definer.main(ConstantPool.internalName(definer.classOf(chunk)).replace('/', '.'));
    }

    /**
     * The same for a chunk whose main function's class is kept; it need not be read.
     *
     * @param again resolves the chunk, for functions whose classes are not kept, and traced forms
     */
    public static Class<?> define(
            Source source, MethodSizes sizes, Supplier<FunctionScope> again, KeptClasses kept) {
        return new ChunkDefiner(source, sizes, again, kept).main(kept.main());
    }

    private Class<?> main(String name) {
        try {
            return Class.forName(name, true, this);
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
        String known = kept.nameAt(path);
        String name = known == null ? newName(scope) : known;
        if (known == null) {
            kept.name(name, path);
        }
        paths.put(name, path);
        waiting.put(name, scope);
        return ClassDesc.of(name);
    }

    private String newName(FunctionScope scope) {
        String code = base + "$" + count.getAndIncrement() + suffix(scope);
        return isApart(scope) ? code + CLOSURE : code;
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
                ? definer.textOf(definer.heads.get(function.getClass().getName()))
                : null;
    }

    private FunctionText textOf(FunctionHead head) {
        byte[] text = Arrays.copyOfRange(source.text(), head.begin(), head.end());
        boolean isMain = head.line() == 0;
        int line = isMain ? source.firstLine() : head.line();
        return new FunctionText(chunkName, text, line, isMain, List.of(head.upvalues()));
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
        // What fails in the midst of this, or in the class's initialiser, could not be repeated.
        StackReserve.require();
        MemoryLimit outer = MemoryLimit.pause();
        try {
            FunctionClass made = kept.find(name);
            return define(name, made == null ? write(name) : made);
        } finally {
            MemoryLimit.leave(outer);
        }
    }

    private FunctionClass write(String name) throws ClassNotFoundException {
        FunctionScope scope = scopeOf(name);
        if (scope == null) {
            throw new ClassNotFoundException(name);
        }
        FunctionClass made;
        if (traced.contains(scope)) {
            made = writer.stub(scope);
        } else if (name.endsWith(CLOSURE)) {
            String code = codeName(name);
            waiting.put(code, scope);
            made = writer.closure(scope, name.replace('.', '/'), code.replace('.', '/'));
        } else {
            made = writer.code(scope, ClassDesc.of(name));
        }
        kept.add(name, made);
        return made;
    }

    /** Null for what is none of its classes. */
    private FunctionScope scopeOf(String name) {
        FunctionScope scope = waiting.get(name);
        if (scope != null) {
            return scope;
        }
        String path = pathOf(name);
        if (path == null) {
            path = pathOf(name + CLOSURE);
        }
        return path == null ? null : tree().function(path);
    }

    private String pathOf(String name) {
        String path = paths.get(name);
        return path == null ? kept.pathOf(name) : path;
    }

    private synchronized ChunkTree tree() {
        ChunkTree known = tree.get();
        if (known == null) {
            known = new ChunkTree(again.get());
            traced = TracedFunctions.of(known.chunk(), source);
            tree = new SoftReference<>(known);
        }
        return known;
    }

    private boolean isApart(FunctionScope scope) {
        return !traced.contains(scope)
                && scope.parent() != null
                && FunctionWriter.textLength(scope) >= TEXT_APART;
    }

    @Override
    protected void makeCode(Class<?> closure) {
        try {
            loadClass(codeName(closure.getName()));
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String codeName(String closure) {
        return closure.substring(0, closure.length() - CLOSURE.length());
    }

    private Class<?> define(String name, FunctionClass written) {
        FunctionHead head = written.head();
        heads.put(name, head);
        Prototype prototype = head.prototype(chunkName, displayName);
        prototype.callSites(written.sites(), written.soleMethod());
        prototype.lines(written.lines());
        if (written.lines() == null && !name.endsWith(CLOSURE)) {
            defineTraced(name, prototype, () -> scopeOf(name));
        }
        constants.put(name, written.constants());
        waiting.remove(name);
        Class<?> made = defineClass(name, written.file(), 0, written.file().length);
        Class<?> closure = findLoadedClass(name + CLOSURE);
        Prototype.register(made, prototype, closure == null ? made : closure);
        if (closure != null) {
            Prototype.of(closure).linesOf(prototype);
        }
        return made;
    }

    // --- traced forms ----------------------------------------------------------------------------

    @Override
    protected TracedCode traced(Class<?> plain) {
        String name = plain.getName() + TRACED;
        StackReserve.require();
        synchronized (getClassLoadingLock(name)) {
            Class<?> made = findLoadedClass(name);
            if (made == null) {
                made = defineTraced(plain.getName(), Prototype.of(plain), () -> scopeAgain(plain));
            }
            try {
                return (TracedCode) made.getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A traced form knows less of its variables, so it gets a tree of its own. */
    private FunctionScope scopeAgain(Class<?> plain) {
        return new ChunkTree(again.get()).function(pathOf(plain.getName()));
    }

    private Class<?> defineTraced(
            String plain, Prototype prototype, Supplier<FunctionScope> scope) {
        String name = plain + TRACED;
        FunctionClass form = kept.find(name);
        if (form == null) {
            form = writer.traced(scope.get(), ClassDesc.of(plain), ClassDesc.of(name));
            kept.add(name, form);
        }
        Prototype own = form.head().prototype(chunkName, displayName);
        own.callSites(form.sites(), form.soleMethod());
        prototype.lines(form.lines());
        prototype.scopes(form.scopes());
        constants.put(name, form.constants());
        Class<?> made = defineClass(name, form.file(), 0, form.file().length);
        Prototype.register(made, own);
        return made;
    }

    @Override
    protected Object[] constantsOf(Class<?> code) {
        return constants.remove(code.getName());
    }
}
