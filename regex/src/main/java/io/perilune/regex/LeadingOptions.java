// SPDX-License-Identifier: Apache-2.0
package io.perilune.regex;

import java.util.Map;

/** The settings such as (*UTF) that may begin a pattern. Confined to one compilation. */
final class LeadingOptions {

    private static final Map<String, Integer> BITS =
            Map.of(
                    "UTF)", Flags.UTF,
                    "UCP)", Flags.UCP,
                    "NOTEMPTY)", Flags.NOTEMPTY,
                    "NOTEMPTY_ATSTART)", Flags.NOTEMPTY_ATSTART,
                    "NO_AUTO_POSSESS)", Flags.NO_AUTO_POSSESS,
                    "NO_DOTSTAR_ANCHOR)", Flags.NO_DOTSTAR_ANCHOR,
                    "NO_JIT)", 0,
                    "NO_START_OPT)", Flags.NO_START_OPTIMIZE);
    private static final Map<String, Newline> NEWLINES =
            Map.of(
                    "CR)", Newline.CR,
                    "LF)", Newline.LF,
                    "CRLF)", Newline.CRLF,
                    "ANY)", Newline.ANY,
                    "NUL)", Newline.NUL,
                    "ANYCRLF)", Newline.ANYCRLF);

    private final PatternText text;
    int flags;
    Newline newline = Newline.LF;
    boolean bsrAnyCrLf;

    /** -1: not given. */
    long matchLimit = -1;

    LeadingOptions(PatternText text, int flags) {
        this.text = text;
        this.flags = flags;
    }

    void read() {
        while (text.looksAt("(*") && (bit() || newline() || bsr() || limit())) {
            continue;
        }
    }

    private boolean take(String name) {
        text.at += 2;
        boolean found = text.looksAt(name);
        text.at += found ? name.length() : -2;
        return found;
    }

    private boolean bit() {
        for (Map.Entry<String, Integer> option : BITS.entrySet()) {
            if (take(option.getKey())) {
                flags |= option.getValue();
                return true;
            }
        }
        return false;
    }

    private boolean newline() {
        for (Map.Entry<String, Newline> option : NEWLINES.entrySet()) {
            if (take(option.getKey())) {
                newline = option.getValue();
                return true;
            }
        }
        return false;
    }

    private boolean bsr() {
        if (take("BSR_ANYCRLF)")) {
            bsrAnyCrLf = true;
            return true;
        }
        if (take("BSR_UNICODE)")) {
            bsrAnyCrLf = false;
            return true;
        }
        return false;
    }

    private boolean limit() {
        if (take("LIMIT_MATCH=")) {
            matchLimit = limitValue();
            return true;
        }
        if (take("LIMIT_HEAP=") || take("LIMIT_DEPTH=") || take("LIMIT_RECURSION=")) {
            limitValue();
            return true;
        }
        return false;
    }

    private long limitValue() {
        if (!PatternText.isDigit(text.peek())) {
            throw text.fail(CompileError.UNKNOWN_VERB);
        }
        long value = 0;
        while (PatternText.isDigit(text.peek()) && value < 0xffffffffL / 10) {
            value = value * 10 + text.bytes[text.at++] - '0';
        }
        int closing = text.peek();
        text.at++;
        if (closing != ')') {
            throw text.fail(CompileError.UNKNOWN_VERB);
        }
        return value;
    }
}
