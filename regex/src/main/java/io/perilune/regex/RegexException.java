// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

/** A pattern that does not compile: what is wrong, and where. Immutable. */
public final class RegexException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int offset;

    public RegexException(String message, int offset) {
        super(message);
        this.offset = offset;
    }

    /** Index in the pattern at which the compiler gave up; -1 when it does not say. */
    public int offset() {
        return offset;
    }
}
