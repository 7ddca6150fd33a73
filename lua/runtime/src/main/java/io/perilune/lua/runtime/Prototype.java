// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.lang.StackWalker.StackFrame;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known about a function of a source text: what `debug.getinfo` tells. Immutable after
 * {@link #callSites} was called; the registry of classes is thread-safe.
 */
public final class Prototype {
    /** Stands for a callee at the place of a tail call: the function that makes it is gone then. */
    public static final String TAIL_CALL = "tail call";

    private static final Map<Class<?>, Prototype> BY_CLASS = new WeakHashMap<>();

    private final String source;
    private final LuaString chunkName;
    private final int lineDefined;
    private final int lastLine;
    private final int parameterCount;
    private final boolean vararg;
    private final String[] upvalueNames;
    private volatile Map<String, CallSites> callSites = Map.of();
    private volatile String sole;
    private volatile Map<PlaceKey, Place> places;

    /** Of the code, in any order, as often as they begin there; null before it is made. */
    private volatile int[] lines = {};

    private volatile String[] parameterNames = {};
    private volatile Scopes scopes;

    /** Weak, since the table of all prototypes must not keep their classes. */
    private volatile WeakReference<Class<?>> closure;

    /**
     * @param chunkName as given to the loader: `@file`, `=name` or the text
     * @param source the same as messages show it
     * @param lineDefined 0 for a main chunk
     */
    public Prototype(
            LuaString chunkName,
            String source,
            int lineDefined,
            int lastLine,
            int parameterCount,
            boolean vararg,
            String... upvalueNames) {
        this.chunkName = chunkName;
        this.source = source;
        this.lineDefined = lineDefined;
        this.lastLine = lastLine;
        this.parameterCount = parameterCount;
        this.vararg = vararg;
        this.upvalueNames = upvalueNames;
    }

    /**
     * Where calls stand in a method's code, and what they call: `global 'print'`, `method 'close'`.
     */
    public record CallSites(int[] bytecodeIndexes, String[] callees) {
        /**
         * What the call at or before this place calls, or null: what a call leaves to do is done
         * behind it.
         */
        String at(int bytecodeIndex) {
            int found = Arrays.binarySearch(bytecodeIndexes, bytecodeIndex);
            if (found >= 0) {
                return callees[found];
            }
            String before = found == -1 ? null : callees[-found - 2];
            return TAIL_CALL.equals(before) ? null : before;
        }
    }

    /**
     * The locals of a traced function: which are visible at a place.
     *
     * @param parents by the number of a scope: the scope without the last local; 0 has no locals
     * @param places by the number of a scope: where its last local is in the frame's arrays
     * @param names of locals by place
     * @param numbers whether a local is always a number, by place
     */
    public record Scopes(int[] parents, int[] places, String[] names, boolean[] numbers) {
        /** The place of a local that is counted from 1, or -1. */
        int place(int scope, int number) {
            int depth = 0;
            for (int at = scope; at != 0; at = parents[at]) {
                depth++;
            }
            if (number < 1 || number > depth) {
                return -1;
            }
            int at = scope;
            for (; depth > number; depth--) {
                at = parents[at];
            }
            return places[at];
        }

        String name(int place) {
            return names[place];
        }

        boolean isNumber(int place) {
            return numbers[place];
        }
    }

    Scopes scopes() {
        return scopes;
    }

    /** Known when the traced form has been written. */
    public void scopes(Scopes found) {
        scopes = found;
    }

    /** Tells of which function a class is the code, or will have it. */
    public static void register(Class<?> code, Prototype prototype) {
        register(code, prototype, code);
    }

    /** As above, for code that is apart from its closures' class. */
    public static void register(Class<?> code, Prototype prototype, Class<?> closure) {
        prototype.closure = new WeakReference<>(closure);
        synchronized (BY_CLASS) {
            BY_CLASS.put(code, prototype);
        }
    }

    /** The class of the closures that a class is the code of. */
    Class<?> closureOf(Class<?> code) {
        WeakReference<Class<?>> reference = closure;
        Class<?> known = reference == null ? null : reference.get();
        return known == null ? code : known;
    }

    /** The function of which this class is the code, or null. */
    public static Prototype of(Class<?> code) {
        synchronized (BY_CLASS) {
            return BY_CLASS.get(code);
        }
    }

    /** The function of one of the classes of this name, or null. */
    static Prototype named(String code) {
        synchronized (BY_CLASS) {
            for (var entry : BY_CLASS.entrySet()) {
                if (entry.getKey().getName().equals(code)) {
                    return entry.getValue();
                }
            }
            return null;
        }
    }

    /**
     * Names of callees by method name and index of the invoking instruction, ascending: for
     * tracebacks and messages.
     *
     * @param soleMethod the code's only method besides initialisers, or null
     */
    public void callSites(Map<String, CallSites> byMethod, String soleMethod) {
        callSites = byMethod;
        sole = soleMethod;
    }

    /** A place in a method's code that a stack has shown; the JVM needs long to tell its line. */
    record Place(String method, int line, String callee) {}

    private record PlaceKey(String method, int bytecodeIndex) {
        // By hand: Java would make classes for it in each process, for 20 ms.
        @Override
        public boolean equals(Object other) {
            return other instanceof PlaceKey key
                    && bytecodeIndex == key.bytecodeIndex
                    && method.equals(key.method);
        }

        @Override
        public int hashCode() {
            return 31 * method.hashCode() + bytecodeIndex;
        }
    }

    /** Where a frame of this function's code is; its line is 0 or less when it has none. */
    Place place(StackFrame frame) {
        String method = sole == null ? frame.getMethodName() : sole;
        PlaceKey key = new PlaceKey(method, frame.getByteCodeIndex());
        Map<PlaceKey, Place> seen = places;
        Place known = seen == null ? null : seen.get(key);
        if (known == null) {
            known = new Place(method, frame.getLineNumber(), callee(key));
            remember(key, known);
        }
        return known;
    }

    private synchronized void remember(PlaceKey key, Place place) {
        if (places == null) {
            places = new ConcurrentHashMap<>(2);
        }
        places.put(key, place);
    }

    private String callee(PlaceKey key) {
        CallSites sites = callSites.get(key.method);
        return sites == null ? null : sites.at(key.bytecodeIndex);
    }

    /** The chunk's name as messages show it: `file.lua`, `[string "..."]`. */
    public String source() {
        return source;
    }

    public LuaString chunkName() {
        return chunkName;
    }

    public int lineDefined() {
        return lineDefined;
    }

    public int lastLine() {
        return lastLine;
    }

    public boolean isMainChunk() {
        return lineDefined == 0;
    }

    public int parameterCount() {
        return parameterCount;
    }

    public boolean isVararg() {
        return vararg;
    }

    public int upvalueCount() {
        return upvalueNames.length;
    }

    public String upvalueName(int index) {
        return upvalueNames[index];
    }

    /**
     * Lines with code, ascending; that of the function's head only when there is code behind the
     * head on it, or its end. Makes the code when there is none yet.
     */
    public int[] activeLines() {
        if (lines == null) {
            Class<?> known = closure.get();
            ((CodeLoader) known.getClassLoader()).makeCode(known);
        }
        int[] sorted = lines.clone();
        Arrays.sort(sorted);
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            boolean isLast = i + 1 == sorted.length || sorted[i + 1] != sorted[i];
            boolean isFirst = i == 0 || sorted[i - 1] != sorted[i];
            boolean isHeadAlone = isFirst && sorted[i] == lineDefined && lineDefined < lastLine;
            if (isLast && !isHeadAlone) {
                sorted[count++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    /**
     * @param begun the lines of the code, in any order, as often as they begin there; null until
     *     the code is made
     */
    public void lines(int... begun) {
        lines = begun;
    }

    /** The same as those of the code, which is apart. */
    public void linesOf(Prototype code) {
        lines = code.lines;
    }

    public String[] parameterNames() {
        return parameterNames.clone();
    }

    public void parameterNames(String... names) {
        parameterNames = names.clone();
    }
}
