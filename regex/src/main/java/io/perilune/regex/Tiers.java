// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

/**
 * A pattern's forms for the ways of matching: the program that is interpreted, and, made when first
 * wanted, the one that runs in linear time. Thread-safe.
 */
final class Tiers {

    final Program program;
    private final byte[] pattern;
    private final int flags;
    private volatile Program linear;
    private volatile boolean knowsLinear;

    Tiers(byte[] pattern, int flags) {
        this.pattern = pattern;
        this.flags = flags;
        this.program = ProgramFactory.compile(pattern, flags);
    }

    /** The program to run with a {@link Memo}; null if what the pattern does forbids it. */
    Program linear() {
        if (!knowsLinear) {
            synchronized (this) {
                if (!knowsLinear) {
                    if (program.mayBeLinear()) {
                        linear = ProgramFactory.compile(pattern, flags | Flags.LINEAR);
                    }
                    knowsLinear = true;
                }
            }
        }
        return linear;
    }
}
