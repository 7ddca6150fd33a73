// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Places that are set at most once, of which HotSpot's optimising compiler takes the content for a
 * constant as soon as it is there: a final field that is written late. Thread-safe.
 *
 * <p>That is {@code jdk.internal.lang.stable.StableValueImpl} when this process exports its package
 * to us, else an ordinary object, with which everything works, only slower. The place itself must
 * be a constant for the compiler: in a static final field, or in a record's component that is
 * reached through one.
 */
final class Settled {
    private static final String STABLE = "jdk.internal.lang.stable";
    private static final boolean AVAILABLE =
            Object.class.getModule().isExported(STABLE, Settled.class.getModule());
    private static final MethodHandle NEW = find("of");
    private static final MethodHandle GET = find("orElse", Object.class);
    private static final MethodHandle SET = find("trySet", Object.class);

    private Settled() {}

    private static MethodHandle find(String name, Class<?>... parameters) {
        if (!AVAILABLE) {
            return null;
        }
        try {
            Class<?> owner = Class.forName(STABLE + ".StableValueImpl");
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            return switch (name) {
                case "of" ->
                        lookup.findStatic(owner, name, MethodType.methodType(owner))
                                .asType(MethodType.methodType(Object.class));
                case "orElse" ->
                        lookup.findVirtual(
                                        owner,
                                        name,
                                        MethodType.methodType(Object.class, parameters))
                                .asType(MethodType.genericMethodType(2));
                default ->
                        lookup.findVirtual(
                                        owner,
                                        name,
                                        MethodType.methodType(boolean.class, parameters))
                                .asType(
                                        MethodType.methodType(
                                                boolean.class, Object.class, Object.class));
            };
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final class Plain {
        private volatile Object content;

        private synchronized void set(Object value) {
            if (content == null) {
                content = value;
            }
        }
    }

    /** An empty place. */
    static Object newPlace() {
        if (!AVAILABLE) {
            return new Plain();
        }
        try {
            return (Object) NEW.invokeExact();
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }

    /** What is there, or null. */
    static Object get(Object place) {
        if (!AVAILABLE) {
            return ((Plain) place).content;
        }
        try {
            return (Object) GET.invokeExact(place, (Object) null);
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }

    /** Fills the place, unless somebody has. */
    static void set(Object place, Object content) {
        if (!AVAILABLE) {
            ((Plain) place).set(content);
            return;
        }
        try {
            boolean isSet = (boolean) SET.invokeExact(place, content);
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }
}
