// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * The class loader of one chunk's code: chunk and code are garbage together. Thread-safe.
 *
 * <p>Generated classes are defined when they are first used; each one fetches its constants in its
 * initialiser.
 */
public abstract class CodeLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    /** The loader's name in stack traces. */
    static final String NAME = "lua";

    protected CodeLoader(ClassLoader parent) {
        super(NAME, parent);
    }

    /** For class initialisers: the constants by index. */
    public static Object[] constants(Class<?> code) {
        return ((CodeLoader) code.getClassLoader()).constantsOf(code);
    }

    /** Makes the code of a closures' class that has none yet. */
    protected void makeCode(Class<?> closure) {
        throw new UnsupportedOperationException(closure.getName());
    }

    /** The traced form of a class that this loader has defined. */
    protected TracedCode traced(Class<?> plain) {
        throw new UnsupportedOperationException(plain.getName());
    }

    protected abstract Object[] constantsOf(Class<?> code);
}
