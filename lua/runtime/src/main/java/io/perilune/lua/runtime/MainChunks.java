// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.lang.reflect.InvocationTargetException;
import jdk.internal.misc.Unsafe;

/**
 * Makes the functions of main chunks, whose classes are all different. The JDK makes a method
 * handle for a constructor that is called by reflection, which takes longer than all else of a
 * small chunk; where this process exports the JDK's {@code Unsafe} to us, none is called.
 * Stateless.
 */
public final class MainChunks {
    private static final boolean IS_DIRECT =
            Object.class.getModule().isExported("jdk.internal.misc", MainChunks.class.getModule());

    private MainChunks() {}

    /** In a class of its own, which the JVM links only where {@code Unsafe} is exported. */
    private static final class Direct {
        private static LuaClosure allocate(Class<?> code) throws InstantiationException {
            return (LuaClosure) Unsafe.getUnsafe().allocateInstance(code);
        }
    }

    /**
     * A new function, with globals of its own.
     *
     * @param code its class, which has no upvalues and a constructor that takes the globals
     */
    public static LuaClosure make(Class<?> code, LuaTable environment) {
        try {
            if (!IS_DIRECT) {
                return (LuaClosure) code.getConstructor(LuaTable.class).newInstance(environment);
            }
            LuaClosure made = Direct.allocate(code);
            made.environment = environment;
            return made;
        } catch (InvocationTargetException e) {
            throw unwrapped(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What a constructor threw: not enough memory, or the end of the stack, which are for protected
     * calls.
     */
    private static RuntimeException unwrapped(InvocationTargetException thrown) {
        if (thrown.getCause() instanceof Error exhausted) {
            throw exhausted;
        }
        return thrown.getCause() instanceof LuaError notEnoughMemory
                ? notEnoughMemory
                : new IllegalStateException(thrown);
    }
}
