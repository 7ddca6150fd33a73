// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.lang.StackWalker.StackFrame;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Set;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;

/**
 * The JVM's stack with the locals of its frames, of which the first is the function that runs. Only
 * where this process opens {@code java.lang} to us; else no frame has any. Thread-safe.
 */
final class LiveFrames {
    private static final Class<?> FRAME = frame();
    private static final Set<StackWalker.Option> CLASSES =
            Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final MethodHandle LOCALS = locals();
    private static final MethodHandle WALKER = walker();

    /** Walks the running stack; null when the JVM does not show locals. */
    static final StackWalker RUNNING = of(null, null);

    private LiveFrames() {}

    private static Class<?> frame() {
        try {
            return Class.forName("java.lang.LiveStackFrame");
        } catch (ClassNotFoundException otherJvm) {
            return null;
        }
    }

    private static MethodHandle locals() {
        try {
            return lookup().findVirtual(FRAME, "getLocals", MethodType.methodType(Object[].class))
                    .asType(MethodType.methodType(Object[].class, StackFrame.class));
        } catch (ReflectiveOperationException notOpen) {
            return null;
        }
    }

    private static MethodHandle walker() {
        try {
            return lookup().findStatic(
                            FRAME,
                            "getStackWalker",
                            MethodType.methodType(
                                    StackWalker.class,
                                    Set.class,
                                    ContinuationScope.class,
                                    Continuation.class));
        } catch (ReflectiveOperationException notOpen) {
            return null;
        }
    }

    private static MethodHandles.Lookup lookup() throws IllegalAccessException {
        if (FRAME == null) {
            throw new IllegalAccessException();
        }
        return MethodHandles.privateLookupIn(FRAME, MethodHandles.lookup());
    }

    /** Walks the stack of a suspended continuation; null when the JVM does not show locals. */
    static StackWalker of(ContinuationScope scope, Continuation suspended) {
        try {
            return WALKER == null || LOCALS == null
                    ? null
                    : (StackWalker) WALKER.invokeExact(CLASSES, scope, suspended);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * The function whose code a frame runs; null when the walker does not ask for locals, or when
     * compiled code has dropped it.
     */
    static LuaFunction self(StackFrame frame) {
        if (LOCALS == null || !FRAME.isInstance(frame)) {
            return null;
        }
        try {
            Object[] locals = (Object[]) LOCALS.invokeExact(frame);
            return locals != null && locals.length > 0 && locals[0] instanceof LuaFunction self
                    ? self
                    : null;
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
