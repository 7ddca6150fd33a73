// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

/** Carries a compile error out of the parser's depth. Single use; has no stack trace. */
final class PatternFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    final int offset;

    PatternFailure(CompileError error, int offset) {
        this(error.text, offset);
    }

    PatternFailure(String text, int offset) {
        super(text, null, false, false);
        this.offset = offset;
    }
}
