// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.syntax;

/** Where a long reading of a text looks now and then whether it shall go on. Single use. */
public final class Checkpoint {
    /** Tokens or expressions between two looks. */
    private static final int PERIOD = 1024;

    private final Runnable heed;
    private int passed;

    /**
     * @param heed what it throws ends the reading
     */
    public Checkpoint(Runnable heed) {
        this.heed = heed;
    }

    /** For a reading that nothing stops. */
    public static Checkpoint none() {
        return new Checkpoint(() -> {});
    }

    /** To be called for each token and each expression. */
    public void pass() {
        if (++passed % PERIOD == 0) {
            heed.run();
        }
    }
}
