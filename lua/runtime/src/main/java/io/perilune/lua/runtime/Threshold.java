// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

/**
 * Sizes at which the process changes how it keeps or remembers something, which no script can tell.
 * Stateless.
 *
 * <p>With the system property {@code perilune.lua.smallest} they are as small as they can be, so
 * that small scripts come to where usually only large ones come: for tests.
 */
public final class Threshold {
    private static final boolean IS_SMALLEST = Boolean.getBoolean("perilune.lua.smallest");

    private Threshold() {}

    /** For a static final field, which HotSpot takes for the constant that it is. */
    public static int of(int usual, int smallest) {
        return IS_SMALLEST ? smallest : usual;
    }
}
