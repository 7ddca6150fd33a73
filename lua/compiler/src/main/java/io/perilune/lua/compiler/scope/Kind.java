// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.compiler.scope;

/** What is known about a value before the program runs. */
public enum Kind {
    /** Nothing assigned yet: only while facts are being found. */
    NONE,
    /** A number: one double slot. */
    NUMBER,
    /** Never a number: one reference slot. */
    REFERENCE,
    /** Anything: a reference and a double. */
    ANY;

    public Kind join(Kind other) {
        if (this == other || other == NONE) {
            return this;
        }
        return this == NONE ? other : ANY;
    }
}
