// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

/**
 * A match that was given up: a limit was reached, the subject is not UTF-8, or somebody stopped it.
 * {@link #code} is PCRE2's number, which ngx.re reports as {@code pcre_exec() failed: N}.
 * Immutable; has no stack trace.
 */
public final class RegexLimitException extends RuntimeException {

    /** PCRE2_ERROR_MATCHLIMIT (PCRE has -8). */
    public static final int MATCH_LIMIT = -47;

    /** PCRE2_ERROR_RECURSELOOP. */
    public static final int RECURSION_LOOP = -52;

    /** PCRE2_ERROR_DFA_UCOND: a condition that option d cannot have. */
    public static final int DFA_CONDITION = -40;

    /** PCRE2_ERROR_DFA_UITEM: something else that option d cannot have. */
    public static final int DFA_ITEM = -42;

    /** PCRE2_ERROR_HEAPLIMIT. */
    public static final int HEAP_LIMIT = -63;

    /** PCRE2_ERROR_CALLOUT: stopped from outside. */
    public static final int STOPPED = -37;

    /** PCRE2_ERROR_BADUTFOFFSET. */
    public static final int BAD_UTF_OFFSET = -36;

    /** PCRE2_ERROR_BADOFFSET. */
    public static final int BAD_OFFSET = -33;

    private static final long serialVersionUID = 1L;

    private final int code;

    RegexLimitException(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** PCRE2's error number, negative. */
    public int code() {
        return code;
    }
}
