// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import jdk.internal.lang.stable.StableValueImpl;

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
    private static final boolean AVAILABLE =
            Object.class
                    .getModule()
                    .isExported("jdk.internal.lang.stable", Settled.class.getModule());

    private Settled() {}

    private static final class Plain {
        private volatile Object content;

        private synchronized void set(Object value) {
            if (content == null) {
                content = value;
            }
        }
    }

    /**
     * The JDK's places, in a class of their own, which the JVM links only where they are exported.
     */
    private static final class Stable {
        private Stable() {}

        private static Object newPlace() {
            return StableValueImpl.of();
        }

        @SuppressWarnings("unchecked")
        private static Object get(Object place) {
            return ((StableValueImpl<Object>) place).orElse(null);
        }

        @SuppressWarnings("unchecked")
        private static void set(Object place, Object content) {
            ((StableValueImpl<Object>) place).trySet(content);
        }
    }

    /** An empty place. */
    static Object newPlace() {
        return AVAILABLE ? Stable.newPlace() : new Plain();
    }

    /** What is there, or null. */
    static Object get(Object place) {
        return AVAILABLE ? Stable.get(place) : ((Plain) place).content;
    }

    /** Fills the place, unless somebody has. */
    static void set(Object place, Object content) {
        if (AVAILABLE) {
            Stable.set(place, content);
        } else {
            ((Plain) place).set(content);
        }
    }
}
