// SPDX-License-Identifier: Apache-2.0
package io.perilune.conf.value;

import io.perilune.conf.tree.Directive;

/**
 * Spans of time: {@code 1h30m}, {@code 500ms}, {@code 1d 2h}. Units go from the largest to the
 * smallest, each at most once. Stateless.
 */
public final class Time {
    /** What parsing answers when the text is none. */
    public static final long INVALID = -1;

    private static final int START = 0;
    private static final int YEAR = 1;
    private static final int MONTH = 2;
    private static final int WEEK = 3;
    private static final int DAY = 4;
    private static final int HOUR = 5;
    private static final int MINUTE = 6;
    private static final int SECOND = 7;
    private static final int MILLISECOND = 8;
    private static final int PLAIN = 9;

    /** Seconds in a unit, by the numbers above. */
    private static final long[] SECONDS = {
        0, 31_536_000, 2_592_000, 604_800, 86_400, 3_600, 60, 1, 0, 1
    };

    private Time() {}

    /**
     * A directive that counts in milliseconds; without a unit: seconds. Knows no years and months.
     */
    public static long parseMillis(String text) {
        return parse(text, false);
    }

    /** A directive that counts in seconds; without a unit: seconds. */
    public static long parseSeconds(String text) {
        return parse(text, true);
    }

    /** The directive's first argument in milliseconds. */
    public static long millisOf(Directive directive) {
        return valid(parseMillis(directive.argument(0)), directive);
    }

    /** The directive's first argument in seconds. */
    public static long secondsOf(Directive directive) {
        return valid(parseSeconds(directive.argument(0)), directive);
    }

    private static long valid(long value, Directive directive) {
        if (value == INVALID) {
            throw directive.complain("invalid value");
        }
        return value;
    }

    private static long parse(String text, boolean inSeconds) {
        long total = 0;
        long value = 0;
        boolean valid = false;
        int step = inSeconds ? START : MONTH;
        int length = text.length();
        try {
            for (int at = 0; at < length; ) {
                int digit = text.charAt(at) - '0';
                if (digit >= 0 && digit <= 9) {
                    value = Math.addExact(Math.multiplyExact(value, 10), digit);
                    valid = true;
                    at++;
                    continue;
                }
                int unit = unit(text, at);
                if (unit < 0 || !follows(unit, step, inSeconds)) {
                    return INVALID;
                }
                step = unit;
                at = skipSpaces(text, at + (unit == MILLISECOND ? 2 : 1));
                total = Math.addExact(total, scaled(value, unit, inSeconds));
                value = 0;
            }
            long rest = scaled(value, PLAIN, inSeconds);
            return valid ? Math.addExact(total, rest) : INVALID;
        } catch (ArithmeticException tooLarge) {
            return INVALID;
        }
    }

    private static int skipSpaces(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private static int unit(String text, int at) {
        return switch (text.charAt(at)) {
            case 'y' -> YEAR;
            case 'M' -> MONTH;
            case 'w' -> WEEK;
            case 'd' -> DAY;
            case 'h' -> HOUR;
            case 'm' -> text.startsWith("ms", at) ? MILLISECOND : MINUTE;
            case 's' -> SECOND;
            case ' ' -> PLAIN;
            default -> -1;
        };
    }

    private static boolean follows(int unit, int step, boolean inSeconds) {
        return switch (unit) {
            case YEAR -> step == START;
            case MILLISECOND -> !inSeconds && step < MILLISECOND;
            case PLAIN -> step < SECOND;
            default -> step < unit;
        };
    }

    private static long scaled(long value, int unit, boolean inSeconds) {
        if (unit == MILLISECOND) {
            return value;
        }
        long seconds = Math.multiplyExact(value, SECONDS[unit]);
        return inSeconds ? seconds : Math.multiplyExact(seconds, 1000);
    }
}
