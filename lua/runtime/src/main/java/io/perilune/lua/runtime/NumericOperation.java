// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.runtime;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What library functions of numbers do that generated code can do in their place: without state,
 * without effects. Immutable.
 */
public enum NumericOperation {
    ABS(1, false),
    CEIL(1, false),
    COS(1, false),
    EXP(1, false),
    FLOOR(1, false),
    SIN(1, false),
    SQRT(1, false),
    TAN(1, false),
    FMOD(2, false),
    MAX(2, false),
    MIN(2, false),
    POW(2, false),
    BNOT(1, true),
    BSWAP(1, true),
    TOBIT(1, true),
    ARSHIFT(2, true),
    LSHIFT(2, true),
    ROL(2, true),
    ROR(2, true),
    RSHIFT(2, true),
    BAND(6, true),
    BOR(6, true),
    BXOR(6, true);

    private static final Map<String, NumericOperation> BY_NAME = new HashMap<>();

    static {
        for (NumericOperation operation : values()) {
            BY_NAME.put(operation.name().toLowerCase(Locale.ROOT), operation);
        }
    }

    private final int most;
    private final boolean ofBits;

    NumericOperation(int most, boolean ofBits) {
        this.most = most;
        this.ofBits = ofBits;
    }

    /** That of the function with this name in `math` or `bit`, or null. */
    public static NumericOperation named(String name) {
        return BY_NAME.get(name);
    }

    /** Whether generated code does it with so many arguments. */
    public boolean takes(int arguments) {
        return arguments <= most && arguments >= Math.min(2, most);
    }

    /** On 32-bit integers, else on doubles. */
    public boolean isOfBits() {
        return ofBits;
    }
}
