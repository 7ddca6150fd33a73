// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.value;

import io.perilune.conf.tree.Directive;

/** Sizes and offsets in bytes, and plain numbers. Stateless. */
public final class Size {
    /** What parsing answers when the text is none. */
    public static final long INVALID = -1;

    private Size() {}

    /** A size: digits, then k or m. */
    public static long parse(String text) {
        return parse(text, false);
    }

    /** An offset: digits, then k, m or g. */
    public static long parseOffset(String text) {
        return parse(text, true);
    }

    /** The directive's first argument as a size. */
    public static long of(Directive directive) {
        return valid(parse(directive.argument(0)), directive, "invalid value");
    }

    /** The directive's first argument as an offset. */
    public static long offsetOf(Directive directive) {
        return valid(parseOffset(directive.argument(0)), directive, "invalid value");
    }

    /** The directive's first argument as a number. */
    public static long numberOf(Directive directive) {
        return valid(parseNumber(directive.argument(0)), directive, "invalid number");
    }

    private static long valid(long value, Directive directive, String problem) {
        if (value == INVALID) {
            throw directive.complain(problem);
        }
        return value;
    }

    private static long parse(String text, boolean giga) {
        if (text.isEmpty()) {
            return INVALID;
        }
        int shift =
                switch (text.charAt(text.length() - 1)) {
                    case 'k', 'K' -> 10;
                    case 'm', 'M' -> 20;
                    case 'g', 'G' -> giga ? 30 : 0;
                    default -> 0;
                };
        long number = parseNumber(shift == 0 ? text : text.substring(0, text.length() - 1));
        return number == INVALID || number > Long.MAX_VALUE >> shift ? INVALID : number << shift;
    }

    /** Decimal digits only. */
    public static long parseNumber(String text) {
        if (text.isEmpty()) {
            return INVALID;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                return INVALID;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
